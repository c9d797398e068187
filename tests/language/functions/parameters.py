"""Defaults, keyword-only, positional-only; introspection of functions."""
def f(a, b=2, /, c=3, *args, d, e=5, **kw): "doc of f"; return a
print(f.__defaults__, f.__kwdefaults__, f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__dict__)
c = f.__code__
print(c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_flags & 4, c.co_flags & 8, c.co_name, c.co_qualname)
def mutable(x, acc=[]):
    acc.append(x); return acc
print(mutable(1), mutable(2), mutable.__defaults__, mutable(3, []))
order = []
def note(v): order.append(v); return v
def g(a=note("a"), *, k=note("k"), b: note("ann") = note("kb")) -> note("ret"): pass
print(order)
x = 1
def late(v=x): return v
x = 2
print(late())
f.__defaults__ = (7, 8)
print(f.__defaults__)
def h(a, b): return a, b
h.__defaults__ = (10,)
print(h(1))
h.__defaults__ = (10, 20)
print(h())
h.__defaults__ = None
try: h()
except TypeError as e: print(e)
def kwo(*, a, b): return a, b
kwo.__kwdefaults__ = {"b": 5}
print(kwo(a=1))
del kwo.__kwdefaults__
try: kwo(a=1)
except TypeError as e: print(e)
for attr, value in [("__defaults__", 5), ("__kwdefaults__", 5), ("__code__", 5), ("__name__", 5), ("__qualname__", None), ("__dict__", 5), ("__closure__", ()), ("__globals__", {}), ("__doc__", 5), ("__module__", 7), ("custom", 1)]:
    try: setattr(h, attr, value); print(attr, "set to", getattr(h, attr))
    except (TypeError, AttributeError) as e: print(attr, type(e).__name__, e)
h.__name__ = "renamed"; h.__qualname__ = "Q.renamed"
print(h.__name__, h.__qualname__)
try: h(1, 2, 3)
except TypeError as e: print(e)
def other(a, b): return "other", a, b
h.__code__ = other.__code__
print(h(1, 2), h.__name__)
def closure_maker():
    v = 1
    def inner(): return v
    return inner
inner = closure_maker()
for target, code in [(h, inner.__code__), (inner, h.__code__)]:
    try: target.__code__ = code
    except ValueError as e: print(e)
print(inner.__closure__[0].cell_contents, inner.__code__.co_freevars, h.__closure__)
inner.__closure__[0].cell_contents = "changed"
print(inner())
del inner.__closure__[0].cell_contents
try: inner()
except NameError as e: print(e)
try: inner.__closure__[0].cell_contents
except ValueError as e: print(e)
lam = lambda a, *b, c=1, **d: (a, b, c, d)
print(lam(1, 2, c=3, e=4), lam.__name__, lam.__qualname__, lam.__defaults__, lam.__kwdefaults__)
def annotated(a: int, *b: str, c: float = 1.0, **d: bytes) -> None: ...
print(annotated.__annotations__)
print([n for n in dir(f) if not n.startswith("__")], callable(f), type(f), type(lam) is type(f), type(len))
f.attr = 1
print(f.attr, f.__dict__, vars(f))
del f.attr
try: f.attr
except AttributeError as e: print(e)
def args_copy(*args, **kwargs): return args, kwargs
t, d = (1, 2), {"a": 1}
a2, k2 = args_copy(*t, **d)
print(a2 == t, k2 == d, k2 is d)
def swap(a, b, /, **kw): return a, b, kw
print(swap(1, 2, a=3, b=4))
def deflt(a=1, *args): return a, args
print(deflt(), deflt(5), deflt(5, 6, 7))
def many(a, b, c, d, e, f, g, h, i, j, *, k=0, **l): return a + j + k, l
print(many(*range(10), k=5, z=1), many(**dict(zip("abcdefghij", range(10)))))
