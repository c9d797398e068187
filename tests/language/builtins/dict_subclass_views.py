"""Views of dict subclasses, set algebra of views, ordering after updates, OrderedDict."""
from collections import OrderedDict
d = {c: i for i, c in enumerate("abcde")}
k, v, it = d.keys(), d.values(), d.items()
print(k & "abz", k - {"a"}, sorted(k | {"z"}), sorted(k ^ {"a", "q"}), k >= {"a"}, k == set("abcde"), k != set("a"), k.isdisjoint("xyz"), it & {("a", 0), ("b", 9)}, sorted(it - {("a", 0)})) if False else print(sorted(k & set("abz")), sorted(k - {"a"}), sorted(k | {"z"}), sorted(k ^ {"a", "q"}), k >= {"a"}, k == set("abcde"), k != set("a"), k.isdisjoint("xyz"), sorted(it & {("a", 0), ("b", 9)}), sorted(it - {("a", 0)}))
print(list(reversed(k)), list(reversed(v)), list(reversed(it)), len(k), len(v), len(it), ("a", 0) in it, ["a", 0] in it, ("a",) in it, 0 in v, k.mapping["a"], type(k.mapping).__name__, repr(k), repr(v), repr(it))
print("a" in k, [] in v, next(iter(it)), k == d.keys(), v == d.values(), it == d.items(), k == dict(d).keys(), k == list("abcde"), {1: 2}.items() == {(1, 2)}, {1: [2]}.items() == {1: [2]}.items())
for f in [lambda: k[0], lambda: [] in k, lambda: k.add("x"), lambda: k + k, lambda: k & 5, lambda: 5 & k, lambda: k < 5, lambda: k <= {"a"}, lambda: {1: []}.items() & {(1, 2)}, lambda: set({1: []}.items()), lambda: ([], 1) in it, lambda: hash(k), lambda: k.__class__(), lambda: type(k)(d), lambda: v & v, lambda: iter(v).__next__()]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
o = OrderedDict(a=1, b=2, c=3)
print(o, list(o), o == {"c": 3, "b": 2, "a": 1}, o == OrderedDict(c=3, b=2, a=1), OrderedDict(), o.move_to_end("a"), list(o), o.move_to_end("c", last=False), list(o), o.popitem(), o.popitem(last=False), o, list(reversed(o)), o.copy(), o | {"z": 9}, repr(OrderedDict([(1, OrderedDict())])))
for f in [lambda: o.move_to_end("zz"), lambda: OrderedDict().popitem(), lambda: o.pop("zz"), lambda: OrderedDict(5), lambda: OrderedDict([1]), lambda: o["zz"], lambda: OrderedDict({"a": 1}, {"b": 2})]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
o.update(x=1, y=2); del o["x"]; o["x"] = 5; o.setdefault("n", 0); print(o, list(o.items()), o.pop("n"), o.pop("q", "d"), sorted(o.keys() & {"x"}), OrderedDict.fromkeys("ba", 0), list(reversed(o.items())))
class LRU(OrderedDict):
    def __init__(self, cap): self.cap = cap; super().__init__()
    def __getitem__(self, k): self.move_to_end(k); return super().__getitem__(k)
    def __setitem__(self, k, v):
        super().__setitem__(k, v); self.move_to_end(k)
        if len(self) > self.cap: self.popitem(last=False)
c = LRU(2); c["a"] = 1; c["b"] = 2; c["a"]; c["c"] = 3; print(list(c), c["a"], list(c))
class Def(dict):
    def __missing__(self, key): return key.upper()
    def keys(self): return ["fake"]
f = Def(a=1); print(f["q"], f.keys(), list(f), {**f}, dict(f), "%(a)s %(zz)s" % f, "{a} {b}".format_map(f), f | {}, [*f])
class Low(dict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    def __delitem__(self, k): super().__delitem__(k.lower())
    def __contains__(self, k): return super().__contains__(k.lower())
    def get(self, k, d=None): return super().get(k.lower(), d)
l = Low(); l["ABC"] = 1; print(l, "aBc" in l, l.get("ABC")); del l["Abc"]; print(l)
o1 = OrderedDict(a=1); o1["self"] = o1; print(o1)
d = dict.fromkeys(range(10)); [d.pop(i) for i in range(0, 10, 2)]; d[0] = "new"; d.update({3: "three", 11: "eleven"}); print(d)
n = {"l1": {"l2": {"l3": [1, {"deep": True}]}}}; print(n["l1"]["l2"]["l3"][1]["deep"], n, len(str(n)))
it = iter(d.items()); next(it); d[3] = "value change is fine"; print(next(it)); d["grow"] = 1
try: next(it)
except RuntimeError as e: print(e)
od = OrderedDict(a=1, b=2)
try:
    for k in od: od["c" + k] = 1
except RuntimeError as e: print(e)
