"""Multiple inheritance, C3 order, super in all forms, cooperative calls."""
class A:
    def f(self): return ["A"]
    def who(self): return "A"
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
    def who(self): return "C" + super().who()
class D(B, C):
    def f(self): return ["D"] + super().f()
print(D().f(), D().who(), [c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__), B().f())
class E(C, B): pass
print([c.__name__ for c in E.__mro__], E().f())
for bases in ["(A, B)", "(D, E)", "(A, A)", "(int, str)", "(bool,)", "(1,)", "('x',)", "(None,)", "(object, A)", "(A, object)", "(list, dict)", "(type(None),)", "(type(len),)", "(range,)", "(slice,)", "(type(lambda: 0),)", "(type(iter([])),)", "(type(x for x in ()),)", "(dict, A)", "(Exception, int)", "(BaseException, ValueError)", "(ValueError, KeyError)", "(OSError, SyntaxError)", "(str,)", "(property,)", "(type,)", "(classmethod,)", "(memoryview,)", "(frozenset,)"]:
    try: print(bases, [c.__name__ for c in type("X", eval(bases), {}).__mro__])
    except TypeError as e: print(bases, "->", e)
class Base:
    def __init__(self, **k): self.left = k
class L(Base):
    def __init__(self, l, **k): super().__init__(**k); self.l = l
class R(Base):
    def __init__(self, r, **k): super().__init__(**k); self.r = r
class LR(L, R):
    def __init__(self, **k): super().__init__(**k)
x = LR(l=1, r=2, z=3)
print(x.l, x.r, x.left, vars(x))
class S(A):
    @classmethod
    def c(cls): return super().__thisclass__.__name__, super().__self_class__.__name__
    @staticmethod
    def st(): return super().f
    @property
    def p(self): return super().who() + "p"
    def explicit(self): return super(S, self).who(), super(A, self).__init__ is not None
    def gen(self): return [super(S, self).who() for _ in range(1)]
    def nested(self):
        def inner(): return super(S, self).who()
        return inner()
    def noargs_in_nested(self):
        def inner(s): return super().who()
        return inner(self)
    def r(self): return repr(super()).startswith("<super: <class 'S'>, <S object>>"), repr(super(S, S))
class S2(S): pass
print(S.c(), S2.c(), S().p, S2().explicit(), S().gen(), S().nested(), S().noargs_in_nested(), S().r())
for f in [lambda: S.st(), lambda: super(S, 5).x, lambda: super(S, A()), lambda: super(), lambda: super(1), lambda: super(S).f, lambda: super(S, S()).nope, lambda: super(int, "s"), lambda: super(S, S(), 1)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def no_class(self): return super().x
try: no_class(1)
except RuntimeError as e: print(e)
def no_args(): return super().x
try: no_args()
except RuntimeError as e: print(e)
class DelSelf:
    def f(self):
        del self
        return super().f()
try: DelSelf().f()
except RuntimeError as e: print(e)
class Unbound(A):
    s = super(B)
print(super(B, D()).f(), super(B, D).f(D()), super(C, D()).f(), super(A, D()).__repr__ is not None)
class P:
    def __getattr__(self, n): return "P." + n
class Q(P):
    def get(self):
        try: return super().missing
        except AttributeError as e: return str(e)
print(Q().get(), Q().missing)
class Set(A):
    def __setattr__(self, n, v): super().__setattr__(n, v * 2)
    def __delattr__(self, n): super().__delattr__(n)
    def __getattribute__(self, n): return super().__getattribute__(n)
s = Set(); s.v = 4
print(s.v); del s.v
print(vars(s))
class Changing(A): pass
ch = Changing()
Changing.__bases__ = (C,)
print(ch.who(), [c.__name__ for c in Changing.__mro__])
class Sub(Changing): pass
Changing.__bases__ = (B, A)
print([c.__name__ for c in Sub.__mro__], Sub().f())
try: A.__bases__ = (D,)
except TypeError as e: print(e)
try: Changing.__bases__ = (int,)
except TypeError as e: print(e)
print(A.__subclasses__() == [B, C, S, Unbound, Set], [c.__name__ for c in C.__subclasses__()], issubclass(D, (int, A)), isinstance(D(), (C, str)))
