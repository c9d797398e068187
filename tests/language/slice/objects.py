"""slice objects: attributes, indices, equality, use by user classes, huge values."""
for sl in [slice(5), slice(1, 5), slice(1, 5, 2), slice(None), slice(-3, None), slice(None, None, -1), slice(10, 2, -3), slice("a", [1], {}), slice(1.5), slice(True, False)]:
    print(sl, sl.start, sl.stop, sl.step, repr(sl) == str(sl))
for sl in [slice(None), slice(1, -1), slice(-100, 100), slice(None, None, -1), slice(5, None, -2), slice(None, 2, -1), slice(-1, None, -1), slice(100, -100, -1), slice(2, 2), slice(None, None, 3), slice(10 ** 30), slice(-10 ** 30, 10 ** 30, 10 ** 20), slice(0, 0, -1), slice(3, 1), slice(None, -1, -1)]:
    print(sl, [sl.indices(n) for n in (0, 1, 5)], "abcde"[sl], [1, 2, 3, 4, 5][sl], range(5)[sl])
for f in [lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(x=1), lambda: slice(0, 1, 0).indices(3), lambda: slice("a").indices(3), lambda: slice(None).indices(-1), lambda: slice(None).indices("a"), lambda: slice(None).indices(), lambda: hash(slice(1)), lambda: setattr(slice(1), "start", 2), lambda: delattr(slice(1), "stop"), lambda: slice(1).x, lambda: slice(1)(), lambda: slice(1)[0], lambda: iter(slice(1)), lambda: len(slice(1)), lambda: slice(1) < 5, lambda: slice(1) + slice(2), lambda: {slice(1): 2}, lambda: [1][slice("a")], lambda: "abc"[1:"x"], lambda: (1,)[::1.5], lambda: slice(1.5).indices(3), lambda: [1, 2].__getitem__(slice(1)), lambda: [][slice(1, 2, 0)], lambda: type("S", (slice,), {})]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(slice(1, 2) == slice(1, 2), slice(1, 2) != slice(1, 3), slice(1, 2) < slice(1, 3), slice(1) == slice(None, 1, None), slice(1, 2, None) > slice(1, 1, None), slice(1) == (None, 1, None), slice(float("nan")) == slice(float("nan")))
try: slice(1) < slice("a")
except TypeError as e: print(e)
class Arr:
    def __init__(self, n): self.v = list(range(n))
    def __len__(self): return len(self.v)
    def __getitem__(self, k):
        if isinstance(k, tuple): return [self[x] for x in k]
        if isinstance(k, slice): return [self.v[i] for i in range(*k.indices(len(self)))]
        if k is Ellipsis: return "all"
        return self.v[k]
    def __setitem__(self, k, val):
        for i, x in zip(range(*k.indices(len(self))), val): self.v[i] = x
a = Arr(10)
print(a[2:5], a[::3], a[-3:], a[::-4], a[1, 2:4, ...], a[...], a[:, ::5], a[5:1], a[100:])
a[::2] = "abcde"; print(a.v); a[7:2:-2] = [0, 0]; print(a.v)
class I:
    def __index__(self): return 2
print([1, 2, 3, 4][I():], "abcd"[:I()], (1, 2, 3, 4)[::I()], slice(I()).indices(5), slice(I(), 4, I()).indices(5))
class BadI:
    def __index__(self): raise KeyError("index")
try: [1][BadI():]
except KeyError as e: print("KeyError", e)
l = list(range(10))
l[2:5] = []; l[slice(0, 2)] = "ab"; del l[slice(None, None, 3)]; print(l)
class Clearing:
    def __index__(self): l.clear(); return 1
try: print(l[Clearing():])
except IndexError as e: print(e)
s = "0123456789"
for args in [(2,), (2, 8), (2, 8, 3), (None, None, -1), (-3, None), (None, -3), (8, 2, -2), (-1, -4, -1), (None, None, 100), (5, 5), (-100, 3), (3, 100)]:
    sl = slice(*args); print(args, s[sl], list(s)[sl] == list(s[sl]), tuple(s)[sl] == tuple(s[sl]), s.encode()[sl], len(range(*sl.indices(10))))
x = [1, 2, 3, 4]
x[1:1] = [9]; x[-1:-1] = [8]; x[::2], y = [0, 0, 0], 1; print(x)
x[1:3], x[0] = x[0:1], "first"; print(x)
def rotate(l, n): n %= len(l); return l[n:] + l[:n]
print(rotate([1, 2, 3, 4], 1), rotate("abcd", -1), [s[i:i + 3] for i in range(0, 10, 3)], s[::-1][::-1] == s, s[:4] + s[4:] == s, all(s[:i] + s[i:] == s for i in range(-12, 12)))
