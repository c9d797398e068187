"""Exceptions from special methods, class bodies, defaults, decorators, iteration protocols."""
def attempt(label, f):
    try: print(label, "=", f())
    except BaseException as e: print(label, "->", type(e).__name__, e)
class Boom:
    def __init__(self, *a): pass
    def __getattr__(self, n): raise RuntimeError("getattr " + n)
    def _b(self, *a): raise ValueError("special")
    __len__ = __bool__ = __iter__ = __contains__ = __eq__ = __lt__ = __hash__ = __repr__ = __str__ = __call__ = __getitem__ = __setitem__ = __add__ = __radd__ = __int__ = __index__ = __float__ = __enter__ = __format__ = __neg__ = __iadd__ = __delitem__ = __dir__ = __round__ = __bytes__ = _b
    def __exit__(self, *a): pass
b = Boom()
for name, f in [("len", lambda: len(b)), ("bool", lambda: bool(b)), ("iter", lambda: list(b)), ("in", lambda: 1 in b), ("eq", lambda: b == 1), ("in list", lambda: 1 in [b]), ("list eq", lambda: [b] == [1]), ("lt", lambda: b < 1), ("sorted", lambda: sorted([b, b])), ("hash", lambda: {b: 1}), ("repr", lambda: repr([b])), ("str", lambda: str(b)), ("fstr", lambda: f"{b}"), ("percent", lambda: "%s" % b), ("call", lambda: b()), ("get", lambda: b[0]), ("add", lambda: b + 1), ("radd", lambda: 1 + b), ("sum", lambda: sum([1, b])), ("int", lambda: int(b)), ("index", lambda: [1][b]), ("slice", lambda: [1][b:]), ("float", lambda: float(b)), ("range", lambda: range(b)), ("neg", lambda: -b), ("attr", lambda: b.x), ("hasattr", lambda: hasattr(b, "x")), ("getattr", lambda: getattr(b, "x", 1)), ("dir", lambda: dir(b)), ("round", lambda: round(b)), ("bytes", lambda: bytes(b)), ("chr", lambda: chr(b)), ("unpack", lambda: [*b]), ("star call", lambda: print(*b)), ("set", lambda: {b}), ("dict get", lambda: {}.get(b)), ("max", lambda: max(b, 1)), ("count", lambda: [b].count(1)), ("index m", lambda: [b].index(1)), ("remove", lambda: [b].remove(1)), ("join", lambda: "".join(b)), ("isinstance", lambda: isinstance(1, b)), ("any", lambda: any([b])), ("filter", lambda: list(filter(None, [b]))), ("not", lambda: not b), ("zip", lambda: list(zip(b))), ("enumerate", lambda: list(enumerate(b))), ("format", lambda: format(b, "x")), ("print", lambda: print(b)), ("divmod", lambda: divmod(b, 1)), ("pow", lambda: pow(2, b)), ("repeat", lambda: "a" * b), ("complex", lambda: complex(b)), ("tuple lt", lambda: (b,) < (1,)), ("dict eq", lambda: {1: b} == {1: 2})]:
    attempt(name, f)
try:
    with b: print("never")
except ValueError as e: print("with", e)
try: b += 1
except ValueError as e: print("iadd", e)
try: b[0] = 1
except ValueError as e: print("setitem", e)
try: del b[0]
except ValueError as e: print("delitem", e)
try:
    class Bad:
        x = 1
        raise KeyError("in class body")
except KeyError as e: print(e, "Bad" in globals())
try:
    def f(a=1 / 0): pass
except ZeroDivisionError as e: print(e)
try:
    def f(a: 1 / 0): pass
except ZeroDivisionError as e: print("annotation", e)
try:
    class Base(1 / 0): pass
except ZeroDivisionError as e: print("base", e)
class It:
    def __init__(self, k): self.k = k
    def __iter__(self):
        if self.k == "iter": raise KeyError("iter")
        return self
    def __next__(self):
        if self.k == "next": raise KeyError("next")
        if self.k == "stop": raise StopIteration
        return 1
for k in ("iter", "next", "stop"):
    attempt("for " + k, lambda: [x for x in It(k)])
    attempt("unpack " + k, lambda: exec("a, b = It(k)", {"It": It, "k": k}))
    attempt("in " + k, lambda: 5 in It(k))
    attempt("dict " + k, lambda: dict(It(k)))
    attempt("extend " + k, lambda: [].extend(It(k)))
class D(dict):
    def __missing__(self, k): raise LookupError("missing " + k)
    def __getitem__(self, k): return super().__getitem__(k)
attempt("missing", lambda: D()["q"])
attempt("format_map", lambda: "{q}".format_map(D()))
attempt("sort keeps items", lambda: (lambda l: [l.sort(key=lambda x: 1 / x) if False else None, l])([3, 0, 1]))
l = [3, 0, 1]
try: l.sort(key=lambda x: 1 / x)
except ZeroDivisionError: print(sorted(l))
l = [3, 1, 2]
def mutate(x): l.append(9); return x
try: l.sort(key=mutate)
except ValueError as e: print(e)
class PropInit:
    def __init_subclass__(cls): raise TypeError("no subclasses of " + cls.__mro__[1].__name__)
try:
    class S(PropInit): pass
except TypeError as e: print(e)
def gen():
    try: yield 1
    except GeneratorExit: raise ValueError("while closing")
g = gen(); next(g)
attempt("close", g.close)
attempt("exit", lambda: exit(3))
attempt("quit", lambda: quit("bye"))
import sys
attempt("sys.exit", lambda: sys.exit("why"))
attempt("import hook", lambda: __import__(5))
attempt("eval", lambda: eval("1 +"))
attempt("compile mode", lambda: compile("1", "f", "nope"))
