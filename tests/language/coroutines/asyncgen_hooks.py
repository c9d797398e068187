"""sys.set_asyncgen_hooks, and what asyncio does with asynchronous generators that nobody closes."""
import asyncio
import sys

print(sys.get_asyncgen_hooks())


def first(agen):
    print("first", agen.__name__)


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("end of numbers")


async def plain():
    yield 1


def drive(step):
    try:
        step.send(None)
    except BaseException as error:
        print(type(error).__name__, error.args)


sys.set_asyncgen_hooks(firstiter=first)
print(sys.get_asyncgen_hooks().firstiter is first, sys.get_asyncgen_hooks().finalizer)
agen = numbers()
step = agen.asend(None)
drive(step)
drive(agen.__anext__())
drive(agen.aclose())
for name in "aclose", "asend", "athrow":
    other = plain()
    arguments = {"aclose": (), "asend": (None,), "athrow": (ValueError,)}[name]
    drive(getattr(other, name)(*arguments))


def failing(agen):
    raise KeyError("hook")


sys.set_asyncgen_hooks(failing, None)
try:
    plain().__anext__()
except KeyError as error:
    print("KeyError", error)
for wrong in ((1,), (None, 1)):
    try:
        sys.set_asyncgen_hooks(*wrong)
    except TypeError as error:
        print(error)
sys.set_asyncgen_hooks(None, None)
print(sys.get_asyncgen_hooks())
print(sys.get_asyncgen_hooks()[0], len(sys.get_asyncgen_hooks()))

kept = []


async def main():
    agen = numbers()
    kept.append(agen)
    async for each in agen:
        print("got", each)
        break
    hooks = sys.get_asyncgen_hooks()
    print(hooks.firstiter is not None, hooks.finalizer is not None)


asyncio.run(main())
print(sys.get_asyncgen_hooks())


async def stubborn():
    try:
        yield 1
    finally:
        raise ValueError("no end")


async def other():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(sorted(context), context["exception"]))
    kept.append(stubborn())
    print(await anext(kept[-1]))

asyncio.run(other())
