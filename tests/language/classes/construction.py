"""__new__, __init__, __call__ of classes, factories, immutables, singletons, errors."""
class A:
    def __new__(cls, *a, **k): print("new", cls.__name__, a, k); return super().__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
A(1, x=2)
class B(A): pass
B()
class NotSelf:
    def __new__(cls): return 42
    def __init__(self): print("never called")
print(NotSelf())
class Base:
    def __new__(cls, kind=None):
        if kind == "sub": return object.__new__(Sub)
        return object.__new__(cls)
    def __init__(self, kind=None): self.kind = kind; print("init on", type(self).__name__)
class Sub(Base): pass
print(type(Base("sub")).__name__, type(Base()).__name__)
class Point(tuple):
    __slots__ = ()
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda s: s[0]); y = property(lambda s: s[1])
p = Point(1, 2)
print(p, p.x, p.y, p == (1, 2), isinstance(p, tuple))
class Celsius(float):
    def __new__(cls, v): return super().__new__(cls, v)
    def __repr__(self): return f"{float(self)}C"
print(Celsius(5), Celsius("3.5") + 1, str(Celsius(1)), f"{Celsius(2):.1f}")
class Singleton:
    _i = None
    def __new__(cls):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Singleton() is Singleton())
class NoArgs: pass
class OnlyInit:
    def __init__(self, a): pass
class OnlyNew:
    def __new__(cls, a): return object.__new__(cls)
class InitReturns:
    def __init__(self): return 5
class NewNoCls:
    def __new__(): pass
class Both:
    def __new__(cls, a): return object.__new__(cls, a)
    def __init__(self, a): pass
class SuperInit:
    def __init__(self, a): super().__init__(a)
for e in ["NoArgs(1)", "NoArgs(x=1)", "OnlyInit()", "OnlyInit(1, 2)", "OnlyNew()", "OnlyNew(1, 2)", "InitReturns()", "NewNoCls()", "Both(1)", "SuperInit(1)", "object(1)", "object.__new__()", "object.__new__(5)", "object.__new__(int)", "object.__new__(list)", "int.__new__(str)", "int.__new__()", "int.__new__(bool, 5)", "list.__new__(tuple)", "tuple.__new__(tuple, 5)", "type.__new__(type)", "type('X')", "type('X', (), {}, 1)", "type(1, (), {})", "type('X', 1, {})", "type('X', (), 1)", "type('X', (), {'__slots__': 1})", "type('a\\x00b', (), {})", "NoArgs().__init__(1)", "OnlyNew(1).__init__()", "OnlyInit(1).__init__()"]:
    try: r = eval(e); print(e, "=", type(r).__name__)
    except Exception as x: print(e, "->", type(x).__name__ + ":", x)
o = OnlyInit.__new__(OnlyInit)
print(type(o).__name__, vars(o))
class Reinit:
    def __init__(self, v): self.v = v
r = Reinit(1); r.__init__(2)
print(r.v)
class CallMeta(type):
    def __call__(cls, *a): print("meta call", a); r = super().__call__(*a); print("made"); return r
class Called(metaclass=CallMeta):
    def __init__(self, *a): print("init", a)
Called(1, 2)
class Cached(type):
    cache = {}
    def __call__(cls, *a):
        if (cls, a) not in cls.cache: cls.cache[cls, a] = super().__call__(*a)
        return cls.cache[cls, a]
class Val(metaclass=Cached):
    def __init__(self, v): self.v = v
print(Val(1) is Val(1), Val(1) is Val(2))
class Partial:
    def __init__(self): self.a = 1; raise ValueError("half built")
try: Partial()
except ValueError as e: print(e)
l = list.__new__(list); print(l, l.__init__([1, 2]), l, l.__init__(), l)
d = {1: 2}; d.__init__(a=3); print(d)
s = {1}; s.__init__([5]); print(s)
t = (1,); t.__init__(); print(t)
class Chain:
    def __init__(self): self.v = []
    def add(self, x): self.v.append(x); return self
print(Chain().add(1).add(2).v)
class StrSub(str):
    def __new__(cls, v, extra): o = super().__new__(cls, v); o.extra = extra; return o
    def __init__(self, v, extra): pass
x = StrSub("text", 5)
print(x, x.extra, x.upper(), type(x.upper()).__name__, x == "text", {x: 1}["text"])
class IntSub(int): pass
print(type(IntSub(5) + 1).__name__, type(+IntSub(5)).__name__, IntSub("7"), IntSub(), IntSub(3.9), repr(IntSub(4)), type(IntSub(3) // 1).__name__)
import copy
print(copy.copy(Point(3, 4)) if False else tuple(Point(3, 4)), type(copy.copy(IntSub(5))).__name__)
