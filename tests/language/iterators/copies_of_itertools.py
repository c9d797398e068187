# __reduce__, __setstate__, copies and pickles of the iterators of itertools, in each of their states.
import copy, pickle, operator, itertools, collections
from itertools import *

def is_odd(x):
    return x % 2

def second(a, b):
    return b

def show(v, depth=0):
    if isinstance(v, tuple):
        return "(" + ", ".join(show(x, depth + 1) for x in v) + ")"
    if isinstance(v, type) or callable(v):
        return v.__name__
    if hasattr(v, "__reduce__") and hasattr(v, "__next__") and depth < 6:
        r = v.__reduce__()
        return type(v).__name__ + "=>" + show(r, depth + 1)
    return repr(v).split(" at 0x")[0]

makers = {
    "accumulate": lambda: accumulate([3, 1, 4, 1]),
    "accumulate mul": lambda: accumulate([3, 1, 4, 1], operator.mul),
    "accumulate initial": lambda: accumulate([3, 1, 4, 1], operator.mul, initial=7),
    "accumulate none": lambda: accumulate([None, None, None], second),
    "accumulate max": lambda: accumulate([3, 1, 4, 1], func=max),
    "chain": lambda: chain("abc", [1, 2]),
    "chain empty": lambda: chain(),
    "chain from": lambda: chain.from_iterable([[1], [], [2, 3]]),
    "compress": lambda: compress("abcdef", [1, 0, 1, 0, 1, 1]),
    "dropwhile": lambda: dropwhile(is_odd, [1, 3, 4, 5, 6]),
    "takewhile": lambda: takewhile(is_odd, [1, 3, 4, 5, 6]),
    "filterfalse": lambda: filterfalse(is_odd, [1, 2, 4, 5, 6]),
    "filterfalse none": lambda: filterfalse(None, [1, 0, 2, ""]),
    "starmap": lambda: starmap(operator.pow, [(2, 3), (3, 2), (1, 1)]),
    "count": lambda: count(5, 2),
    "count float": lambda: count(0.5),
    "cycle": lambda: cycle("abc"),
    "cycle empty": lambda: cycle([]),
    "pairwise": lambda: pairwise("abcd"),
    "repeat": lambda: repeat("x", 3),
    "repeat for ever": lambda: repeat("x"),
    "islice": lambda: islice("abcdefgh", 1, 6, 2),
    "islice stop": lambda: islice("abcdefgh", 3),
    "islice open": lambda: islice("abcdefgh", 2, None),
    "product": lambda: product("ab", [1, 2]),
    "product repeat": lambda: product("ab", repeat=2),
    "product nothing": lambda: product(),
    "product empty": lambda: product("ab", ""),
    "permutations": lambda: permutations("abc", 2),
    "permutations all": lambda: permutations([1, 2, 3]),
    "permutations of nothing": lambda: permutations("ab", 0),
    "permutations none": lambda: permutations("ab", 3),
    "combinations": lambda: combinations("abcd", 2),
    "combinations none": lambda: combinations("ab", 3),
    "with replacement": lambda: combinations_with_replacement("ab", 2),
    "with replacement none": lambda: combinations_with_replacement("", 2),
    "zip_longest": lambda: zip_longest("abc", [1], fillvalue="-"),
    "zip_longest none": lambda: zip_longest([5, 6], [1]),
    "zip_longest empty": lambda: zip_longest(),
    "groupby": lambda: groupby([1, 1, 2, 3, 3]),
    "groupby key": lambda: groupby([1, 3, 2, 4, 5], is_odd),
}

def plain(x):
    if isinstance(x, tuple) and len(x) == 2 and type(x[1]).__name__ == "_grouper":
        return (x[0], list(x[1]))
    return x

for name, make in makers.items():
    for steps in (0, 1, 2, 9):
        it = make()
        for _ in islice(it, steps):
            pass
        try:
            print(name, steps, show(it.__reduce__()))
            print("   ", [plain(x) for x in islice(copy.copy(it), 5)])
        except Exception as e:
            print(name, steps, type(e).__name__, e)
        it = make()
        for _ in islice(it, steps):
            pass
        if name != "accumulate none":
            for protocol in (0, 4):
                try:
                    again = pickle.loads(pickle.dumps(it, protocol))
                    print("   ", protocol, [plain(x) for x in islice(again, 5)])
                except Exception as e:
                    print("   ", protocol, type(e).__name__, e)
            try:
                print("    deep", [plain(x) for x in islice(copy.deepcopy(it), 5)])
            except Exception as e:
                print("    deep", type(e).__name__, e)

def states():
    return [None, 1, (), (1,), (1, 2), ("a", "b"), ([1], 2), (iter([1]),), (iter([1]), iter([2])),
            (iter([1]), iter([2]), 3), (-1, -1), 0, 10**30, (10**30, 1), (1, 1, 1), ((0, 1, 2), (3, 2)),
            ((1, 0, 2), (2, 1)), ((9, 9, 9), (9, -9)), ((1, 2), (3, "x")), ([7, 8], True)]

for name, make in makers.items():
    if name in ("accumulate", "chain", "takewhile", "dropwhile", "cycle", "islice", "product", "permutations",
                "combinations", "with replacement", "zip_longest", "groupby", "product empty", "permutations none"):
        for state in states():
            it = make()
            try:
                print(name, "?" if "iterator" in repr(state) else state, it.__setstate__(state), end=" ")
                if "groupby" != name:
                    print("?" if "iterator" in repr(state) else list(islice(it, 4)))
                else:
                    print()
            except Exception as e:
                print(name, "?" if "iterator" in repr(state) else state, type(e).__name__, str(e).split(" at 0x")[0])
for name in ("starmap", "compress", "filterfalse", "pairwise", "count", "repeat"):
    print(name, hasattr(makers[name](), "__setstate__"))

k, g = next(groupby("aab"))
print(show(g.__reduce__()))
gb = groupby("aabbb")
k, g = next(gb)
next(g)
k, g2 = next(gb)
print(list(copy.copy(g2)))

class Sub(accumulate):
    pass
s = Sub([1, 2, 3])
next(s)
s.note = "kept"
print(s.__reduce__()[0].__name__, type(copy.copy(s)).__name__, list(copy.copy(s)))

class Keywords(chain):
    def __init__(self, *args, note=None):
        self.note = note
k = Keywords("ab", note=5)
print(list(k), k.note)
class Plain(chain):
    pass
for kind in (Plain, cycle, islice, takewhile, starmap):
    try:
        kind("ab", note=1)
    except TypeError as e:
        print(e)

class Counting:
    def __init__(self, at=0):
        self.at = at
    def __iter__(self):
        return self
    def __next__(self):
        self.at += 1
        return self.at
    def __copy__(self):
        print("copied at", self.at)
        return Counting(self.at)
source = Counting()
first, second, third = tee(source, 3)
print(first is source, next(first), next(first), next(second), next(third), type(third).__name__)
a, b = tee("ab")
c, d = tee(a)
print(a is c, list(d), list(a), list(b))
