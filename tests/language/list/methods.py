"""list: every method, errors, slices, identity, repr of cycles."""
l = [3, 1, 2]
print(l.append(4), l, l.extend((5, 6)), l, l.insert(0, 0), l.insert(-1, 9), l.insert(100, 7), l.insert(-100, 8), l)
print(l.pop(), l.pop(0), l.pop(-2), l, l.index(1), l.count(3), l.remove(3), l, l.reverse(), l, l.copy() == l, l.copy() is l)
l.sort(); print(l); l.sort(reverse=True); print(l); l.sort(key=lambda x: (x % 3, x)); print(l); l.clear(); print(l)
x = [1, 2, 3, 4, 5, 6]
x[1:3] = "abc"; print(x); x[:0] = [0]; print(x); x[len(x):] = (7,); print(x); x[2:2] = []; x[::2] = [None] * len(x[::2]); print(x); del x[1:3]; print(x); del x[::-2]; print(x); x[:] = x; print(x); x[1:] = x; print(x)
x[10:20] = [99]; print(x); x[3:1] = ["mid"]; print(x); x[-1:] = []; print(x); x *= 2; print(x); x *= 0; print(x); x += "hi"; print(x)
def attempt(src):
    env = {"l": [1, 2, 3]}
    try: exec("r = " + src if "=" not in src.replace("==", "") and not src.startswith("del") else src, env); print(src, "->", env.get("r"), env["l"])
    except Exception as e: print(src, "->", type(e).__name__, e, env["l"])
for src in ["l.index(9)", "l.index(1, 1)", "l.index(3, -1)", "l.index(2, 0, 1)", "l.index(1, -100, 100)", "l.index(1, 'a')", "l.remove(9)", "l.pop(3)", "l.pop(-4)", "l.pop('a')", "l.pop(1, 2)", "l.insert(1)", "l.insert('a', 1)", "l.append()", "l.extend(5)", "l.extend(None)", "l.sort(lambda x: x)", "l.sort(key=5)", "l.sort(key=None)", "l.sort(reverse='x')", "l.sort(reverse=1.5)", "l.sort(cmp=1)", "l.count()", "l.clear(1)", "l[3]", "l[-4]", "l['a']", "l[1.0]", "l[3] = 1", "l['a'] = 1", "l[0:1] = 5", "l[::2] = [1]", "l[::2] = [1, 2, 3]", "l[::0]", "l[::0] = []", "l[::-1] = 'abc'", "l[5:] = 'x'", "del l[3]", "del l['a']", "del l[::0]", "del l[0:10]", "del l[-2:]", "l + 5", "l + (1,)", "l + None", "l += 5", "l += (4, 5)", "l += l", "l * 2.0", "l * -1", "2 * l", "l * l", "l *= 'a'", "l * 10 ** 18", "l < 5", "l < (1,)", "l == (1, 2, 3)", "l < [1, 2, 4]", "l >= []", "l != [1, 2, 3]", "l < [1, 'a']", "l[True]", "l[False] = 'f'", "l.__getitem__(slice(0, 2))", "l.__contains__(2)", "l.__len__()", "l.__iadd__('z')", "l.__imul__(2)", "l.__reversed__().__next__()", "l.__init__([9])", "l.__init__()", "l.__init__(5)", "l.__class_getitem__(int)", "hash(l)", "l.x", "l()", "-l", "l @ l", "list(l, l)", "list(x=1)", "[] is []", "l[0], l[1] = l[1], l[0]"]:
    attempt(src)
r = [1]; r.append(r); print(r, repr([r, r]), r[1] is r, str(r))
s = [[0]] * 3; s[0].append(1); print(s, [[] for _ in range(2)], [1] * 3)
a, b = [1, 2], [1, 2]
print(a == b, a is b, a < [1, 3], [] < [0], [[1], 2] == [[1], 2], [1, [2]] < [1, [3]], max([1, 2], [1, 2, 0]), [1.0] == [1] == [True], ["a"] > ["A"], [nan := float("nan")] == [nan], [None] == [None])
print(list(), list("abc"), list((1, 2)), list({1: 2}), list(range(3)), list(map(str, [1])), list(list([1])), [*"ab", *[1]], list(iter([1, 2])), list(b"ab"), list({"k": 1}.items()), list(reversed([1, 2])), list(enumerate("a")), list(zip("ab", [1, 2])))
class L(list):
    def __repr__(self): return "L" + super().__repr__()
    def append(self, x): super().append(x * 2)
m = L([1]); m.append(2); m += [3]; m.extend([4])
print(m, m + [5], type(m + [5]).__name__, type(m[:]).__name__, type(m * 2).__name__, type(m.copy()).__name__, m == [1, 4, 3, 4], isinstance(m, list), sorted(m), [m])
m.attr = "x"; print(m.attr, m.__dict__)
it = iter([1, 2, 3]); print(next(it), it.__length_hint__(), list(it), list(it), it.__length_hint__())
g = [1, 2, 3]; it = iter(g); next(it); g.append(4); g.pop(0); print(list(it)); g.append(5); print(list(it))
ri = reversed([1, 2, 3]); print(next(ri), ri.__length_hint__(), list(ri))
print([1, 2, 3].__sizeof__() > [].__sizeof__(), [].__doc__ is not None, list.__name__, [1, 2][::-1], [1, 2, 3][5:], [1, 2, 3][-2:], [1, 2, 3][:-5], [0] * 2 + [1])
big = list(range(10000)); del big[::2]; print(len(big), big[:3], sum(big)); big[::3] = [0] * len(big[::3]); print(sum(big)); big[5:9990] = []; print(big)
stack = []
for c in "({[]})": stack.append(c) if c in "({[" else stack.pop()
print(stack, [i for i in [3, 1, 2] if i > 1], [[i * j for j in range(3)] for i in range(3)], sum([[1], [2, 3]], []), [*zip(*[[1, 2], [3, 4]])])
