"""Awaiting what is awaited already, results of native awaitables, generator-based coroutines."""
import types


@types.coroutine
def pause(value):
    return (yield value)


async def worker():
    return await pause("worker")


async def waiter(co):
    return await co


co = worker()
print(co.send(None))
try:
    waiter(co).send(None)
except RuntimeError as e:
    print(e)
try:
    co.send("result")
except StopIteration as e:
    print(e.value)
try:
    waiter(co).send(None)
except RuntimeError as e:
    print(e)

made = pause(1)
print(type(made).__name__, pause.__code__.co_flags & 0x100 != 0, pause is types.coroutine(pause))
print(made.send(None))


async def agen():
    for i in range(3):
        got = yield i
        if got:
            print("got", got)


def drive(awaitable):
    try:
        while True:
            print("step", awaitable.send(None))
    except StopIteration as e:
        return e.value


async def use():
    g = agen()
    print(await g.__anext__(), await g.asend("x"))
    print([x async for x in agen()], {x async for x in agen()}, {x: -x async for x in agen()})
    print([x * y async for x in agen() for y in range(2) if x])
    print([y for x in range(2) async for y in agen() if y != x])
    inner = (x + 1 async for x in agen())
    print([x async for x in inner], await anext(inner, "end"))
    await g.aclose()
    async for i, c in pairs():
        print(i, c)
    else:
        print("else")


async def pairs():
    yield 1, "a"
    await pause("between")
    yield 2, "b"


drive(use())


class Own:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got or "nothing"


async def own():
    return await Own(1), await Own(2)


print(drive(own()))


@types.coroutine
def plain_function():
    return iter([1, 2])


print(list(plain_function()))
