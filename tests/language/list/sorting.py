"""sort and sorted: stability, keys, reverse, errors, mutation, partial orders."""
import random
random.seed(5)
data = [(random.randrange(10), i) for i in range(40)]
print(sorted(data, key=lambda t: t[0]))
print(sorted(data, key=lambda t: t[0], reverse=True))
print(sorted(data, key=lambda t: -t[0]) == sorted(data, key=lambda t: t[0], reverse=True))
for n in (0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 100, 1000, 5000):
    for kind in ("random", "sorted", "reversed", "few", "saw", "swaps"):
        xs = {"random": lambda: [random.random() for _ in range(n)], "sorted": lambda: list(range(n)), "reversed": lambda: list(range(n, 0, -1)), "few": lambda: [random.randrange(3) for _ in range(n)], "saw": lambda: [i % 17 for i in range(n)], "swaps": lambda: list(range(n))}[kind]()
        if kind == "swaps" and n > 3:
            for _ in range(3): i, j = random.randrange(n), random.randrange(n); xs[i], xs[j] = xs[j], xs[i]
        ys = sorted(xs)
        assert all(ys[i] <= ys[i + 1] for i in range(n - 1)) and sorted(ys) == ys and len(ys) == n and sum(ys) == sum(ys[::-1]) or n == 0 or kind == "random", (n, kind)
        assert sorted(xs, reverse=True) == sorted(xs)[::-1]
print("sorted all sizes")
class K:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): K.n += 1; return self.v < o.v
    def __repr__(self): return f"K{self.v}"
xs = [K(i) for i in [5, 3, 8, 1, 9, 2]]
print(sorted(xs), K.n <= 15, min(xs), max(xs)) if False else print(sorted(xs), K.n <= 15)
K.n = 0; sorted([K(i) for i in range(100)]); print(K.n)
K.n = 0; sorted([K(i) for i in range(100, 0, -1)]); print(K.n)
print(sorted("bca"), sorted({"b": 1, "a": 2}), sorted((3, 1)), sorted({3, 1, 2}), sorted(x for x in [2, 1]), sorted([True, 0, 2, False]), sorted([1, 1.0, True]), sorted([[2], [1, 5], []]), sorted(["b", "B", "a"], key=str.lower), sorted(["10", "9"], key=int), sorted([-3, 2, -1], key=abs), sorted([("b", 1), ("a", 1)], key=lambda t: t[1]))
for f in [lambda: sorted([1, "a"]), lambda: sorted([None, None]), lambda: sorted([1j, 2j]), lambda: sorted([{}, {}]), lambda: sorted(5), lambda: sorted([1], None), lambda: sorted([1], foo=1), lambda: sorted(), lambda: sorted([1], key=1), lambda: sorted([1, 2], key=lambda: 0), lambda: sorted([3, 1], key=lambda x: 1 / (x - 1)), lambda: [1].sort(1), lambda: sorted([(1, "a"), (1, None)]), lambda: sorted([1], reverse="yes"), lambda: sorted(["a", 1], key=str), lambda: sorted([[], ()])]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
l = [3, 1, 2]
def peek(x): print("during sort:", l, end=" "); return x
l.sort(key=peek); print(l)
l = [3, 1, 2]
def append(x): l.append(x); return x
try: l.sort(key=append)
except ValueError as e: print(e, l)
l = [3, 2, 1, 0]
class Fail:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        if o.v == 2: raise RuntimeError("cmp failed")
        return self.v < o.v
fl = [Fail(i) for i in (5, 4, 3, 2, 1)]
try: fl.sort()
except RuntimeError as e: print(e, sorted(f.v for f in fl))
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x); print(calls)
import functools
print(sorted([5, 2, 8], key=functools.cmp_to_key(lambda a, b: b - a)), sorted(["aa", "b", "ccc"], key=functools.cmp_to_key(lambda a, b: len(a) - len(b))))
nan = float("nan"); r = sorted([3, 1, 2, 5, 4]); print(r, len(sorted([3, nan, 1])), sorted([2.5, 1, 10 ** 20, -1.5, 0]))
words = "the quick brown fox jumps over the lazy dog The Quick".split()
print(sorted(words), sorted(words, key=str.casefold), sorted(words, key=len), sorted(set(map(str.lower, words))), sorted(words, key=lambda w: (-len(w), w)))
recs = [{"n": "b", "a": 3}, {"n": "a", "a": 3}, {"n": "c", "a": 1}]
recs.sort(key=lambda r: r["n"]); recs.sort(key=lambda r: r["a"], reverse=True); print([r["n"] for r in recs])
from operator import itemgetter, attrgetter
print(sorted(data, key=itemgetter(0, 1))[:3], sorted([3 + 1j, 1 + 2j], key=attrgetter("imag")), sorted([[1, 2], [0, 5]], key=itemgetter(1)))
s = sorted([(1, [2]), (1, [1])]); print(s, sorted([("a", 1, {}), ("b", 1, {})]))
class P:
    def __init__(self, a): self.a = a
    def __lt__(self, o): return NotImplemented
    def __gt__(self, o): return self.a > o.a
print([p.a for p in sorted([P(2), P(1), P(3)])])
l = list(range(10)); l.sort(key=lambda x: x % 2); print(l); l.sort(key=lambda x: x % 2, reverse=True); print(l); l.reverse(); print(l)
print(sorted([3, 2, 1], reverse=0), sorted([1, 2, 3], reverse=1), sorted(range(5), key=lambda x: -x), sorted(sorted("hello")), "".join(sorted("hello", reverse=True)))
