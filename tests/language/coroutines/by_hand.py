"""async def driven by send: await chains, return values, states, errors."""
class Yield:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return ("await result", got)
async def inner(x):
    r = await Yield(x)
    return r
async def outer():
    a = await inner(1)
    b = await inner(2)
    return a, b
c = outer()
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_await, c.cr_code.co_name, c.cr_suspended)
print(c.send(None), c.cr_await.__name__, c.cr_suspended, c.send("A"))
try: c.send("B")
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
c.close()
c = outer()
try: c.send(5)
except TypeError as e: print(e)
print(c.send(None))
try: c.throw(ValueError("thrown"))
except ValueError as e: print(e)
try: iter(outer_c := outer())
except TypeError as e: print(e); outer_c.close()
try: next(x := outer())
except TypeError as e: print(e); x.close()
async def catches():
    try: await Yield("waiting")
    except KeyError as e: return f"caught {e!r}"
    except GeneratorExit: print("closing"); raise
    finally: print("cleanup")
c = catches(); print(c.send(None))
try: c.throw(KeyError("k"))
except StopIteration as e: print(e.value)
c = catches(); c.send(None); c.close()
async def bad_await(v): return await v
for v in (5, None, "s", [], (i for i in ()), object):
    co = bad_await(v)
    try: co.send(None)
    except TypeError as e: print(e)
class BadAwait:
    def __await__(self): return 5
class BadAwait2:
    def __await__(self): return bad_await(1)
for cls in (BadAwait,):
    co = bad_await(cls())
    try: co.send(None)
    except TypeError as e: print(e)
class IterAwait:
    def __await__(self): return iter(["x", "y"])
co = bad_await(IterAwait())
print(co.send(None), co.send(None))
try: co.send(None)
except StopIteration as e: print("value", e.value)
co = bad_await(IterAwait()); co.send(None)
try: co.send("not none")
except AttributeError as e: print(e)
async def twice():
    c = inner(1)
    await c
    await c
co = twice(); co.send(None)
try: co.send(None)
except RuntimeError as e: print(e)
async def shared_running():
    await me
me = shared_running()
try: me.send(None)
except (RuntimeError, ValueError) as e: print(type(e).__name__, e)
async def stops(): raise StopIteration("inside coroutine")
co = stops()
try: co.send(None)
except RuntimeError as e: print(e, repr(e.__cause__))
async def returns_none(): pass
try: returns_none().send(None)
except StopIteration as e: print(e.value, e.args)
async def comp(): return [await inner(i) for i in range(2)], {k: await inner(k) for k in "a"}, {await inner(1) for _ in range(1)}
co = comp()
try:
    v = None
    while True: v = co.send(v); print("yielded", v)
except StopIteration as e: print(e.value)
async def cond(): return (await inner(1)) if await inner(0) else 0, (await inner(3))[0] + "!", not await inner(4)
def run(co):
    v = None
    try:
        while True: v = co.send(v)
    except StopIteration as e: return e.value
print(run(cond()), run(outer()))
async def deep(n): return n if n == 0 else 1 + await deep(n - 1)
print(run(deep(100)))
import types
@types.coroutine
def gen_based():
    x = yield "from generator"
    return x
async def uses(): return await gen_based()
print(run(uses()), isinstance(gen_based(), types.GeneratorType))
@types.coroutine
def plain(): return "not a generator" if False else inner("p")
async def uses_plain(): return await plain()
print(run(uses_plain()))
c = inner(1)
for bad in ["c()", "c[0]", "len(c)", "c.x", "for _ in c: pass", "list(c)", "c.__name__ = 5", "c + 1"]:
    try: exec(bad)
    except Exception as e: print(bad, "->", type(e).__name__, e)
c.close()
class A:
    async def method(self): return await self
    def __await__(self): return (yield from inner("m").__await__())
print(run(A().method()), inner.__code__.co_flags & 0x80 != 0)
co = inner("w"); w = co.__await__()
print(type(w).__name__, next(w), iter(w) is w)
try: w.send(7)
except StopIteration as e: print(e.value)
lam = lambda: inner(5)
print(run(lam()), run((lambda: deep(3))()))
