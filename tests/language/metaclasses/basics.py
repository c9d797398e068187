"""Metaclasses: creation order, __prepare__, keyword arguments, conflicts, derived metaclass."""
class Meta(type):
    def __prepare__(name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"prepared": True}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", mcs.__name__, name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__, a)
        return super().__call__(*a, **k)
class A(metaclass=Meta, opt=1):
    print("body, prepared =", prepared)
    x = 1
print(A.prepared, type(A).__name__)
class B(A, other=2): y = 2
B()
print(type(B).__name__, isinstance(B, Meta), issubclass(Meta, type))
C = Meta("C", (A,), {"z": 3})
print(C.z, C.__mro__[1].__name__)
def func_meta(name, bases, ns, **kw): print("func meta", name, bases, kw); return ("not a class", ns.get("v"))
class D(metaclass=func_meta, q=1): v = 5
print(D)
class M1(type): pass
class M2(type): pass
class M3(M1, M2): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
try:
    class X3(X1, X2): pass
except TypeError as e: print(e)
class X4(X1, X2, metaclass=M3): pass
class X5(X4): pass
print(type(X4).__name__, type(X5).__name__)
try: type("T", (X1, X2), {})
except TypeError as e: print(e)
print(type(type("T", (X1,), {})).__name__)
class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, *a): return 5
try:
    class E(metaclass=BadPrepare): pass
except TypeError as e: print(e)
class Ordered(type):
    class NS(dict):
        def __init__(self): self.order = []
        def __setitem__(self, k, v): self.order.append(k); super().__setitem__(k, v)
    @classmethod
    def __prepare__(mcs, name, bases): return mcs.NS()
    def __new__(mcs, name, bases, ns):
        c = super().__new__(mcs, name, bases, dict(ns)); c.order = [k for k in ns.order if not k.startswith("__")]; return c
class F(metaclass=Ordered):
    b = 1; a = 2
    def c(self): pass
    b = 3
print(F.order, F.b)
class Forbid(type):
    class NS(dict):
        def __setitem__(self, k, v):
            if k in self and not k.startswith("__"): raise TypeError(f"duplicate {k}")
            super().__setitem__(k, v)
    @classmethod
    def __prepare__(mcs, *a): return mcs.NS()
try:
    class G(metaclass=Forbid):
        x = 1
        x = 2
except TypeError as e: print(e)
class Auto(type):
    class NS(dict):
        def __init__(self): self.n = 0
        def __missing__(self, k):
            if k.startswith("__"): raise KeyError(k)
            self.n += 1; self[k] = self.n; return self.n
    @classmethod
    def __prepare__(mcs, *a): return mcs.NS()
class H(metaclass=Auto):
    RED; GREEN; BLUE
print(H.RED, H.GREEN, H.BLUE)
class NoInit(type):
    def __new__(mcs, n, b, ns, **kw): return super().__new__(mcs, n, b, ns)
try:
    class I(metaclass=NoInit, k=1): pass
    print("fine", I)
except TypeError as e: print(e)
try:
    class J(metaclass=5): pass
except TypeError as e: print(e)
class K(type):
    def __new__(mcs, n, b, ns): return 42
class L(metaclass=K): pass
print(L)
class Missing(type):
    def __new__(mcs, n, b, ns): ns.pop("__qualname__", None); return super().__new__(mcs, n, b, ns)
class N(metaclass=Missing): pass
print(N.__qualname__)
class Cell(type):
    def __new__(mcs, n, b, ns): ns.pop("__classcell__", None); return super().__new__(mcs, n, b, ns)
try:
    class O(metaclass=Cell):
        def f(self): return __class__
except RuntimeError as e: print(str(e).split(".")[0])
class P:
    def f(self): return __class__
    g = lambda self: __class__.__name__
print(P().f(), P().g())
