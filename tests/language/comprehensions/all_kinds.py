"""List, set, dict comprehensions: scope, nesting, conditions, evaluation order, errors."""
x = "module"
print([x for x in range(3)], x, {x: x * x for x in range(3)}, x, {x % 2 for x in range(5)} == {0, 1}, x, [x for x in "ab" for x in range(2)], [(a, b) for a in range(3) for b in range(a) if b % 2 == 0 if a > 1])
print([[j for j in range(i)] for i in range(4)], [i for sub in [[1, 2], [3], []] for i in sub], {k: [v for v in vs] for k, vs in {"a": [1], "b": []}.items()}, [a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ["xyz", "q"]], [*[i for i in range(2)], *{j: 0 for j in "c"}])
log = []
def n(v, tag): log.append(f"{tag}{v}"); return v
r = [n(i, "e") for i in n([1, 2], "it") if n(i, "c")]
print(log); log.clear()
d = {n(i, "k"): n(i, "v") for i in [1, 2]}
print(log); log.clear()
r = [n((i, j), "e") for i in n([1, 2], "o") for j in n([3], "i")]
print(log)
def f():
    y = 10
    return [y + z for z in range(2)], [lambda: z for z in range(3)][0](), [(lambda w=w: w)() for w in range(3)], sorted(k for k in locals())
print(f())
class C:
    a = 3
    b = [i for i in range(a)]
    c = [[a] for a in range(2)]
    try: d = [a for _ in range(1)]
    except NameError as e: d = str(e)
    e = (lambda a=a: [a for _ in range(2)])()
    g = {k: v for k, v in zip("xy", range(a))}
print(C.b, C.c, C.d, C.e, C.g)
for src in ["[1 / i for i in (1, 0)]", "[i for i in 5]", "[i for i in [1] for j in i]", "[a for a, b in [1]]", "[a for a, b in [(1, 2, 3)]]", "{[]: 1 for _ in '1'}", "{[] for _ in '1'}", "[undefined for _ in '1']", "[_ for _ in undefined]", "[i for i in range(3) if undefined_cond]", "{i: 1 / i for i in (1, 0)}", "[i.x for i in [1]]", "[await_ for await_ in [1]]", "[(i, i) for i in 'a'][0].nope"]:
    try: print(src, "=", eval(src))
    except Exception as e: print(src, "->", type(e).__name__, e)
for src in ["[i, j for i in x]", "[i for i in x, y]", "[for i in x]", "[i for in x]", "[i for i x]", "[i if i for i in x]", "[i for i in x if]", "{i: for i in x}", "{i: j, for i in x}", "{i for i in x, 1}", "[i for i in x for]", "[i for 1 in x]", "[i for f() in x]", "[*i for i in x]", "{**i for i in x}", "[i := 0 for i in x]", "[i for i in (j := x)]", "[yield i for i in x]", "[(yield i) for i in x]", "[i for i in x if i else j]", "[i for i in x if i if j]", "[i async for i in x]", "[i for i in lambda: 0]", "[i for i in x if lambda: 0]", "[i for (i) in x]", "[i for i, in x]", "[i for i.a in x]", "[i for i[0] in x]", "f(i for i in x, 1)", "f(1, i for i in x)", "f(i for i in x)", "f(a=1, *(i for i in x))", "[None for None in x]", "[i for i in *x]", "[i for *i in x]", "[i for *i, j in x]"]:
    try: compile(src, "s", "eval"); print(src, "-> ok")
    except SyntaxError as e: print(src, "->", e.msg)
class O: pass
o = O(); l = [0]
print([1 for o.a in range(3)], o.a, [1 for l[0] in range(3)], l, [i for i, in [[1], [2]]], [i for (i) in "ab"])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [x for row in matrix for x in row if x % 2], {(i, j): matrix[i][j] for i in range(2) for j in range(3)}[1, 2], sum(x for row in matrix for x in row), [sum(r) for r in zip(*matrix)])
print({k: v for k, v in [("a", 1), ("a", 2)]}, {len(w): w for w in ["a", "bb", "c"]}, {v: k for k, v in {"x": 1, "y": 2}.items()}, {i: {j: i * j for j in range(2)} for i in range(2)}, {**{i: i for i in range(2)}, **{i: -i for i in range(1, 3)}})
print([i if i % 2 else -i for i in range(5)], [i for i in range(20) if i % 2 == 0 if i % 3 == 0], [i or "zero" for i in range(2)], [not i for i in range(2)], [i for i in range(5) if not i % 2], ["%s%d" % (a, b) for a in "xy" for b in (1, 2)], [f"{i:02d}" for i in range(3)], [y for x in [1, 2] for y in [x, x * 10]])
print([last := i for i in range(3)], last, [(p := i, p * 2) for i in range(2)], [s for s in (t.strip() for t in " a , b ".split(",")) if s], [[k, v] for k, v in sorted({"b": 1, "a": 2}.items())], [(lambda: [i for i in range(3)])() for _ in range(2)])
def gen_in(): return [(yield_) for yield_ in (i * i for i in range(4))]
print(gen_in(), [list(g) for g in [(i for i in range(k)) for k in range(3)]], [a for a in range(3) for a in range(a)], [x for x in [y for y in [z for z in range(3)]]])
primes = [p for p in range(2, 50) if all(p % q for q in range(2, int(p ** 0.5) + 1))]
pyth = [(a, b, c) for c in range(1, 26) for b in range(1, c) for a in range(1, b) if a * a + b * b == c * c]
print(primes, pyth, len([None for a in range(10) for b in range(10) for c in range(10)]), [i for i in range(1000000)][999999], {i % 7 for i in range(1000)} == set(range(7)))
fs = [lambda: i for i in range(3)]; print([g() for g in fs]); i = "unchanged"; print([g() for g in fs], i)
print([__name__ for _ in range(1)], [[locals_ for locals_ in [1]] for _ in range(1)], [len(v) for v in ([], [1])], [super_ for super_ in [1]])
