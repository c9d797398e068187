"""with: protocol, several managers, suppression, errors, async variant by hand, lookup on the type."""
class CM:
    def __init__(self, n, swallow=False, fail=None): self.n, self.swallow, self.fail = n, swallow, fail
    def __enter__(self):
        print("enter", self.n)
        if self.fail == "enter": raise KeyError("enter " + self.n)
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        if self.fail == "exit": raise RuntimeError("exit " + self.n)
        return self.swallow
with CM("a") as a, CM("b") as b: print(a, b)
with (CM("c") as c, CM("d") as d,): print(c, d)
with CM("e"), CM("f", True): raise ValueError("x")
print("after")
with (CM("g", True)): raise ValueError("y")
with CM("h") as (x, *y): print(x, y)
try:
    with CM("i"), CM("j", fail="enter"): print("no")
except KeyError as e: print(e)
try:
    with CM("k", fail="exit"): raise ValueError("orig")
except RuntimeError as e: print(e, repr(e.__context__))
def ret():
    with CM("l"): return "r"
print(ret())
def loop():
    for i in range(3):
        with CM(str(i)):
            if i == 0: continue
            if i == 1: break
    return i
print(loop())
class NoEnter:
    def __exit__(self, *a): pass
class NoExit:
    def __enter__(self): pass
class Neither: pass
class Instance(Neither):
    def __init__(self): self.__enter__ = lambda: 1; self.__exit__ = lambda *a: 1
for bad in (NoEnter(), NoExit(), Neither(), Instance(), 5, None, open):
    try:
        with bad: pass
    except TypeError as e: print(e)
    except AttributeError as e: print("attr", e)
class Args:
    def __enter__(self): return self
    def __exit__(self): pass
try:
    with Args(): pass
except TypeError as e: print(e)
class Truth:
    def __bool__(self): print("bool"); return True
class BoolExit:
    def __enter__(self): return self
    def __exit__(self, *a): return Truth()
with BoolExit(): raise ValueError
with BoolExit(): pass
class BoolFails(BoolExit):
    def __exit__(self, *a):
        class T:
            def __bool__(self): raise ZeroDivisionError("bool")
        return T()
try:
    with BoolFails(): raise ValueError("v")
except ZeroDivisionError as e: print(e, repr(e.__context__))
o = type("O", (), {})()
with CM("attr") as o.attr, CM("sub") as [o.q]: print(o.attr, o.q) if False else None
