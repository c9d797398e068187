"""Deep recursion of every kind ends in RecursionError and leaves a working interpreter."""
import sys
def attempt(name, f):
    try: f(); print(name, "finished")
    except RecursionError as e: print(name, type(e).__name__, str(e).startswith("maximum recursion depth exceeded"))
def simple(): return simple()
attempt("simple", simple)
def mutual_a(): return mutual_b()
def mutual_b(): return mutual_a()
attempt("mutual", mutual_a)
attempt("lambda", lambda: (lambda f: f(f))(lambda f: f(f)))
class A:
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __getattr__(self, n): return getattr(self, n + "x")
    def __eq__(self, o): return self == o
    def __lt__(self, o): return self < o
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __call__(self): return self()
    def __add__(self, o): return self + o
    def __getitem__(self, i): return self[i]
    def __iter__(self): return iter(self)
    def __bool__(self): return bool(self)
    def __contains__(self, x): return x in self
    def __format__(self, s): return format(self, s)
    @property
    def p(self): return self.p
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    def __setattr__(self, n, v): setattr(self, n, v)
a = A()
for name, f in [("repr", lambda: repr(a)), ("str", lambda: str(a)), ("getattr", lambda: a.q), ("eq", lambda: a == a), ("lt", lambda: a < a), ("hash", lambda: hash(a)), ("len", lambda: len(a)), ("call", lambda: a()), ("add", lambda: a + 1), ("getitem", lambda: a[0]), ("iter", lambda: iter(a)), ("bool", lambda: bool(a)), ("contains", lambda: 1 in a), ("format", lambda: f"{a:x}"), ("property", lambda: a.p), ("with", lambda: a.__enter__()), ("setattr", lambda: setattr(a, "z", 1))]:
    attempt(name, f)
def nested_list(n):
    l = []
    for _ in range(n): l = [l]
    return l
deep = nested_list(20000)
attempt("repr of nested list", lambda: repr(deep))
attempt("compare nested lists", lambda: nested_list(20000) == nested_list(20000))
t = ()
for _ in range(20000): t = (t,)
attempt("repr of nested tuple", lambda: repr(t))
d = {}
for _ in range(20000): d = {1: d}
attempt("repr of nested dict", lambda: repr(d))
l = []; l.append(l)
print(l, repr([l, l]))
d = {}; d["self"] = d
print(d)
attempt("self list compare", lambda: l == [[l]] and False or (lambda p, q: (p.append(q), q.append(p), p == q))([], []))
def gen(n):
    yield n
    yield from gen(n + 1)
def drain():
    for _ in gen(0): pass
attempt("yield from", drain)
def in_try():
    try: in_try()
    finally: pass
attempt("finally", in_try)
def count(n):
    try: return count(n + 1)
    except RecursionError: return n
n = count(0)
print(100 < n <= 1000, sys.getrecursionlimit())
old = sys.getrecursionlimit()
sys.setrecursionlimit(5000)
def down(n): return 0 if n == 0 else 1 + down(n - 1)
print(down(4000))
sys.setrecursionlimit(old)
attempt("down again", lambda: down(4000))
for bad in (0, -5, "x", 2 ** 40):
    try: sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
attempt("map", lambda: (lambda f: f(f))(lambda f: list(map(f, [f]))))
attempt("sort key", lambda: (lambda f: f(f))(lambda f: sorted([f], key=f)))
class M(type):
    def __call__(cls): return cls()
class N(metaclass=M): pass
attempt("metaclass call", N)
class I:
    def __init__(self): I()
attempt("init", I)
class O:
    def __instancecheck__(self, x): return isinstance(x, self)
attempt("instancecheck", lambda: isinstance(1, O()))
print("still alive", sum(range(10)))
