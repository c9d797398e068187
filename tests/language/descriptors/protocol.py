"""Descriptors: data and non-data, deletion, class access, inheritance, errors."""
class Desc:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls=None):
        if obj is None: return f"class access of {self.name} via {cls.__name__}"
        return f"get {self.name} on {type(obj).__name__}, {cls.__name__}"
    def __set__(self, obj, value): print("set", self.name, value)
    def __delete__(self, obj): print("delete", self.name)
class A:
    d = Desc()
class B(A): pass
a = A(); b = B()
print(a.d, A.d, b.d, B.d)
a.d = 5; del a.d; a.__dict__["d"] = "shadow"
print(a.d, a.__dict__)
class GetOnly:
    def __get__(self, o, c): return "nondata"
class SetOnly:
    def __set__(self, o, v): o.__dict__["s"] = v * 2
class DelOnly:
    def __delete__(self, o): print("deleted via DelOnly")
class C:
    g = GetOnly(); s = SetOnly(); x = DelOnly()
c = C()
print(c.g); c.g = "instance"; print(c.g); del c.g; print(c.g)
print(type(c.s).__name__); c.s = 21; print(c.s)
try: del c.s
except AttributeError as e: print(e)
print(type(c.x).__name__); del c.x
try: c.x = 1
except AttributeError as e: print(e)
class Raises:
    def __get__(self, o, c): raise AttributeError("from get")
    def __set__(self, o, v): raise ValueError("from set")
class D:
    r = Raises()
    def __getattr__(self, n): return "getattr got " + n
d = D()
print(d.r)
try: d.r = 1
except ValueError as e: print(e)
try: D.r
except AttributeError as e: print(e)
class Inst: pass
i = Inst(); i.d = Desc()
print(type(i.d).__name__)
class NoneGet:
    __get__ = None
class E: n = NoneGet()
try: E().n
except TypeError as e: print(e)
f = lambda self: ("called on", type(self).__name__)
class F: m = f
print(F().m(), F.m is f, F.__dict__["m"] is f, f.__get__(7)(), f.__get__(None, int) is f)
try: f.__get__(None, None)
except TypeError as e: print(e)
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, o, n): self.n = "_" + n
    def __get__(self, o, c): return self if o is None else getattr(o, self.n, None)
    def __set__(self, o, v):
        if not isinstance(v, self.kind): raise TypeError(f"{self.n[1:]} must be {self.kind.__name__}, not {type(v).__name__}")
        setattr(o, self.n, v)
class Person:
    name = Typed(str); age = Typed(int)
    def __init__(self, name, age): self.name, self.age = name, age
p = Person("Ann", 5)
print(vars(p), p.name, Person.age.kind.__name__)
for bad in [("x", "5"), (1, 5)]:
    try: Person(*bad)
    except TypeError as e: print(e)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, c):
        if o is None: return self
        v = o.__dict__[self.n] = self.f(o)
        return v
class L:
    @Lazy
    def heavy(self): print("computing"); return 42
l = L()
print(l.heavy, l.heavy, vars(l)); del l.heavy; print(l.heavy)
class Meta(type):
    md = Desc()
    x = "meta x"
    y = "meta y"
class M(metaclass=Meta):
    x = "class x"
print(M.md, M.x, M.y)
M.md = 1
try: M().md
except AttributeError as e: print(e)
class MetaNon(type):
    n = GetOnly()
class MN(metaclass=MetaNon): n = "class attr wins over non-data"
print(MN.n)
class MetaData(type):
    n = Desc()
class MD(metaclass=MetaData): n = "class attr loses"
print(MD.n)
print(super(B, b).d, super(B, B).d)
class Swap:
    def __get__(self, o, c): return lambda *a: ("swapped", a)
class S:
    __len__ = lambda self: 3
    __call__ = Swap(); __getitem__ = Swap(); __iter__ = Swap(); __add__ = Swap()
print(S()(1), S()[2], len(S()), S() + 4)
