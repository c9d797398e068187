"""How functions, builtins, partials and callables behave as class attributes."""
import functools
def func(*args): return [a if isinstance(a, (int, str)) else type(a).__name__ for a in args]
class Callable:
    def __call__(self, *args): return func(*args)
class C:
    f = func
    b = len
    p = functools.partial(func, "partial")
    pm = functools.partialmethod(func, "pm")
    c = Callable()
    l = lambda *a: func(*a)
    t = int
    s = staticmethod(func)
    k = classmethod(func)
    bm = "abc".upper
    ub = str.upper
    g = func.__get__("bound")
    w = functools.wraps(func)(lambda *a: ("wrapped", func(*a)))
    lru = functools.lru_cache(maxsize=None)(lambda *a: func(*a))
    cp = functools.cached_property(lambda self: "cached")
    def __len__(self): return 7
c = C()
print(c.f(1), C.f(1), c.b([1, 2]), c.p(1), c.pm(1), c.c(1), c.l(1), c.t("5"), c.s(1), c.k(1), c.bm(), C.ub("x"), c.g(1), c.w(1), c.lru(1), c.cp, c.cp)
try: c.ub()
except TypeError as e: print(e)
try: c.b()
except TypeError as e: print(e)
c.f = func
print(c.f(1))
c.__len__ = lambda: 99
print(len(c), c.__len__())
print(C.f is func, C.__dict__["f"] is func, c.l.__func__ is C.l, C.b is len, c.bm.__self__)
m = c.l
C.l = lambda *a: "replaced"
print(m(1), c.l(1))
class D(C):
    def l(self, *a): return "D", super().l(*a), C.f(self)
print(D().l(5))
bound = C().w
print(bound.__name__, bound.__func__.__wrapped__ is func, C.w.__wrapped__ is func)
class Meth:
    def __init__(self, f): self.f = f
    def __get__(self, o, c): return functools.partial(self.f, o if o is not None else c.__name__)
class E:
    m = Meth(func)
print(E().m(1), E.m(2))
class Multi:
    def __init__(self): self.impl = {}
    def register(self, *types):
        def deco(f): self.impl[types] = f; return self
        return deco
    def __get__(self, o, c):
        def call(*a):
            f = self.impl.get(tuple(type(x) for x in a))
            if f is None: raise TypeError("no match for " + ", ".join(type(x).__name__ for x in a))
            return f(o, *a)
        return call
class V:
    mul = Multi()
    @mul.register(int)
    def _(self, n): return "int", n
    @mul.register(str, int)
    def _(self, s, n): return "str int", s * n
print(V().mul(3), V().mul("a", 3))
try: V().mul(1.5)
except TypeError as e: print(e)
gen = C().l.__class__
print(gen.__name__, type(C.f).__name__, type(c.b).__name__, type(c.p).__name__, type(C.__dict__["pm"]).__name__, type(str.upper).__name__, type(c.__init__).__name__, type(object.__init__).__name__, type(C.__dict__["__weakref__"]).__name__, type(C.__dict__["__dict__"]).__name__, type(dict.fromkeys).__name__, type(dict.__dict__["fromkeys"]).__name__)
print(object.__init__.__get__(c)(), str.upper.__get__("x")(), len.__class__.__name__, hasattr(len, "__get__"), hasattr(str.upper, "__get__"))
for bad in ["str.upper.__get__(5)", "object.__init__.__get__(None, int) is object.__init__", "int.__add__.__get__(1)(2)", "int.__add__.__get__('x')", "dict.__dict__['fromkeys'].__get__(None, dict)('a')", "dict.__dict__['fromkeys'].__get__(None, int)", "C.__dict__['__dict__'].__get__(c) is c.__dict__", "type.__dict__['__name__'].__get__(C)", "type.__dict__['__name__'].__get__(5)", "int.real.__get__(5)", "int.real.__get__('s')", "int.real.__set__(5, 1)", "C.__dict__['__weakref__'].__get__(c)", "type.__dict__['__mro__'].__get__(bool)", "int.real", "slice.start", "type(lambda: 0).__code__.__get__(func).co_name"]:
    try: print(bad, "=", eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__ + ":", e)
