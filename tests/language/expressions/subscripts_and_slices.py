"""Subscript protocol: what reaches __getitem__, slices, tuples, stars, __class_getitem__."""
class S:
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): print("set", key, value)
    def __delitem__(self, key): print("del", key)
s = S()
print(s[1], s[1:2], s[1:2:3], s[:], s[::], s[::2], s[1:], s[:1], s[-1], s[...])
print(s[1, 2], s[1, 2:3], s[:, ::2, ...], s[(1, 2)], s[1,], s[()], s[(1, 2), 3])
print(s[*[1, 2]], s[0, *range(2)], s[*"ab", 1:2])
print(s["key"], s[None], s[True], s[lambda: 0] is not None, s[[1]], s[{1: 2}], s[1 if s else 2])
s[1] = 2
s[1:2, 3] = 4
s[...] = s[0] = 5
del s[1], s[::2]
print(slice(1), slice(1, 2), slice(1, 2, 3), slice(None), slice("a", "b"), s[slice(1, 2)])
sl = slice(1, 10, 2)
print(sl.start, sl.stop, sl.step, sl.indices(5), sl.indices(100), slice(None, None, -1).indices(5))
print(sl == slice(1, 10, 2), sl != slice(1), slice(1) < slice(2), slice(1, 2) < slice(1, 3))
for bad in [lambda: hash(sl), lambda: setattr(sl, "start", 1), lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(0, 5, 0).indices(5), lambda: slice("a").indices(5), lambda: sl.indices(-1), lambda: [][slice(1.0, 2)]]:
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
for lower, upper, step in [(None, None, -1), (5, None, -2), (-3, -1, 1), (100, -100, -3), (-100, 100, 4), (3, 3, 1), (4, 1, 1), (None, -20, None)]:
    sl = slice(lower, upper, step)
    print(sl.indices(7), list(range(7))[sl], "abcdefg"[sl], (0, 1, 2, 3, 4, 5, 6)[sl], b"abcdefg"[sl], range(7)[sl])
class Index:
    def __init__(self, i): self.i = i
    def __index__(self): return self.i
l = [10, 20, 30, 40]
print(l[Index(1)], l[Index(1):Index(3)], l[True], l[False:True], "abcd"[Index(-1)], (1, 2)[Index(0)], range(10)[Index(3)])
class BadIndex:
    def __index__(self): return "one"
text, pair, one, none, set_, gen = 'abc', (1,), 1, None, {1}, (x for x in l)
for bad in ["l['a']", "l[1.0]", "l[None]", "l[4]", "l[-5]", "l[BadIndex()]", "l[10**30]", "l['a':]", "l[::0]", "text['a']", "'abc'[9]", "pair[1.5]", "(1,)[3]", "b'a'[7]", "range(3)[5]", "range(3)['x']", "one[0]", "none[0]", "int[0]", "{}[0]", "{}[[]]", "set_[0]", "len[0]", "gen[0]", "l[1, 2]", "bytearray(b'a')[2]"]:
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, "->", type(error).__name__ + ":", error)
class G:
    def __class_getitem__(cls, item): return cls.__name__, item
class H(G): pass
print(G[int], H[1, 2], G[()], list[int], dict[str, int], tuple[int, ...], type[int])
class Meta(type):
    def __getitem__(cls, k): return "meta", k
class K(metaclass=Meta):
    def __class_getitem__(cls, k): return "class"
print(K[1])
print(l[-1:0:-1], l[:-1], l[-2:], l[::-1][::-1] == l, l[10:20], l[2:1], l[10**30:], l[:10**30], l[-10**30:])
class OldSeq:
    def __getitem__(self, i):
        if i > 3: raise IndexError("done")
        return i * i
print(list(OldSeq()), 4 in OldSeq(), 5 in OldSeq(), tuple(OldSeq()), [*OldSeq()], max(OldSeq()))
