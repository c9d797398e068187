"""classmethod, staticmethod: binding, inheritance, stacking, direct use."""
class A:
    count = 0
    @classmethod
    def make(cls, *a): cls.count += 1; return cls.__name__, a
    @staticmethod
    def stat(*a): return a
    @classmethod
    @property
    def name_prop(cls): return "prop of " + cls.__name__
    def normal(self): return self.make(0), self.stat(0)
class B(A): pass
print(A.make(1), B.make(2), A().make(3), B().make(), A.count, B.count)
print(A.stat(1), A().stat(2), B.stat(), A().normal(), B().normal(), A.name_prop, B.name_prop)
print(type(A.__dict__["make"]).__name__, type(A.__dict__["stat"]).__name__, A.make.__self__ is A, B.make.__self__ is B, A.make.__func__ is B.make.__func__, A.stat is B.stat)
cm, sm = A.__dict__["make"], A.__dict__["stat"]
print(cm.__func__.__name__, sm.__func__.__name__, cm.__wrapped__ is cm.__func__, sm(1, 2), cm.__name__, sm.__name__, cm.__isabstractmethod__)
try: cm(1)
except TypeError as e: print(e)
print(cm.__get__(None, B)("x"), cm.__get__(B())(), sm.__get__(None, int)("y"))
for bad in ["classmethod()", "staticmethod()", "classmethod(1, 2)", "classmethod(5).__get__(None, int)()", "staticmethod(5)()", "staticmethod(5).__get__(1)()", "classmethod(5).__func__", "classmethod(len).__get__([1, 2])()", "classmethod(x=1)"]:
    try: print(bad, "=", eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
class Alt:
    def __init__(self, v): self.v = v
    @classmethod
    def from_text(cls, t): return cls(int(t))
    def __repr__(self): return f"{type(self).__name__}({self.v})"
class SubAlt(Alt): pass
print(Alt.from_text("5"), SubAlt.from_text("6"))
class Super(A):
    @classmethod
    def make(cls, *a): return ("super", super().make(*a))
    @staticmethod
    def stat(*a): return ("sub", A.stat(*a))
print(Super.make(9), Super().stat(8), Super.count, A.count)
def f(x): return "f", x
class Late: pass
Late.c = classmethod(f); Late.s = staticmethod(f); Late.n = f
l = Late()
print(l.c()[1] is Late, l.s(1), l.n()[1] is l)
Late.s = f
print(l.s()[1] is l)
class Meta(type):
    def meta_method(cls): return "meta", cls.__name__
    @classmethod
    def meta_class(mcs): return mcs.__name__
    @staticmethod
    def meta_static(): return "ms"
class WithMeta(metaclass=Meta): pass
print(WithMeta.meta_method(), WithMeta.meta_class(), WithMeta.meta_static())
try: WithMeta().meta_method()
except AttributeError as e: print(e)
class Shadow:
    @staticmethod
    def s(): return "static"
    @classmethod
    def c(cls): return "class"
s = Shadow()
s.s = lambda: "instance s"; s.c = "instance c"
print(s.s(), s.c, Shadow.s())
sm.attr = 1; cm.attr = 2
print(sm.__dict__.get("attr"), cm.__dict__.get("attr"), sm.__doc__)
class Doc:
    @staticmethod
    def s(): "static doc"
    @classmethod
    def c(cls): "class doc"
print(Doc.s.__doc__, Doc.c.__doc__, Doc.__dict__["s"].__doc__, Doc.__dict__["c"].__doc__, Doc.__dict__["s"].__qualname__)
class InBody:
    @staticmethod
    def helper(x): return x * 2
    value = helper(21)
    @classmethod
    def c(cls): pass
    try: c()
    except TypeError as e: msg = str(e)
print(InBody.value, InBody.msg)
print(dict.fromkeys("ab"), int.from_bytes(b"\x01\x00", "big"), str.maketrans("a", "b"), bytes.fromhex("00ff"), float.fromhex("0x1p3"), B.mro()[0].__name__)
class DictSub(dict): pass
print(type(DictSub.fromkeys([1])).__name__, type(DictSub().copy()).__name__)
class Tracker:
    registry = []
    def __init_subclass__(cls, /, tag=None, **k): super().__init_subclass__(**k); cls.tag = tag; Tracker.registry.append(cls.__name__)
class T1(Tracker, tag="one"): pass
class T2(T1): pass
print(Tracker.registry, T1.tag, T2.tag)
try:
    class T3(Tracker, other=1): pass
except TypeError as e: print(e)
