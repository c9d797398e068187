"""Bound methods, builtin methods, equality, hashing, reprs, unbound calls."""
class A:
    def m(self, x=1): "mdoc"; return self, x
    @classmethod
    def c(cls): return cls
    @staticmethod
    def s(): return "static"
    def __repr__(self): return "A()"
a, b = A(), A()
print(a.m == a.m, a.m is a.m, a.m == b.m, hash(a.m) == hash(a.m), a.m.__self__ is a, a.m.__func__ is A.m)
print(a.m, A.c, a.m.__name__, a.m.__doc__, a.m.__qualname__, a.m.__defaults__)
print(A.m(5), A.c.__self__, a.c(), A.s is A.s, a.s())
for f in ["a.m.x", "setattr(a.m, 'x', 1)", "a.m.__self__.__class__", "A.m.__self__", "a.m.__func__.__code__.co_name"]:
    try: print(f, eval(f))
    except AttributeError as e: print(f, "->", e)
A.m.x = 5
print(a.m.x)
f = [].append
print(f == [].append, f.__name__, f.__self__, f.__qualname__, type(f), callable(f), f.__doc__ is not None)
l = [1]
g, h = l.append, l.append
print(g == h, g is h, hash(g) == hash(h))
print(str.upper, "".upper.__name__, str.upper("x"), list.append, type(str.upper), type("".upper), type(len), type(str.__add__), type("".__add__))
for bad in ["str.upper(1)", "str.upper()", "list.append(1, 2)", "list.append()", "int.__add__(1.0, 2)", "int.__add__(1)", "int.__add__()", "dict.get(1, 2)", "str.join(1, [])", "float.hex(1)", "object.__repr__()", "type.mro(1)", "A.m()", "A.c(1)", "A.s(1)", "a.m(1, 2)", "a.m(y=1)", "dict.fromkeys()", "int.from_bytes()", "a()", "A.nope", "len.nope", "l.append.nope", "str.upper.nope", "l.append.__self__ is l", "str.upper.__objclass__", "str.maketrans.__self__"]:
    try: print(bad, "=", eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__ + ":", e)
from types import MethodType, FunctionType, BuiltinFunctionType
m = MethodType(lambda self, y: (self, y), "inst")
print(m(3), m.__self__, m.__name__)
m2 = MethodType(len, [1, 2, 3])
print(m2(), m2 == MethodType(len, [1, 2, 3]), isinstance(m2, MethodType))
for args in [(), (1,), (1, 2), (len, None), (len, 1, 2)]:
    try: print(MethodType(*args))
    except TypeError as e: print(args, e)
a.inst = lambda *args: args
print(a.inst(1))
a.bound = MethodType(lambda self: self, a)
print(a.bound())
class Callable:
    def __call__(self, *a): return a
class B:
    c = Callable()
    f = len
    p = print
    t = int
print(B().c(1), B().f([1]), B().t("5"))
class Meth:
    def __init__(self): self.m = self.m
    def m(self): return "method"
x = Meth()
print(x.m(), "m" in vars(x))
def func(self): return "attached", type(self).__name__
A.attached = func
print(a.attached(), func.__get__(a)(), func.__get__(a, A)(), func.__get__(None, A) is func, A.attached is func)
del A.attached
try: a.attached()
except AttributeError as e: print(e)
print(sorted(map(str.lower, "bAC")), list(map(int.bit_length, [1, 2, 255])), "".join(map(str.strip, [" a ", "b "])))
print(int.__add__(1, 2), (1).__add__(2.0), object.__eq__(1, 1), object.__eq__(1, 2), object.__ne__(l, l), str.__len__("abc"), list.__getitem__([1, 2], 1))
print([m for m in ("__self__", "__func__", "__call__", "__get__") if hasattr(a.m, m)], a.m.__call__() is not None)
print(isinstance(a.m, MethodType), isinstance(A.m, FunctionType), isinstance(len, BuiltinFunctionType), isinstance([].append, BuiltinFunctionType))
