"""Assignment statements: chains, unpacking, stars, augmented forms, targets in order."""
a = b = c = []
a.append(1)
print(a, b is c, b)
x, y = 1, 2
x, y = y, x
print(x, y)
(p, q), [r, s] = (1, 2), "ab"
print(p, q, r, s)
first, *middle, last = range(6)
print(first, middle, last)
*start, end = "abc"
print(start, end)
head, *tail = [1]
print(head, tail)
[*everything] = (1, 2)
*only, = "xy"
print(everything, only)
(a, *b), c = [1, 2, 3], 4
print(a, b, c)
x = y, z = 1, 2
print(x, y, z)
i = 0
i, lst = 1, [0, 0, 0]
i, lst[i] = 2, 9
print(i, lst)
class Noisy:
    def __init__(self): self.log = []
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        if name != "log": self.log.append(("set", name, value))
    def __setitem__(self, key, value): self.log.append(("item", key, value))
    def __getitem__(self, key): self.log.append(("get", key)); return 10
n = Noisy()
n.a = n.b = n["k"] = n[1:2] = n[1:2, ::3] = 5
n["z"] += 1
n.a -= 2
print(n.log)
def trace(value, label):
    print("eval", label)
    return value
target = {}
trace(target, "container")[trace("key", "index")] = trace(1, "value")
d = [1, 2, 3]
d[trace(0, "i")] += trace(5, "rhs")
print(d)
v = 10
v += 5; v -= 3; v *= 4; v //= 5; v **= 2; v %= 13; v <<= 3; v >>= 1; v |= 1; v ^= 2; v &= 0xff; v /= 2
print(v)
t = (1, [2])
try:
    t[1] += [3]
except TypeError as error:
    print(error, t)
for source in ["a, b = 1", "a, b = 1, 2, 3", "a, b = [1]", "a, *b, c = [1]", "a, b = 'x'", "a, b = {}", "a, b = None",
               "(a, b), c = 1, 2", "a, b, *c = iter([1])", "[] = []", "[] = [1]", "() = ()", "a, = ()"]:
    try:
        exec(source, {})
        print(source, "ok")
    except Exception as error:
        print(source, "->", type(error).__name__, error)
row = [1, 2]
for row[0:1] in [[7], [8, 9]]:
    print(row)
