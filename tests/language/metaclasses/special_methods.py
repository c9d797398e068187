"""Special methods on metaclasses: operators, containers, calls, attributes of classes."""
class Meta(type):
    def __repr__(cls): return f"<{cls.__name__}!>"
    def __str__(cls): return f"str {cls.__name__}"
    def __len__(cls): return len([k for k in vars(cls) if not k.startswith("_")])
    def __iter__(cls): return iter(sorted(k for k in vars(cls) if not k.startswith("_")))
    def __contains__(cls, k): return k in vars(cls)
    def __getitem__(cls, k): return vars(cls)[k]
    def __setitem__(cls, k, v): setattr(cls, k, v)
    def __delitem__(cls, k): delattr(cls, k)
    def __eq__(cls, o): return cls.__name__ == getattr(o, "__name__", o)
    def __hash__(cls): return hash(cls.__name__)
    def __lt__(cls, o): return cls.__name__ < o.__name__
    def __add__(cls, o): return type(cls)(cls.__name__ + getattr(o, "__name__", str(o)), (cls,), {})
    def __radd__(cls, o): return f"{o} radd {cls.__name__}"
    def __bool__(cls): return cls.__name__ != "Falsy"
    def __call__(cls, *a): return super().__call__(*a) if a else "no args"
    def __instancecheck__(cls, o): return o == 5 or super().__instancecheck__(o)
    def __subclasscheck__(cls, c): return c is int or super().__subclasscheck__(c)
    def __format__(cls, spec): return f"fmt({spec})"
    def __dir__(cls): return ["custom"]
    def __enter__(cls): print("enter class"); return cls
    def __exit__(cls, *a): print("exit class")
    def __neg__(cls): return "neg"
    def __index__(cls): return 2
    def __reversed__(cls): return "reversed class"
class A(metaclass=Meta):
    x = 1; y = 2
    def __init__(self, *a): self.a = a
    def __repr__(self): return "instance"
    def __len__(self): return 100
class Falsy(metaclass=Meta): pass
print(A, repr(A), str(A), f"{A:spec}", len(A), list(A), "x" in A, "q" in A, A["x"], -A, [10, 20, 30][A], reversed(A))
A["z"] = 3; del A["y"]
print(list(A), A.z, hasattr(A, "y"))
print(A == "A", A == A, A != Falsy, A < Falsy, sorted([Falsy, A]), {A: 1}["A"], bool(A), bool(Falsy), not Falsy)
print(A + Falsy, "s" + A, (A + 1).__mro__[1:2], A(), A(1), len(A(1)))
print(isinstance(5, A), isinstance(6, A), isinstance(A(1), A), issubclass(int, A), issubclass(str, A), isinstance(A, Meta), dir(A))
with A as c: print(c)
class M2(type):
    attr = "meta attr"
    @property
    def prop(cls): return f"prop {cls.__name__}"
    def method(cls): return f"method {cls.__name__}"
    def mro(cls): print("mro of", cls.__name__); return super().mro()
class B(metaclass=M2): pass
class C(B): pass
print(B.attr, C.prop, C.method(), hasattr(B(), "attr"))
class BadMro(type):
    def mro(cls): return [cls, int, object] if cls.__name__ == "Bad" else (5,)
for n in ("Bad", "Worse"):
    try: print(BadMro(n, (), {}).__mro__)
    except TypeError as e: print(e)
class Rev(type):
    def mro(cls): m = super().mro(); return m[:1] + m[1:-1][::-1] + m[-1:]
class P:
    def f(self): return "P"
class Q:
    def f(self): return "Q"
class R(P, Q, metaclass=Rev): pass
print(R().f(), [c.__name__ for c in R.__mro__])
class Reg(type):
    plugins = {}
    def __init__(cls, n, b, ns):
        super().__init__(n, b, ns)
        if b: Reg.plugins[n.lower()] = cls
class Plugin(metaclass=Reg): pass
class Csv(Plugin): pass
class Xml(Plugin): pass
print(sorted(Reg.plugins), Reg.plugins["csv"].__name__)
class Final(type):
    def __new__(mcs, n, b, ns):
        for base in b:
            if isinstance(base, Final): raise TypeError(f"{base.__name__} is final")
        return super().__new__(mcs, n, b, ns)
class Fin(metaclass=Final): pass
try:
    class Sub(Fin): pass
except TypeError as e: print(e)
class Struct(type):
    def __new__(mcs, n, b, ns):
        fields = list(ns.get("__annotations__", {}))
        def __init__(self, *a, **k):
            for f, v in zip(fields, a): setattr(self, f, v)
            self.__dict__.update(k)
        ns["__init__"] = __init__
        ns["__repr__"] = lambda s: f"{n}({', '.join(f'{f}={getattr(s, f, None)!r}' for f in fields)})"
        return super().__new__(mcs, n, b, ns)
class Pt(metaclass=Struct):
    x: int
    y: int = 0
print(Pt(1, 2), Pt(3), Pt(y=9))
class MM(type):
    def __call__(mcs, *a, **k): print("metameta call", a[0]); return super().__call__(*a, **k)
class MC(type, metaclass=MM): pass
class Z(metaclass=MC): pass
print(type(Z).__name__, type(type(Z)).__name__, Z().__class__.__name__)
