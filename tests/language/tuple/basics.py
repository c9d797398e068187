"""tuple: construction, methods, comparison, hash, immutability, subclass, repr."""
print((), (1,), (1, 2), tuple(), tuple("ab"), tuple([1]), 1, (1, (2, (3,))), ((),), (None,), ("a",), tuple(range(3)), tuple({1: 2}), (1, 2) + (3,), (1,) * 3, 2 * (1, 2), () + (), (1, 2)[0], (1, 2)[-1], (1, 2, 3)[::-1], (1, 2, 3)[1:], len((1, 2)))
t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), 2 in t, 9 in t, t == (1, 2, 3, 2), t != (), t < (1, 3), t <= (1, 2, 3, 2), (1, 2) < (1, 2, 0), () < (0,), hash((1, 2)) == hash((1, 2)), hash(()) == hash(tuple()), (1, 2) == [1, 2], (1,) == (1.0,), min((3, 1), (2, 9)), sorted([(2, 1), (1, 2)]))
for src in ["t[9]", "t['a']", "t[0] = 1", "del t[0]", "t.index(9)", "t.index(1, 2)", "t.index()", "t.append(1)", "t + [1]", "t + 1", "t * 1.5", "t * -1", "t < [1]", "t < 5", "(1, 'a') < (1, 2)", "hash(([],))", "tuple(5)", "tuple(1, 2)", "tuple(x=1)", "t.x = 1", "t += (9,)", "t *= 2", "t[::0]", "t[1.0]", "t[None]", "t()", "-t", "t @ t", "t.count()", "a, b = t", "a, *b = t", "a, b, c, d, e = t", "(a, b), c = t", "tuple.__new__(int)", "tuple.__new__(tuple, 'ab')", "tuple.__getitem__(t, 1)", "t.__add__((5,))", "t.__mul__(2)", "t.__contains__(1)", "t.__getnewargs__()", "t.__hash__() == hash(t)", "t.__iter__().__next__()", "(1, 2)[True]"]:
    env = {"t": (1, 2, 3, 2)}
    try:
        try: r = eval(src, env)
        except SyntaxError: exec(src, env); r = "executed"
        print(src, "->", r, env["t"] if env["t"] != t else "")
    except Exception as e: print(src, "->", type(e).__name__, e)
class Pt(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __repr__(self): return f"Pt{tuple.__repr__(self)}"
    def __add__(self, o): return Pt(*(a + b for a, b in zip(self, o)))
p = Pt(1, 2)
print(p, p + (3, 4), p[0], p == (1, 2), hash(p) == hash((1, 2)), type(p[:]).__name__, type(p * 2).__name__, {p: 1}[(1, 2)], (0,) + p, [*p], tuple(p), type(tuple(p)).__name__, isinstance(p, tuple), p.__class__.__name__)
p.attr = 5; print(p.attr)
a = ([1], 2); a[0].append(3); print(a)
try: a[0] += [4]
except TypeError as e: print(e, a)
l = []; r = (l,); l.append(r); print(r, l, repr((r, r)))
x = 1, 2; y = x; x += 3,; print(x, y)
def f(): return 1, 2
print(f(), f()[0], *f(), [f()], type(f()))
a, b = f(); (c, d), e = (f(), 5); [g, h] = f(); print(a, b, c, d, e, g, h)
print(((1)), ((1),), (1,)[0], (lambda *a: a)(1, 2), (lambda *a: a)(), tuple(i for i in "ab"), (*"ab", *[1]), (yield_ := (1, 2)))
print(hash((1, (2, 3))) == hash((1, (2, 3))), hash((1, 2)) != hash((2, 1)), len({(1, 2), (1, 2), (2, 1)}), {(1, "a"): "x"}[1, "a"], (1, 2, 3) in {(1, 2, 3): 0}, hash((0, 0.0, False)) == hash((0, 0, 0)))
import collections
P = collections.namedtuple("P", "x y z", defaults=[0])
q = P(1, 2); print(q, q.x, q[1], q._asdict(), q._replace(z=5), P._fields, P._field_defaults, P._make([7, 8, 9]), q == (1, 2, 0), q + (1,), P.x.__doc__, P.__doc__, P.__match_args__)
for src in ["P(1)", "P(1, 2, 3, 4)", "P(1, 2, w=3)", "P(x=1, y=2)", "q.x = 1", "q.w", "q._replace(w=1)", "P._make([1])", "collections.namedtuple('A', 'a a')", "collections.namedtuple('A', 'a class')", "collections.namedtuple('A', '_a')", "collections.namedtuple('1A', 'a')", "collections.namedtuple('A', 'a class a _b', rename=True)._fields", "collections.namedtuple('A', 'a,b c')._fields", "collections.namedtuple('A', ['x'], defaults=[1, 2])", "collections.namedtuple('A', '')()", "collections.namedtuple('A', 'a', module='m').__module__", "P.__new__.__defaults__", "q.__getnewargs__()", "P(*'abc')", "hash(q) == hash((1, 2, 0))", "sorted([P(2, 1), P(1, 5)])"]:
    try: print(src, "->", eval(src) if "q.x =" not in src else exec(src))
    except Exception as e: print(src, "->", type(e).__name__, e)
class Sub(P):
    __slots__ = ()
    @property
    def total(self): return sum(self)
print(Sub(1, 2, 3).total, Sub(1, 2), repr(Sub(4, 5)), Sub(1, 2)._replace(x=9))
big = tuple(range(1000)); print(big[500], big[-1], sum(big), len(big + big), big.index(999), big[::250], hash(big) == hash(tuple(range(1000))))
