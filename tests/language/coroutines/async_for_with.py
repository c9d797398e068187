"""async for, async with, asynchronous generators and comprehensions by hand."""
class Switch:
    def __init__(self, tag): self.tag = tag
    def __await__(self): return (yield self.tag)
def run(co, log=True):
    v = None
    try:
        while True:
            tag = co.send(v)
            if log: print("  switch", tag)
            v = f"reply to {tag}"
    except StopIteration as e: return e.value
class AIter:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        await Switch(f"anext {self.i}")
        return self.i
async def loop():
    out = []
    async for x in AIter(3):
        if x == 2: continue
        out.append(x)
    else: out.append("else")
    async for x in AIter(5):
        if x == 2: break
    else: out.append("never")
    return out, x
print(run(loop()))
class ACM:
    def __init__(self, name, suppress=False): self.name, self.suppress = name, suppress
    async def __aenter__(self): print("aenter", await Switch(self.name)); return self
    async def __aexit__(self, t, v, tb): await Switch("exit " + self.name); print("aexit", t and t.__name__, v); return self.suppress
async def withs():
    async with ACM("a") as a, ACM("b") as b: print("body", a.name, b.name)
    async with ACM("s", True): raise ValueError("suppressed")
    try:
        async with ACM("n"): raise KeyError("through")
    except KeyError as e: print("caught", e)
    async with (ACM("p") as p, ACM("q")): return "returned " + p.name
print(run(withs()))
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("agen got", got)
            await Switch(f"in agen {i}")
    except ValueError as e: print("agen caught", e); yield "after error"
    finally: print("agen finally")
async def use_agen():
    g = agen(3)
    print(type(g).__name__, g.__name__, g.ag_running, g.ag_frame is not None, g.ag_await)
    print([x async for x in agen(2)], {x: y async for x, y in pairs()}, {x async for x in agen(1)}, [x async for x in agen(4) if x % 2])
    print(await g.__anext__(), await g.asend("hello"), await g.athrow(ValueError("into agen")))
    try: await g.__anext__()
    except StopAsyncIteration as e: print("StopAsyncIteration", e.args)
    g = agen(3); await g.__anext__(); await g.aclose(); await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: print("closed")
    g = agen(1)
    try: await g.asend("x")
    except TypeError as e: print(e)
    first = agen(1)
    print(await anext(first), await anext(agen(0), "default"))
    await first.aclose()
    it = aiter(AIter(1))
    print(await anext(it), await anext(it, "dflt"))
    return sum([x async for x in (y * 2 async for y in agen(3))])
async def pairs():
    yield 1, "a"
    await Switch("pairs")
    yield 2, "b"
print(run(use_agen(), log=False))
class NoAiter: pass
class BadAiter:
    def __aiter__(self): return 5
class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class AsyncAiter:
    async def __aiter__(self): return self
class NoAenter:
    async def __aexit__(self, *a): pass
class NoAexit:
    async def __aenter__(self): pass
class PlainEnter:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 5
async def over(x):
    async for _ in x: pass
async def enter(x):
    async with x: pass
import warnings
warnings.simplefilter("ignore")
for f, x in [(over, NoAiter()), (over, BadAiter()), (over, BadAnext()), (over, AsyncAiter()), (over, [1]), (enter, NoAenter()), (enter, NoAexit()), (enter, PlainEnter()), (enter, open), (enter, 5)]:
    try: run(f(x))
    except TypeError as e: print(e)
try: aiter([1])
except TypeError as e: print(e)
try: anext([1])
except TypeError as e: print(e)
async def err():
    async for x in AIter(2): raise RuntimeError("in body")
try: run(err(), False)
except RuntimeError as e: print(e)
async def stopit():
    yield 1
    raise StopAsyncIteration("inside")
async def use_stop():
    try:
        async for x in stopit(): print(x)
    except RuntimeError as e: return str(e), repr(e.__cause__)
print(run(use_stop()))
async def nested():
    async def sub():
        yield 1
        yield 2
    return [(a, b) async for a in sub() async for b in sub() if a != b], [a for a in range(2) if await ident(a)], [[b async for b in sub()] for _ in range(2)]
async def ident(x): await Switch("ident"); return x
print(run(nested(), False))
async def ret_finally():
    for i in range(2):
        async with ACM(f"r{i}"):
            try: return i
            finally: await Switch("finally")
print(run(ret_finally()))
ag = agen(1)
for bad in ["iter(ag)", "next(ag)", "len(ag)", "ag.send(1)", "list(ag)", "ag.asend()", "ag.x = 1"]:
    try: exec(bad)
    except Exception as e: print(bad, "->", type(e).__name__, e)
