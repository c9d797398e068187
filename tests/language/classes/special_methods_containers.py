"""Container methods: getitem fall-backs, contains, iter, len, missing, index protocol."""
class Seq:
    def __init__(self, *items): self.items = items
    def __len__(self): print("len", end=" "); return len(self.items)
    def __getitem__(self, i): print(f"get[{i}]", end=" "); return self.items[i]
s = Seq("a", "b", "c")
print(list(s))
print("b" in s, "z" in s)
print(list(reversed(s)))
a, b, c = s
print(a, b, c)
print([*s], dict(enumerate(s)), s[-1], s[0:2])
print("".join(s), sorted(s), max(s))
for x in s:
    if x == "b": break
print(bool(s), bool(Seq()))
class Map(dict):
    def __missing__(self, key): return f"missing {key}"
m = Map(a=1)
print(m["a"], m["zz"], m.get("zz"), "zz" in m, len(m))
try: {}.__missing__
except AttributeError as e: print(e)
class Contains:
    def __contains__(self, x): print("contains", x, end=" "); return x == 5
print(5 in Contains(), 6 in Contains(), 5 not in Contains())
class IterOnly:
    def __iter__(self): print("iter", end=" "); return iter([1, 2])
print(2 in IterOnly(), 3 in IterOnly(), list(IterOnly()), sum(IterOnly()))
class NoIter: __iter__ = None
class NoContains:
    __contains__ = None
    def __iter__(self): return iter([1])
class NoLen:
    __len__ = None
class NoGet:
    def __getitem__(self, i): return i
    __iter__ = None
class NoReversed(Seq): __reversed__ = None
for f in ["iter(NoIter())", "1 in NoIter()", "1 in NoContains()", "list(NoContains())", "len(NoLen())", "bool(NoLen())", "list(NoGet())", "1 in NoGet()", "NoGet()[7]", "reversed(NoReversed())", "reversed(IterOnly())", "list(reversed({}))", "reversed(set())", "len(IterOnly())", "IterOnly()[0]", "next(IterOnly())", "for_ in IterOnly", "a, b = IterOnly, 1"]:
    try: print(f, "=", eval(f) if "=" not in f else exec(f))
    except Exception as e: print(f, "->", type(e).__name__, e)
class IndexErr:
    def __getitem__(self, i):
        if i == 2: raise StopIteration("stop")
        return i
print(list(IndexErr()))
class KeyErr:
    def __getitem__(self, i):
        if i == 2: raise KeyError(i)
        return i
try: list(KeyErr())
except KeyError as e: print("KeyError", e)
class Hint:
    def __iter__(self): return iter("ab")
    def __len__(self): raise ZeroDivisionError("from len")
try: list(Hint())
except ZeroDivisionError as e: print(e)
class TypeErrLen:
    def __iter__(self): return iter("ab")
    def __len__(self): raise TypeError("swallowed")
print(list(TypeErrLen()))
class Matrix:
    def __init__(self): self.d = {}
    def __setitem__(self, k, v): self.d[k] = v
    def __getitem__(self, k): return self.d.get(k, 0)
    def __delitem__(self, k): del self.d[k]
mx = Matrix()
mx[1, 2] = 5; mx[0, 0] = 1; mx[1, 2] += 1
del mx[0, 0]
print(mx[1, 2], mx[9, 9], mx.d)
class Rev:
    def __reversed__(self): return iter("reversed")
print("".join(reversed(Rev())))
class SelfEq:
    def __eq__(self, o): return False
se = SelfEq()
print(se in [se], se in (se,), [se] == [se], [se].index(se), [se].count(se), se == se, {1: se} == {1: se})
class Counting:
    n = 0
    def __eq__(self, o): Counting.n += 1; return False
    __hash__ = object.__hash__
print(Counting() in [1, 2, 3], Counting.n)
class L(list):
    def __getitem__(self, i): return "overridden"
    def __len__(self): return 99
    def __iter__(self): return iter("iter")
    def __contains__(self, x): return True
l = L([1, 2])
print(l[0], len(l), list(l), 5 in l, l, [*l], l == [1, 2], tuple(l), sum([len(l)]))
class D(dict):
    def __getitem__(self, k): return "d!"
    def __iter__(self): return iter(["k"])
    def keys(self): return ["kk"]
d = D(a=1)
print(d["a"], list(d), dict(d), {**d}, d.get("a"), "a" in d, d)
class S(str):
    def __len__(self): return 0
    def __str__(self): return "custom str"
    def __eq__(self, o): return "eq"
    __hash__ = str.__hash__
print(len(S("abc")), bool(S("abc")), str(S("abc")), f"{S('abc')}", "%s" % S("abc"), S("x") == "y", "y" == S("x"), "".join([S("abc")]), repr(S("q")))
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __getitem__(self, i): return "t!"
t = T(1, 2)
x, y = t
print(x, y, t[0], t, len(t), t + (3,), type(t + ()), hash(t) == hash((1, 2)), t[0:1])
class Getter:
    def __getattr__(self, n):
        if n == "__len__": return lambda: 5
        raise AttributeError(n)
try: len(Getter())
except TypeError as e: print(e, Getter().__len__())
