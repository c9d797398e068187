"""__slots__: storage, inheritance, errors, descriptors of slots."""
class P:
    __slots__ = ("x", "y")
    def __init__(self, x=None, y=None):
        if x is not None: self.x = x
        if y is not None: self.y = y
p = P(1, 2)
print(p.x, p.y, P.x, type(P.x).__name__, hasattr(p, "__dict__"), P.__slots__)
for action in ["p.z = 1", "P().x", "del P().x", "p.__dict__", "vars(p)", "P.x.__get__(5)", "P.x.__set__(5, 1)", "P.x.__delete__(p); p.x", "P.x.__name__", "P.x.__objclass__", "P.x.__get__(p)", "P.x.__get__(None, P) is P.x", "P.x.x", "P.__weakref__", "p.__weakref__"]:
    try: print(action, "=", eval(action) if "=" not in action and ";" not in action and "del " not in action else exec(action))
    except Exception as e: print(action, "->", type(e).__name__ + ":", e)
p.x = 5
del p.x
print(hasattr(p, "x"), p.y)
class Q(P): pass
q = Q(1); q.z = 3
print(q.__dict__, q.x)
class R(P):
    __slots__ = ("z",)
r = R(1, 2); r.z = 3
print(r.x, r.z, hasattr(r, "__dict__"))
class WithDict:
    __slots__ = ("a", "__dict__")
w = WithDict(); w.a = 1; w.b = 2
print(w.__dict__, w.a)
class Single: __slots__ = "only"
s = Single(); s.only = 1
print(s.only, Single.__slots__)
class DictSlots: __slots__ = {"a": "doc of a", "b": "doc of b"}
d = DictSlots(); d.a = 1
print(d.a, sorted(DictSlots.__slots__))
class FromIter: __slots__ = iter(["i", "j"])
FromIter().i = 5
class Empty: __slots__ = ()
try: Empty().x = 1
except AttributeError as e: print(e)
class Priv:
    __slots__ = ("__secret", "__dunder__")
    def set(self): self.__secret = 1; return self.__secret
print(Priv().set(), [n for n in dir(Priv) if "secret" in n])
def make(body, bases=(), **k):
    try: c = type("X", bases, body); print("made", c.__name__)
    except Exception as e: print(type(e).__name__, e)
make({"__slots__": ("a",), "a": 1})
make({"__slots__": (1,)})
make({"__slots__": ("1a",)})
make({"__slots__": ("a b",)})
make({"__slots__": 5})
make({"__slots__": ("__dict__", "__dict__")})
make({"__slots__": ("__weakref__", "__weakref__")})
make({"__slots__": ("a", "a")})
make({"__slots__": ("a",)}, (int,))
make({"__slots__": ()}, (int,))
make({"__slots__": ("a",)}, (tuple,))
make({"__slots__": ("a",)}, (bytes,))
make({"__slots__": ("a",)}, (str,))
make({"__slots__": ("a",)}, (list,))
make({"__slots__": ("a",)}, (Exception,))
class A: __slots__ = ("a",)
class B: __slots__ = ("b",)
make({}, (A, B))
make({"__slots__": ()}, (A, Empty))
make({"__slots__": ("__dict__",)}, (Q,))
class C(A): __slots__ = ("a",)
c = C(); c.a = 1
print(c.a, A.a.__get__(c) if hasattr(c, "nope") else "shadowed")
A.a.__set__(c, "base slot")
print(c.a, A.a.__get__(c))
class X1: __slots__ = ("p", "q")
class X2: __slots__ = ("p", "q")
class X3: __slots__ = ("p", "r")
x = X1(); x.p = 1
x.__class__ = X2
print(type(x).__name__, x.p)
for cls in (X3, Q, int, A):
    try: x.__class__ = cls; print("became", cls.__name__)
    except TypeError as e: print(e)
class Default:
    __slots__ = ("v",)
    @property
    def double(self): return self.v * 2
df = Default(); df.v = 4
print(df.double)
try: df.double = 1
except AttributeError as e: print(e)
class Meth:
    __slots__ = ("_m",)
    def m(self): return "m"
try: Meth().m = 1
except AttributeError as e: print(e)
import copy
p2 = P([1], 2)
p3 = copy.copy(p2); p4 = copy.deepcopy(p2)
print(p3.x is p2.x, p4.x is p2.x, p4.x, p3.y)
print(P.__basicsize__ >= object.__basicsize__, isinstance(P.x, type(P.y)))
class Cnt:
    __slots__ = ("n",)
    def __init__(self): self.n = 0
    def inc(self): self.n += 1
c = Cnt()
for _ in range(100): c.inc()
print(c.n)
