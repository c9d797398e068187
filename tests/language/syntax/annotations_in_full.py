"""Annotations: of modules, classes, functions; PEP 563; evaluation order; __future__; edge cases."""
x: int = 1
y: "str"
z: list[int]
(w): float = 2.0
print(__annotations__)
class C:
    a: int
    b: "C" = None
print(C.__annotations__, hasattr(C, "a"))
class D(C): pass
print(D.__annotations__, "__annotations__" in D.__dict__)
class E2(C): e: int
print(E2.__annotations__, C.__annotations__)
def f(a: int, /, b: str = "x", *args: tuple, c: list, d: dict = None, **kw: set) -> "ret": q: undefined_name; r: undefined_name = 5; return r
print(f.__annotations__, f(1, c=[]))
order = []
def o(v): order.append(v); return v
def g(a: o("a") = o("da"), *, b: o("b") = o("db")) -> o("ret"): pass
print(order); order.clear()
class Order:
    p: o("anno") = o("value")
    q: o("only")
print(order)
obj = C(); obj.attr: o("attr anno") = o("attr value"); lst = [0]; lst[o("idx") and 0]: o("sub anno") = 3; print(order, lst, obj.attr)
def local():
    v: not_evaluated = 1
    print(v, local.__annotations__)
    (t): int = 2; u.x: int
    return t
try: local()
except NameError as e: print(e)
def unbound():
    n: int
    try: n
    except UnboundLocalError as e: print(e)
unbound()
try: late: missing_type = 3
except NameError as e: print(e)
lam = lambda a, b=1: a
print(lam.__annotations__)
f.__annotations__ = {"new": 1}; print(f.__annotations__); del f.__annotations__; print(f.__annotations__)
try: f.__annotations__ = 5
except TypeError as e: print(e)
class M(type): m: int
class UsesM(metaclass=M): pass
print(UsesM.__annotations__, M.__annotations__)
UsesM.__annotations__ = {"s": 1}; print(UsesM.__annotations__)
del UsesM.__annotations__; print(UsesM.__annotations__)
for src in ("1: int", "f(): int", "a, b: int", "[a]: int = 1", "(a, b): int = 1", "x: int: int", "lambda: 0: int", "*a: int = 1", "x: int, y: int", "def f(a: int: str): pass", "def f() -> : pass", "def f(*, a: int = 1, b: int): pass", "def f(*args: *Ts): pass", "x: *y", "x: yield", "x: (yield)", "def f(): x: (yield)", "class A: global q; q: int", "def f(): global q; q: int = 1", "x: (y := 1)", "x: y := 1", "for x: int in y: pass", "with a as x: int: pass", "'a': int", "None: int", "a.b: int", "a[0]: int", "(a.b): int = 1", "(a): int", "print(__annotations__['x']); x: int"):
    ns = {"a": C(), "Ts": (int,), "y": int}
    try: exec(src, ns); print("ok", src)
    except SyntaxError as e: print(src, "->", e.msg, e.offset)
    except Exception as e: print(src, "=>", type(e).__name__, e)
exec("""from __future__ import annotations
def f(a: x[1:2, ...], b: 'q', c: lambda z, *y, k=1: z + y, d: (yield_, 1), e: {1: 2, **a}, f: f'{x!r:>{y}}', g: a if b else c, h: not a and b or c, i: [x for x in y if z], j: -1 ** 2, k: (a, ), l: a.b(c, *d, e=f, **g), m: await_ @ b, n: "s" "t", o: b'x', p: 1e100, q: ..., r: None, s: a < b <= c is not d, t: (a := 5), u: {1, 2}, v: x[()], w: x[a, b], x_: 1_000, y: 0x10, z: 'it\\'s') -> a | b: pass
for k, v in f.__annotations__.items(): print(k, "|", v)
class A:
    x: undefined.thing = 1
    y: 'quoted'
print(A.__annotations__)
""")
