"""set and frozenset: operators, methods, comparison, errors, subclass, order-free output."""
s = lambda x: sorted(x, key=lambda v: (str(type(v)), v))
a, b = {1, 2, 3}, {3, 4}
print(s(a | b), s(a & b), s(a - b), s(a ^ b), a <= b, {1} < a, a >= {1, 2, 3}, a > a, a == {3, 2, 1}, a != b, a.isdisjoint({9}), a.issubset([1, 2, 3, 4]), a.issuperset("") , s(a.union(b, [7], "x")), s(a.intersection([1, 2], (2, 3))), s(a.difference([1], [2])), s(a.symmetric_difference([3, 9])), s(a.union()), s(a.intersection()), len(a), 2 in a, [] == s(set()))
a.add(4); a.add(4); a.discard(99); a.discard(1); a.remove(2); a.update([10], (11,)); print(s(a)); a.intersection_update({3, 4, 10}); a.difference_update([10]); a.symmetric_difference_update([4, 5]); print(s(a)); c = a.copy(); c.clear(); print(s(a), c, c.pop if False else "")
a |= {7}; a &= {7, 3}; a -= {3}; a ^= {8}; print(s(a), a.pop() in (7, 8), len(a))
print(set(), frozenset(), repr({1}), repr(frozenset({1})), str({"a"}), set("aab") == {"a", "b"}, set([1, 1.0, True]), {1, True, 1.0}, {0, False}, frozenset([1]) == {1}, {frozenset([1]): "k"}[frozenset([1])], hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {*"ab", *[1]} == {"a", "b", 1}, {x % 3 for x in range(9)} == {0, 1, 2}, type({}), type({1}), set({1: 2}), set(range(3)) == {0, 1, 2})
tests = """{[]}
{{}}
{{1}}
set(5)
set(1, 2)
set(x=1)
set([[]])
{1} + {2}
{1} | [2]
{1} & [1]
{1} - 1
{1} ^ 'a'
{1} < [1]
{1} < 5
{1} == [1]
set().pop()
{1}.remove(5)
{1}.remove([])
{1}.discard([])
{1}.add([])
{1}.add()
{1}.add(1, 2)
{1}.update(5)
{1}.update([[]])
{1}.union(5)
{1}.intersection(5)
{1}.isdisjoint(5)
{1}.issubset(5)
[] in {1}
{1} in {frozenset([1])}
{1}.__contains__({1})
{1} in {1}
x[0]
x()
-{1}
hash({1})
hash(frozenset([1])) == hash(frozenset({1}))
frozenset([1]).add(2)
frozenset([1]) | {2} == {1, 2}
type(frozenset([1]) | {2}).__name__
type({2} | frozenset([1])).__name__
frozenset([[]])
frozenset(1)
frozenset([1]).copy() == frozenset([1])
{1}.x
{1}.__or__([1])
{1}.__and__({1})
{1}.__sub__(5)
{1}.__ior__([1])
{1, 2}.__le__({1})
{1}.__eq__(1)
{1} * 2
{1} @ {2}
sum({1, 2, 3})
max({1, 5, 3})
sorted({3, 1})
list({7})
{1}.pop()
{1} <= frozenset([1, 2])
{3} > {3}
{1}.isdisjoint([[]])
set([1]).intersection([[], 1])
{1}.difference([[]])
{1}.symmetric_difference([[]])
{(1, 2)} == {(1.0, 2)}
{None, ...} == {..., None}
len({float('nan'), float('nan')})"""
x = {1}
for t in tests.split("\n"):
    try: print(t, "->", eval(t))
    except Exception as e: print(t, "->", type(e).__name__, e)
class S(set):
    def __repr__(self): return "S" + set.__repr__(self)
    def add(self, v): set.add(self, v * 10)
q = S([1]); q.add(2); print(q == {1, 20}, type(q | {1}).__name__, type(q.copy()).__name__, type(q & q).__name__, type({1} | q).__name__, repr(S([5])), S() or "empty", repr(S()))
class F(frozenset): pass
print(repr(F([1])), F() == frozenset(), type(F([1]) | {2}).__name__, repr(F()))
r = [1]; st = {1, 2}; it = iter(st); next(it); st.add(99)
try: next(it)
except RuntimeError as e: print(e)
st = {1, 2, 3}
try:
    for v in st: st.discard(v)
except RuntimeError as e: print(e)
class Rec:
    def __hash__(self): return 1
    def __init__(self, s): self.s = s
    def __repr__(self): return repr(self.s)
z = set(); z.add(Rec(z)); print(z)
big = set(range(10000)); big -= set(range(0, 10000, 3)); big &= set(range(5000)); print(len(big), sum(big), 4 in big, 3 in big, len(big ^ set(range(100))), big.isdisjoint({0, 3}), min(big), max(big), big > set([1, 2]), len(big | {-1}))
primes = set(range(2, 200))
for i in range(2, 15): primes.difference_update(range(i * i, 200, i))
print(sorted(primes))
words = "the cat and the dog and the bird".split()
seen = set(); print([w for w in words if not (w in seen or seen.add(w))], len(set(words)), sorted(set(words) - {"the"}), sorted(set("hello") & set("world")))
def powerset(items): return [frozenset(x for i, x in enumerate(items) if m >> i & 1) for m in range(2 ** len(items))]
print(len(set(powerset("abc"))), sorted(map(len, powerset("abcd"))), frozenset("ab") in powerset("abc"), sorted("".join(sorted(f)) for f in powerset("abc")))
i = {1: 0}.keys() | {2}; print(type(i).__name__, s(i)); s2 = {1, 2} & {2: 0}.keys(); print(s2, {1} | {2: 3}.keys() == {1, 2}, {1} >= {1: 0}.keys(), {1, 2} - {1: 0}.keys())

# s ^= other keeps the keys of s where they are; results of the operators with deleted keys among them.
left, right = set(range(40)), set(range(25, 70, 3))
for key in (3, 30, 31):
    left.discard(key)
print(sorted(left ^ right) == sorted(set(left).symmetric_difference(right)), list(left & right), list(left - right))
left ^= right
print(sorted(left))
left, right = set(range(40)), set(range(38, 50))
left ^= right
print(list(left))
left ^= left
print(left, list(set('a') ^ {'a', 1}))


class Same:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Same) and self.name == other.name

    def __repr__(self):
        return self.name


a, b = {Same('x'), Same('y'), 7}, {Same('y'), Same('z')}
print(a & b, a - b, sorted(map(repr, a ^ b)), sorted(map(repr, a | b)))
a ^= b
print(sorted(map(repr, a)))
