"""Functions: all parameter kinds, defaults, argument errors, attributes of function and code objects."""
def f(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, e=7, z=8, a=9), f(1, c=5, d=6, b=7))
for call in ("f()", "f(1)", "f(a=1, d=2)", "f(1, 2, 3, c=4, d=5)", "f(1, d=1, **{'d': 2})", "f(*5)", "f(**5)", "f(**{1: 2})", "f(1, *(), d=1, **{}, **{'x': 1}, **{'x': 2})", "g()", "g(1, 2, 3)", "g(1, x=2)", "g(a=1, a=2)", "h(1, 2)", "h()", "h(x=1)", "h(y=1)", "k(1)", "k()", "n(1, 2)", "(lambda: 0)(1)", "(lambda *, a, b: 0)()", "(lambda a, b, c: 0)()", "(lambda a, b, c, /: 0)(1)", "(lambda a, *, b, c, d: 0)(1)", "len()", "len(1, 2)", "len(x=1)", "int(x=1)", "C()", "C(1, 2)", "C.m()", "C().m(1)", "C(1).m(2)", "C.cm(1, 2)", "C.sm()", "print(foo=1)", "''.join()", "[].append(1, 2)", "{}.get()", "isinstance(1)", "max()", "f.x", "f(1, d=1)()", "sorted()", "range()", "g(**{'a': 1, 'b': 2, 'c': 3})"):
    class C:
        def __init__(self, a): pass
        def m(self, x, y): pass
        @classmethod
        def cm(cls, a): pass
        @staticmethod
        def sm(a): pass
    ns = {"f": f, "C": C}
    exec("def g(a, b): pass\ndef h(x, /): pass\ndef k(): pass\ndef n(a, /, b, *, c): pass", ns)
    try: print(call, "=", eval(call, ns))
    except (TypeError, AttributeError, SyntaxError) as e: print(call, "->", type(e).__name__, e)
print(f.__name__, f.__qualname__, f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_flags & 0xF, f.__module__, f.__doc__, f.__dict__, f.__closure__, f.__annotations__)
def an(a: int, b: "str" = 1, *c: list, d: dict, **e: tuple) -> None: "doc"
print(an.__annotations__, an.__doc__)
an.__defaults__ = (9, 8); an.__kwdefaults__ = {"d": 7}; an.attr = 1; print(an(), an.__dict__)
an.__defaults__ = None
try: an()
except TypeError as e: print(e)
for attr, v in (("__defaults__", 5), ("__kwdefaults__", []), ("__code__", 5), ("__name__", 5), ("__annotations__", 5), ("__dict__", 5), ("__closure__", ()), ("__globals__", {}), ("__qualname__", 1), ("__doc__", 5), ("__module__", 5)):
    try: setattr(an, attr, v); print(attr, "set")
    except (TypeError, AttributeError) as e: print(attr, type(e).__name__, e)
def x1(): return 1
def x2(): return 2
x1.__code__ = x2.__code__; print(x1(), x1.__name__)
def mk(n):
    def inner(): return n
    return inner
try: x1.__code__ = mk(1).__code__
except ValueError as e: print(e)
i = mk(1); i.__code__ = mk(2).__code__; print(i())
import types
F = types.FunctionType
print(F(x2.__code__, globals(), "made", (1,))(), F(mk(1).__code__, {}, closure=mk(5).__closure__)())
for args in ((), (5, {}), (x2.__code__,), (mk(1).__code__, {}), (mk(1).__code__, {}, "n", None, ()), (x2.__code__, {}, "n", None, mk(1).__closure__), (x2.__code__, {}, 5), (x2.__code__, {}, "n", 5)):
    try: print(F(*args))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def default_mutable(a, l=[]): l.append(a); return l
print(default_mutable(1), default_mutable(2), default_mutable.__defaults__)
n = 0
def counter(d=(n := n + 1)): return d
print(counter(), n)
print((lambda a, b=1, *c, d=2, **e: (a, b, c, d, e))(1, 2, 3, d=4, f=5), (lambda: (yield))().__class__.__name__)
def kwonly(*, a, b=1): return a, b
print(kwonly(a=1), kwonly(b=2, a=3))
def star_after(*args, last): return args, last
print(star_after(1, 2, last=3), star_after(*[1, 2], *[3], last=0), star_after(*"ab", **{"last": 1}))
order = []
def o(v): order.append(v); return v
f(o(1), *[o(2)], d=o(3), **{"q": o(4)}, e=o(5)); print(order)
m = C(1).m; print(m.__self__.__class__.__name__, m.__func__ is C.m, m.__name__, m == C(1).m, m.__func__.__qualname__, hash(m) == hash(m), repr(C.m)[:17], repr(m)[:16])
m2 = types.MethodType(lambda self, x: (self, x), 5); print(m2(6), m2.__self__)
for a in ((1, 2), (len, None), (len,)):
    try: types.MethodType(*a)
    except TypeError as e: print(e)
def rec(n): return 1 if n <= 1 else n * rec(n - 1)
print(rec(20), (lambda s: s(s, 5))(lambda s, n: 1 if n < 2 else n * s(s, n - 1)))
def doc(): 
    """first

    second"""
print(repr(doc.__doc__), (lambda: "not doc").__doc__)
def deco(*a): print("deco args", a); return lambda fn: (print("deco", fn.__name__), fn)[1]
@deco(1)
@deco(2)
def decorated(): pass
@(lambda fn: fn.__name__)
def replaced(): pass
print(replaced, decorated.__name__)
