"""dict: every method, order, views, merge, errors, missing, repr."""
d = {"b": 1, "a": 2}
d["c"] = 3; d["b"] = 9; del d["a"]; d["a"] = 5
print(d, list(d), d.keys(), d.values(), d.items(), len(d), "a" in d, "z" not in d, d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 7), d.setdefault("n"), d.setdefault("m", []), d)
print(d.pop("n"), d.pop("zz", "dflt"), d.popitem(), d, d.update(x=1), d.update({"y": 2}), d.update([("z", 3)], w=4), d.update(), d, d.copy() == d, d.copy() is d, d.clear(), d)
print(dict(), dict(a=1), dict([("a", 1)]), dict({"a": 1}, b=2), dict(zip("ab", [1, 2])), dict([[1, 2]]), dict(["ab", "cd"]), dict(dict(a=1)), dict.fromkeys("ab"), dict.fromkeys([1, 2], []), dict.fromkeys({}, 0), {**{"a": 1}, "b": 2}, {k: v for k, v in [(1, 2)]}, dict(((1, 2), (3, 4))), {1: "a", 1.0: "b", True: "c"})
a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, a, {**a, **b}, a == {"y": 2, "x": 1}, a != b); a |= b; print(a); a |= [("q", 0)]; print(a); a.update(a); print(a)
for src in ["d['zz']", "d[[]]", "d[{}]", "d.pop('zz')", "d.pop()", "d.pop(1, 2, 3)", "{}.popitem()", "d.get()", "d.get(1, 2, 3)", "d.get([])", "[] in d", "d.setdefault([])", "d.update(5)", "d.update([1])", "d.update([(1, 2, 3)])", "d.update(['abc'])", "d.update(1, 2)", "d.update({1: 2}, **{'a': 1})", "dict(5)", "dict(None)", "dict([1, 2])", "dict([(1,)])", "dict(**{1: 2})", "dict([([], 1)])", "dict.fromkeys(5)", "dict.fromkeys()", "dict.fromkeys([[]])", "d + d", "d | 5", "d | [(1, 2)]", "5 | d", "d < d", "d == 5", "d()", "-d", "hash(d)", "{[]: 1}", "{**5}", "{**[1]}", "d.x", "d.x = 1", "del d['zz']", "d.keys()[0]", "d.keys().x", "d.values() == d.values()", "d.keys() == {'k'}", "d.items() == {('k', 1)}", "d.keys() & {'k', 'q'}", "d.keys() | ['q'] == {'k', 'q'}", "d.keys() - {'k'}", "d.keys() ^ {'q'} == {'k', 'q'}", "d.items() & {('k', 1)}", "d.values() & {1}", "d.keys() & 5", "d.keys() < {'k', 'z'}", "d.keys().isdisjoint({'z'})", "len(d.items())", "('k', 1) in d.items()", "('k', 2) in d.items()", "5 in d.items()", "'k' in d.keys()", "1 in d.values()", "list(reversed(d))", "list(reversed(d.items()))", "hash(d.keys())", "hash(d.values()) is not None", "d.keys().mapping", "d.items().mapping['k']", "d.keys().mapping['q'] = 1", "iter(d).__length_hint__()", "d.__missing__", "d.__contains__('k')", "d.__getitem__('q')", "d.__eq__({'k': 1})", "d.__eq__(5)", "d.__or__(5)", "d.__ior__([('z', 1)])", "d.__class_getitem__(int)", "d.__reversed__().__next__()", "dict.keys()", "dict.get({}, 1, 2)", "{'a': []}.items() & [1]", "{1: 'a'}.items() | {(1, [])}", "{'a': []}.items() == {'a': []}.items()", "hash({'a': 1}.items())"]:
    env = {"d": {"k": 1}}
    try:
        try: r = eval(src, env)
        except SyntaxError: exec(src, env); r = "executed"
        print(src, "->", r)
    except Exception as e: print(src, "->", type(e).__name__, e)
r = {}; r["self"] = r; r["l"] = [r]; print(r, repr(r.values()), r.keys())
class D(dict):
    def __missing__(self, k): self[k] = v = k * 2; return v
    def __setitem__(self, k, v): super().__setitem__(k, v)
m = D(a=1); print(m["zz"], m, m.get("q"), "q" in m, type(m.copy()).__name__, type(m | {}).__name__, D({"p": 1}), m == {"a": 1, "zz": "zzzz"})
class U(dict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
    def __getitem__(self, k): return super().__getitem__(k.upper())
u = U(a=1); u["b"] = 2; u.update(c=3); u.setdefault("d", 4); print(u, u["b"])
it = iter({1: 2, 3: 4}); print(next(it), list(it), list(it)); d = {1: 1, 2: 2}; it = iter(d); next(it); d[3] = 3
for _ in range(2):
    try: next(it)
    except RuntimeError as e: print(e)
d = {1: 1, 2: 2}; it = iter(d.items()); next(it); d[1] = 9; print(next(it))
d = {1: 1, 2: 2}; it = iter(d); next(it); del d[1]; d[5] = 5
try: print(next(it), next(it, "end"))
except RuntimeError as e: print(e)
v = {"a": 1}; ks, vs, its = v.keys(), v.values(), v.items(); v["b"] = 2; del v["a"]; print(ks, vs, its, len(ks), list(vs))
class E:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): print(f"cmp {self.n},{o.n}", end=" "); return self.n == o.n
e1, e2 = E(1), E(2); x = {e1: "a", e2: "b"}; print(x[e1], x[E(2)], len(x), E(3) in x)
x = {}
for i in range(1000): x[i] = i
for i in range(0, 1000, 3): del x[i]
for i in range(0, 100, 3): x[i] = -i
print(len(x), list(x)[:4], list(x)[-4:], sum(x.values()), x.popitem(), x.popitem())
x = {i * 2 ** 32: i for i in range(100)}; print(len(x), x[99 * 2 ** 32], 5 in x, list(x.values())[:5])
x = {str(i): i for i in range(100)}; print(x["42"], len(x), list(x)[::25], {v: k for k, v in x.items()}[7], sorted(x, key=x.get, reverse=True)[:3], max(x, key=x.get), sum(x.values()))
inv = {}
for w in ["apple", "avocado", "banana", "blueberry", "cherry"]: inv.setdefault(w[0], []).append(w)
print(inv, {k: len(v) for k, v in inv.items()}, {**inv, "a": None}, [*inv], (*inv.values(),), dict(sorted(inv.items(), key=lambda kv: len(kv[1]))))
