"""while and for: else clauses, break, continue, nesting, targets, mutation during iteration."""
for i in range(3):
    if i == 5: break
else:
    print("no break", i)
for i in range(3):
    if i == 1: break
else:
    print("never")
print("after", i)
for i in []: pass
else: print("empty else", i)
n = 5
while n:
    n -= 1
    if n == 3: continue
    if n == 1: break
    print("n", n)
else:
    print("never")
while False: pass
else: print("while else at once")
for a in range(3):
    for b in range(3):
        if b == 2: break
        if a == 1: continue
        print(a, b, end="; ")
    else:
        print("inner else")
        continue
    print("inner broke")
else:
    print("outer else")
lst = [1, 2, 3, 4]
for x in lst:
    if x < 3: lst.append(x + 10)
    if x == 2: lst.remove(2)
print(lst)
for lst_item in lst[:]:
    lst.remove(lst_item)
print(lst)
d = {1: "a", 2: "b"}
try:
    for k in d: d[k + 10] = 0
except RuntimeError as error:
    print(error, len(d))
try:
    for k in d: del d[k]
except RuntimeError as error:
    print(error)
d = {1: 1}
for k in d: d[k] = d[k] + 1
print(d)
s = {1, 2}
try:
    for x in s: s.add(x + 100)
except RuntimeError as error:
    print(error)
for i, (a, *b) in enumerate([(1, 2, 3), "xyz"]): print(i, a, b)
for d["key"] in range(2): pass
print(d)
class O: pass
o = O()
for o.attr in "ab": print(o.attr, end=" ")
print()
for i in range(3):
    i = 10
    print(i, end=" ")
print(i)
def early():
    for i in range(3):
        try:
            if i == 1: return "returned"
        finally:
            print("finally", i)
print(early())
def looped():
    result = []
    for i in range(4):
        try:
            if i == 0: continue
            if i == 2: break
            result.append(i)
        finally:
            result.append("f%d" % i)
    else:
        result.append("else")
    return result
print(looped())
for bad in ["for x in 5: pass", "for x in None: pass", "for a, b in [1]: pass", "for a, b in [(1, 2, 3)]: pass", "for x in int: pass", "for a, b in 'abc': pass"]:
    try:
        exec(bad)
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration("value")
        return self.n
for v in It(): print(v, end=" ")
print()
class BadIter:
    def __iter__(self): return 5
class NoNext:
    def __iter__(self): return NoNext()
for cls in (BadIter, NoNext):
    try:
        for v in cls(): pass
    except TypeError as error:
        print(error)
total = 0
for x in range(10):
    if x % 2: continue
    total += x
print(total, x)
for _ in range(10 ** 30):
    break
else:
    print("never")
print(sum(1 for _ in iter(lambda c=iter([1, 2, 0, 3]): next(c), 0)))
