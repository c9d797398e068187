"""Descriptors: data and non-data, precedence, on classes and metaclasses, errors."""
class Data:
    def __init__(self, n): self.n = n
    def __get__(self, i, o=None): return ("data", self.n, i is not None)
    def __set__(self, i, v): print("set", self.n, v)
    def __delete__(self, i): print("delete", self.n)
class NonData:
    def __get__(self, i, o=None): return ("nondata", i is not None)
class SetOnly:
    def __set__(self, i, v): print("setonly", v)
class DelOnly:
    def __delete__(self, i): print("delonly")
class Meta(type):
    m = Data("meta")
    n = NonData()
class C(metaclass=Meta):
    d = Data("c"); nd = NonData(); so = SetOnly(); do = DelOnly()
c = C()
c.__dict__.update(d=1, nd=2, so=3, do=4, m=5)
print(c.d, c.nd, c.so, type(c.do).__name__ if not isinstance(c.do, int) else c.do, C.m, C.n)
c.d = 9; c.so = 9; del c.d, c.do
for f in (lambda: delattr(c, "so"), lambda: setattr(c, "do", 1), lambda: delattr(c, "nd"), lambda: delattr(c, "nd"), lambda: c.zz, lambda: C.zz, lambda: delattr(C, "zz"), lambda: delattr(c, "zz")):
    try: print(f())
    except AttributeError as e: print(e)
C.m = 5; C.d = 7
print(C.d, c.d, C.m)
class GetAttr:
    def __getattr__(self, n): return "getattr " + n
    @property
    def p(self): raise AttributeError("inner")
    @property
    def q(self): return self.missing
print(GetAttr().p, GetAttr().q, GetAttr().zz)
class GetAttribute:
    x = 1
    def __getattribute__(self, n):
        if n == "y": raise AttributeError("no " + n)
        return ("all", n)
    def __getattr__(self, n): return ("fallback", n)
g = GetAttribute(); g.x = 5
print(g.x, g.y, g.__dict__, g.__class__, type(g).x)
class SetAttr:
    def __setattr__(self, n, v): print("setattr", n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print("delattr", n); object.__delattr__(self, n)
s = SetAttr(); s.a = 1; s.a += 1; del s.a
try: del s.a
except AttributeError as e: print(e)
class P:
    @property
    def ro(self): "doc of ro"; return 1
    def _g(self): return self._v
    def _s(self, v): self._v = v
    def _d(self): del self._v
    full = property(_g, _s, _d, "doc of full")
    wo = property(None, _s)
p = P(); p.full = 3; print(p.full, P.full.__doc__, P.ro.__doc__, P.ro.fget.__name__, P.ro.fset); del p.full
for f in (lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: p.wo, lambda: p.full, lambda: delattr(p, "wo"), lambda: property().__get__(5), lambda: P.ro.__get__(None, P), lambda: P.ro.__set__(p, 1), lambda: property(1, 2, 3, 4, 5)):
    try: print(type(f()).__name__)
    except (AttributeError, TypeError) as e: print(e)
class Q(P):
    @P.full.getter
    def full(self): return "sub"
    @P.ro.setter
    def ro(self, v): print("set ro", v)
Q().ro = 4; print(Q().full, Q().ro)
class SubProp(property):
    extra = 1
sp = SubProp(lambda s: 1, doc="d"); print(sp.__doc__, sp.extra, isinstance(sp.setter(None), SubProp))
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.name = n
    def __get__(self, i, o):
        if i is None: return self
        v = i.__dict__[self.name] = self.f(i); print("computed"); return v
class L:
    @Lazy
    def value(self): return 42
l = L(); print(l.value, l.value, type(L.value).__name__)
class Slots:
    __slots__ = ("a", "b")
    a_doc = "x"
print(Slots.a, type(Slots.a).__name__, Slots.a.__name__, Slots.a.__objclass__, Slots.a.__doc__)
x = Slots()
for f in (lambda: x.a, lambda: setattr(x, "c", 1), lambda: delattr(x, "a"), lambda: Slots.a.__get__(None, Slots), lambda: Slots.a.__get__(5), lambda: Slots.a.__set__(5, 1), lambda: x.__dict__, lambda: setattr(x, "a_doc", 1)):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
print(C.__dict__["nd"].__get__(c, C), object.__getattribute__(c, "nd"), type.__getattribute__(C, "nd"))
class Static:
    @staticmethod
    def s(*a): return a
    @classmethod
    def c(cls, *a): return (cls.__name__,) + a
print(Static.s(1), Static().s(2), Static.c(3), Static().c(4), Static.__dict__["s"](5), Static.__dict__["s"].__func__(6), Static.__dict__["c"].__wrapped__(Static, 7))
try: Static.__dict__["c"]()
except TypeError as e: print(e)
print(Static.c.__self__, Static.c.__func__.__name__, Static().c.__func__ is Static.c.__func__, Static.s is Static.__dict__["s"].__func__)
