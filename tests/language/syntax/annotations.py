"""Variable and function annotations: evaluation, storage, no-value forms."""
x: int = 1
y: "str"
z: undefined_at_runtime if False else float
print(__annotations__, "y" in globals())
(p): int = 5
print("p" in __annotations__, p)
class A:
    a: int
    b: str = "b"
    c: list[int] = []
    self_ref: "A"
    __private: bool = True
    def method(self, q: int = 1, *args: tuple, k: dict = None, **kw: "kw") -> "ret": ...
print(A.__annotations__, hasattr(A, "a"), A.b)
print(A.method.__annotations__)
class B(A): pass
class C(A):
    d: float
print(C.__annotations__, B.__annotations__ == {}, "__annotations__" in vars(B))
def f(a: 1 + 1, /, b: print, *, c: [1, 2] = 3) -> None:
    local: int = 2
    bare: undefined_name
    return local
print(f.__annotations__["a"], f.__annotations__["c"], f.__annotations__["return"], f(1, 2))
print(list(f.__annotations__))
def g():
    v: int
    try:
        return v
    except UnboundLocalError as error:
        return str(error)
print(g())
obj = A()
obj.attr: int = 3
obj.other: str
print(obj.attr, hasattr(obj, "other"))
lst = [0]
lst[0]: int = 9
print(lst)
order = []
def note(label): order.append(label); return label
t: note("annotation") = note("value")
print(order)
order.clear()
note("target") and None
d = {}
d[note("index")]: note("ann2") = note("value2")
print(order, d)
def h(a: note("a"), *b: note("b"), c: note("c"), **e: note("e")) -> note("r"): pass
print(order[3:] if len(order) > 3 else order)
f.__annotations__["new"] = "added"
print("new" in f.__annotations__)
f.__annotations__ = {"only": 1}
print(f.__annotations__)
del f.__annotations__
print(f.__annotations__)
try:
    f.__annotations__ = 5
except TypeError as error:
    print(error)
print((lambda: 0).__annotations__, len.__class__.__name__, hasattr(len, "__annotations__"))
exec("from __future__ import annotations\nv: a + b = 1\ndef k(q: x[y], *, r: lambda: 0 = 1) -> not z: pass\nprint(__annotations__, k.__annotations__)")
exec("from __future__ import annotations\nw: f(a, *b, c=1, **d)[1:2, ::3].e if x else (yield_,)\nprint(__annotations__)")
