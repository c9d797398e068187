"""Coroutines and asynchronous generators driven by hand."""
import types, sys
@types.coroutine
def sw(v): return (yield v)
class AW:
    def __init__(self, v): self.v = v
    def __await__(self): r = yield ("aw", self.v); return r
def run(co, sends=()):
    sends = list(sends); out = []
    try:
        v = co.send(None)
        while True: out.append(v); v = co.send(sends.pop(0) if sends else None)
    except StopIteration as e: return out, e.value
async def f(x): a = await sw(x); b = await AW(a); return a, b
print(run(f(1), ["A", "B"]))
class ACM:
    def __init__(self, n, swallow=False): self.n, self.s = n, swallow
    async def __aenter__(self): print("aenter", self.n); await sw("e" + self.n); return self.n
    async def __aexit__(self, *a): print("aexit", self.n, a[0] and a[0].__name__); await sw("x" + self.n); return self.s
async def w():
    async with ACM("a") as a, ACM("b", True) as b: print(a, b); raise ValueError
    async with (ACM("c") as c,): return c
print(run(w()))
async def ag(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
            await sw(("ag", i))
    except ValueError as e: print("ag caught", e); yield "recovered"
    finally: print("ag finally")
async def uses():
    async for x in ag(2): print("x", x)
    else: print("else")
    print([x async for x in ag(2)], [x async for x in ag(3) if x % 2], {x: x async for x in ag(1)}, {x async for x in ag(1)})
    g = ag(3); print(await g.__anext__(), await g.asend("hello"), await g.athrow(ValueError("v")))
    try: await g.__anext__()
    except StopAsyncIteration: print("SAI")
    g = ag(1); await g.__anext__(); await g.aclose(); await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: print("closed")
    return sum([y async for y in (z + 1 async for z in ag(2))])
print(run(uses()))
co = f(1); print(type(co).__name__, co.cr_running, co.cr_frame is not None, co.cr_await, co.cr_code.co_name, repr(co)[:26]); co.send(None); print(co.cr_await is not None, co.cr_suspended); co.close(); print(co.cr_frame)
for op in ("iter(co)", "next(co)", "list(co)", "co()", "[x for x in co]", "co + 1", "len(co)"):
    try: eval(op)
    except TypeError as e: print(e)
for op in (lambda: co.send(None), lambda: co.throw(ValueError)):
    try: op()
    except RuntimeError as e: print(e)
async def bad1(): await 5
async def bad2():
    async for x in [1]: pass
async def bad3():
    async with 5: pass
class BadA:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def bad4():
    async for x in BadA(): pass
class BadAw:
    def __await__(self): return 5
async def bad5(): await BadAw()
class BadAw2:
    async def __await__(self): pass
async def bad6(): await BadAw2()
async def bad7(): await (x for x in [1])
def plain(): yield 1
async def bad8(): await plain()
import warnings; warnings.simplefilter("ignore")
for b in (bad1, bad2, bad3, bad4, bad5, bad6, bad7, bad8):
    try: run(b())
    except TypeError as e: print(b.__name__, e)
async def stop(): raise StopIteration("x")
try: run(stop())
except RuntimeError as e: print(e)
async def ret_none(): pass
print(run(ret_none()))
async def nested(): return [await f(i) for i in range(2)], [await sw(i) for i in "ab" if await sw("cond")], {k: await sw(k) for k in "c"}
print(run(nested(), [1, 2, 3, 4, True, "X", False]))
async def gen_exp(): return [x async for x in (await sw(i) for i in range(2))]
print(run(gen_exp(), ["p", "q"]))
async def try_fin():
    try: await sw(1)
    finally: await sw(2)
c = try_fin(); c.send(None)
print(c.throw(ValueError("t")))
try: c.send(None)
except ValueError as e: print("out", e)
class Obj:
    async def m(self): return self
    @staticmethod
    async def s(): return "s"
    @classmethod
    async def c(cls): return cls.__name__
    async def __call__(self): return "called"
    @property
    async def p(self): return "prop"
async def methods(): o = Obj(); return (await o.m()) is o, await o.s(), await o.c(), await o(), await o.p, await (lambda: f(0))()
print(run(methods())[1])
print(f.__code__.co_flags & 0x80, ag.__code__.co_flags & 0x200, (lambda: (yield)).__code__.co_flags & 0x20)
for src in ("async def f(): yield from []", "def f(): await x", "await x", "async with a: pass", "async for x in y: pass", "[x async for x in y]", "async def f(): return 1; yield", "async def f():\n def g(): await x", "async x = 1", "async def f(): [await x for y in z]; lambda: await q", "def f(): return [x async for x in y]", "async lambda: 0", "await = 1", "async = 1", "def await(): pass", "async def f():\n  await\n", "async def f(): await await x", "async def f(): -await x; await -x", "class A: await x", "async def f(a=await x): pass"):
    try: compile(src, "s", "exec"); print("ok", src)
    except SyntaxError as e: print(src.split(chr(10))[-1], "->", e.msg, e.lineno, e.offset)
