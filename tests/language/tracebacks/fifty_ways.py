"""Tracebacks of all kinds to stderr."""
import sys
def show(f, *a):
    try: f(*a)
    except BaseException: sys.excepthook(*sys.exc_info())
class A:
    def __getattr__(self, n): raise AttributeError(f"no {n}")
    def __add__(self, o): raise TypeError("add")
    def __getitem__(self, i): raise IndexError("item")
    def __enter__(self): return self
    def __exit__(self, *a): raise ValueError("in exit")
    def __iter__(self): raise RuntimeError("iter")
    def __bool__(self): raise RuntimeError("bool")
    def __call__(self, *a, **k): raise KeyError("call")
a = A()
def f1(): return a.x.y.z
def f2(): return 1 + (a + 1) * 2
def f3(): return [1, 2, 3][
    10
]
def f4(): a[0][1]
def f5():
    with a:
        raise KeyError("body")
def f6(): return [x for x in range(3) if x / (x - 2)]
def f7():
    for x in a: pass
def f8(): return a if a else 1
def f9(): return f1(
    1,
    2,
)
def f10(): return a(1)(2)
def f11(): assert 1 == 2, "message"
def f12(): assert False
def f13(): return {"a": 1}["b"]
def f14(): x = 1; del x; return x
def f15(): return undefined_thing
def f16(): return int("abc", base=10)
def f17(): a, b = 1, 2, 3
def f18(): return "abc" + 1
def f19(): return (1 if a else 2)
def f20(): return max(
        1, 2,
        key=5)
def f21(): raise ValueError from KeyError("cause")
def f22():
    try: raise KeyError("first")
    except KeyError: raise ValueError("second") from None
def f23(): return f"{a.b!r:>10}"
def f24(): return lambda: 0 .x
def f25(): return (lambda q: q.w)(5)
def f26(): import nonexistent_module
def f27(): pass
def f28(): return [*a]
def f29(): return {**5}
def f30(): return f1(*5)
def f31(): return f1(**{"zz": 1})
def f32(): a.b.c = 1
def f33(): a.b += 1
def f34(): x: undefined_anno = 1; y: a.z;
def f35(): return not a
def f36(): return a and 1 or 2
def f37(): return -"x"
def f38(): return 1 < "x"
def f39(): return "x" in 5
def f40(): return 5[1:2]
def f41(): yield 1; raise ValueError("gen")
def f42(): return list(f41())
def f43(): return sum(1 / i for i in [1, 0])
def f44(): é = "日本"; return é + 1 + é
def f45(): return "日本" + "é" * "x"
class B:
    def method(self): return self.other()
    def other(self): raise NotImplementedError
def f46(): return B().method()
def f47(): return sorted([1, "a"])
def f48(): return [].pop()
def f49(): print(*[1], sep=5)
def f50(): raise SystemExit("bye")
def f51(): exec("x = 1\ny = 1 / 0")
def f52(): eval("1 +")
def f53(): return getattr(a, "dyn")
def f54(): class_ = type("X", (int, str), {})
def f55():
    try:
        f1()
    finally:
        f2()
for i in range(1, 56): show(globals()[f"f{i}"])
