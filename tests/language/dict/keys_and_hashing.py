"""Keys of every type, equality across types, identity short cut, mutation inside __eq__/__hash__."""
nan = float("nan")
d = {nan: 1}
print(d[nan], float("nan") in d, len({nan: 1, float("nan"): 2}), {0: "z", False: "f", 0.0: "zz", -0.0: "n", 0j: "c"}, {1: 1, "1": 2, b"1": 3, (1,): 4, 1.5: 5, None: 6, True: 7, frozenset([1]): 8, len: 9, int: 10, ...: 11})
log = []
class K:
    def __init__(self, v, h=0): self.v, self.h = v, h
    def __hash__(self): log.append(f"h{self.v}"); return self.h
    def __eq__(self, o): log.append(f"e{self.v}{o.v}"); return self.v == o.v
    def __repr__(self): return f"K{self.v}"
a, b, c = K("a"), K("b"), K("c")
d = {a: 1, b: 2}; print(log); log.clear()
print(d[a], log); log.clear()
print(d[K("b")], log); log.clear()
print(c in d, log); log.clear()
d.setdefault(c, 3); print(log); log.clear()
d.pop(b); print(log); log.clear()
d[K("a")] = 9; print(d, log, list(d)[0] is a); log.clear()
d2 = dict(d); log.clear()
d == d2; print(log); log.clear()
class Boom(Exception): pass
class BadEq:
    def __hash__(self): return 1
    def __eq__(self, o): raise Boom("eq")
class BadHash:
    def __hash__(self): raise Boom("hash")
bd = {BadEq(): 1}
for f in [lambda: bd[BadEq()], lambda: BadEq() in bd, lambda: bd.get(BadEq()), lambda: bd.setdefault(BadEq()), lambda: bd.pop(BadEq(), None), lambda: bd.update({BadEq(): 1}), lambda: bd == {BadEq(): 1}, lambda: {BadHash(): 1}, lambda: {}.get(BadHash()), lambda: {}.pop(BadHash(), 0), lambda: BadHash() in {}, lambda: {BadHash()}, lambda: {1}.discard(BadHash()), lambda: dict.fromkeys([BadHash()]), lambda: {**{}, BadHash(): 1}, lambda: {BadEq(): 1, BadEq(): 2}, lambda: {BadEq(), BadEq()}]:
    try: print(f())
    except Boom as e: print("Boom", e)
class Mutating:
    target = None
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, o):
        if Mutating.target is not None: t, Mutating.target = Mutating.target, None; t.clear()
        return self.n == o.n
m = {Mutating(1): 1, Mutating(2): 2}
Mutating.target = m
print(m.get(Mutating(2)), len(m))
class Once:
    def __init__(self): self.h = 0
    def __hash__(self): self.h += 1; return 5
o = Once(); s = {o: 1}; s[o]; o in s; print(o.h)
for i in range(100): s[i] = i
print(o.h, s[o], o.h)
class Changing:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
ch = Changing(1); d = {ch: "x"}; ch.h = 2; print(ch in d, ch in list(d), len(d)); ch.h = 1; print(d[ch])
class StrLike(str):
    def __hash__(self): return 1
    def __eq__(self, o): return str.__eq__(self, o)
d = {"a": 1}; print(StrLike("a") in d, {StrLike("a"): 1, "a": 2} != {"a": 2})
class IntLike(int): pass
print({IntLike(1): "i"}[1], {1: "one"}[IntLike(1)], {1: "one"}[1.0], {2 ** 70: "big"}[float(2 ** 70)], {"é": 1}["\u00e9"], {(1, (2, 3)): "t"}[(1, (2, 3))], {frozenset({1, 2}): "fs"}[frozenset({2, 1})], {range(3): "r"}[range(0, 3, 1)], {1 + 0j: "c"}[1])
for k in [[], {}, set(), bytearray(), slice(1), (1, []), ([],), {1: 2}.keys(), memoryview(bytearray(b"a")), [].__iter__, lambda: 0]:
    try: {k: 1}; print("hashable", type(k).__name__)
    except (TypeError, ValueError) as e: print(e)
x = {}
for i in range(50): x[i] = i; x.pop(i - 5, None)
print(x)
order = {}
for w in "one two three two one four".split(): order[w] = order.pop(w, 0) + 1
print(order)
class Ident: pass
objs = [Ident() for _ in range(50)]; m = {o: i for i, o in enumerate(objs)}
print(all(m[o] == i for i, o in enumerate(objs)), len(m), Ident() in m)
neg = {-1: "a", -2: "b"}; print(neg[-1], neg[-2], hash(-1) == hash(-2), len(neg))
big = {}
for i in range(20000): big[(i * 7919) % 20011] = i
for i in range(0, 20011, 2): big.pop(i, None)
print(len(big), sum(big), sum(big.values()), list(big)[:5], next(reversed(big)))
