"""range: length, membership, slices, comparison, hashing, huge ranges, errors."""
for r in [range(0), range(5), range(2, 5), range(0, 10, 3), range(10, 0, -3), range(5, 5), range(5, 2), range(-3, 3), range(0, -5, -1), range(10 ** 20, 10 ** 20 + 3), range(0, 10 ** 25, 10 ** 24), range(-10 ** 20, 10 ** 20, 10 ** 19)]:
    print(r, len(r), list(r), bool(r), r[0] if r else None, r[-1] if r else None, list(reversed(r)), r.start, r.stop, r.step, sum(r), r[1:3], r[::-1], r[::2], r[-2:], r[5:1:-1])
r = range(0, 20, 3)
print([x in r for x in (0, 3, 4, 18, 19, 20, -3, 3.0, 3.5, "a", None, True, 3 + 0j)], r.index(9), r.count(9), r.count(10), r.index(3.0), range(5) == range(0, 5, 1), range(0) == range(5, 2), range(0, 3, 2) == range(0, 4, 2), range(1) != range(2), hash(range(0)) == hash(range(3, 3)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), range(3) == [0, 1, 2], {range(3): 1}[range(3)])
for src in ["range()", "range(1, 2, 3, 4)", "range(1.0)", "range('a')", "range(1, 2, 0)", "range(None)", "range(x=1)", "range(5)[5]", "range(5)[-6]", "range(5)['a']", "range(5)[1.0]", "range(5).index(9)", "range(5).index('a')", "range(5)[::0]", "range(5) + range(3)", "range(5) * 2", "range(5) < range(6)", "range(5)[0] = 1", "del range(5)[0]", "range(5).start = 1", "range(5).x", "len(range(10 ** 20))", "range(10 ** 20)[10 ** 19]", "range(10 ** 20)[10 ** 20]", "range(10 ** 20)[-1]", "range(10 ** 20)[5:10 ** 19:10 ** 18]", "10 ** 19 in range(10 ** 20)", "range(10 ** 20).index(10 ** 19)", "range(True)", "iter(range(3)).__length_hint__()", "range(3).__contains__(2)", "range(3).__iter__().__next__()", "hash(range(10 ** 30)) == hash(range(10 ** 30))", "reversed(range(10 ** 20)).__next__()", "list(range(2 ** 63 - 2, 2 ** 63 + 2))", "list(range(-2 ** 63 + 1, -2 ** 63 - 2, -1))", "next(iter(range(0)))", "range(3).count('a')", "max(range(10 ** 6))", "min(range(5, 0, -1))", "sorted(range(3, 0, -1))", "tuple(range(3))", "set(range(3)) == {0, 1, 2}", "isinstance(range(3), range)", "type(iter(range(3))).__name__", "type(iter(range(10 ** 30))).__name__", "range.__new__(int)", "range(3).__reduce__()[1]"]:
    try:
        try: v = eval(src)
        except SyntaxError: exec(src); v = "executed"
        print(src, "->", v)
    except Exception as e: print(src, "->", type(e).__name__, e)
class I:
    def __init__(self, i): self.i = i
    def __index__(self): return self.i
print(range(I(3)), range(I(1), I(9), I(4)), list(range(I(3))), range(10)[I(2)], range(10)[I(2):I(5)], I(3) in range(5))
it = iter(range(5)); print(next(it), it.__length_hint__(), list(it), it.__length_hint__(), list(it), next(it, "end"))
i1 = iter(range(3)); i2 = iter(range(3)); print([next(i1), next(i1)], next(i2), list(i1), list(i2))
total = 0
for i in range(10, 0, -2):
    total += i
    if i == 4: break
else: total = -1
print(total, i)
print([i for i in range(0, 100, 17)], [list(range(n)) for n in range(4)], [*range(3), *range(3, 0, -1)], dict.fromkeys(range(3), 0), list(zip(range(3), range(10, 0, -4))), sum(range(1, 101)), [x for x in range(20) if x % 7 == 0], list(range(5))[::-1] == list(range(4, -1, -1)), list(map(range, range(4))))
a, *b = range(5); print(a, b); x, y, z = range(3); print(x, y, z)
print(range(5)[1:][1:][0], range(0, 100, 5)[2:10][::-2], range(10)[-3:], range(10)[3:3], range(10)[20:], len(range(10)[::4]), range(5, -5, -2)[1:3], range(10)[slice(None, None, -3)], list(range(10)[slice(8, 2, -2)]))
try: class_ = type("R", (range,), {})
except TypeError as e: print(e)
class M:
    def __eq__(self, o): return o == 3
print(M() in range(5), M() in range(3), range(5).count(M()), range(5).index(M()))
n = 0
for i in range(3):
    for j in range(i, 3):
        for k in range(j): n += i * 100 + j * 10 + k
print(n, [(i, j) for i in range(3) for j in range(i)], [i for i in range(-2 ** 62, -2 ** 62 + 3)], [i for i in range(2 ** 62 - 1, 2 ** 62 + 2)])
