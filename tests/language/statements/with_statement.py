"""Context managers: order, suppression, exceptions, several managers, errors."""
class CM:
    def __init__(self, name, suppress=False, fail=None): self.name, self.suppress, self.fail = name, suppress, fail
    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter": raise RuntimeError("enter " + self.name)
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v, tb is not None)
        if self.fail == "exit": raise RuntimeError("exit " + self.name)
        return self.suppress
with CM("a") as x: print(x)
with CM("a") as x, CM("b") as y: print(x, y)
with (CM("p") as x, CM("q") as y,): print(x, y)
with (CM("r")): pass
with (CM("t"), CM("u")): pass
with CM("s", True): raise ValueError("gone")
print("continued")
try:
    with CM("o"), CM("i"): raise KeyError("k")
except KeyError as e: print("caught", e)
with CM("o", True), CM("i"): raise KeyError("k")
try:
    with CM("o", fail="exit"), CM("i", fail="exit"): raise KeyError("k")
except RuntimeError as e:
    print(e, "|", e.__context__, "|", repr(e.__context__.__context__))
try:
    with CM("o"), CM("i", fail="enter"): print("never")
except RuntimeError as e: print(e)
def ret():
    with CM("ret"): return "value"
print(ret())
for i in range(3):
    with CM(str(i)):
        if i == 0: continue
        if i == 1: break
with CM("tuple") as (a, *b): print(a, b)
d = {}
with CM("sub") as d["k"]: print(d)
class O: pass
o = O()
with CM("attr") as o.x: print(o.x)
class NoExit:
    def __enter__(self): return 1
class NoEnter:
    def __exit__(self, *a): pass
class Neither: pass
for cls in (NoExit, NoEnter, Neither):
    try:
        with cls(): print("never")
    except TypeError as e: print(e)
inst = Neither()
inst.__enter__ = inst.__exit__ = lambda *a: None
try:
    with inst: pass
except TypeError as e: print(e)
class Truthy:
    def __enter__(self): pass
    def __exit__(self, *a): return [1]
with Truthy(): 1 / 0
class BadBool:
    def __bool__(self): raise ZeroDivisionError("bool of exit")
class ExitBad:
    def __enter__(self): pass
    def __exit__(self, *a): return BadBool()
with ExitBad(): pass
try:
    with ExitBad(): raise ValueError("v")
except ZeroDivisionError as e: print(e, repr(e.__context__))
def gen():
    with CM("gen"):
        yield 1
        yield 2
g = gen(); next(g); g.close()
g = gen(); next(g)
try: g.throw(ValueError("thrown"))
except ValueError as e: print(e)
class Swap:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): raise TypeError("replaced") from v
try:
    with Swap(): raise ValueError("original")
except TypeError as e: print(e, repr(e.__cause__), e.__suppress_context__)
def nested_return():
    with CM("outer"):
        with CM("inner"):
            try: return 1
            finally: print("finally")
print(nested_return())
with CM("x") as x, CM(x.lower() + "2") as z: print(z)
def loop():
    out = []
    for i in range(3):
        with CM("l", True):
            out.append(i)
            if i == 1: raise ValueError
            out.append("end")
    return out
print(loop())
