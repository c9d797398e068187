"""An OrderedDict that changes while it is iterated; its iterators' types, copies and ends."""
from collections import OrderedDict
def t(f):
    d=OrderedDict.fromkeys(range(4)); out=[]
    try:
        for i,k in enumerate(d):
            out.append(k); f(d,i)
            if len(out)>9: break
    except Exception as e: out.append(repr(e))
    print(out)
t(lambda d,i: i==0 and d.move_to_end(1))
t(lambda d,i: i==0 and d.move_to_end(3))
t(lambda d,i: i==3 and d.setdefault(9))
t(lambda d,i: i==2 and d.pop(3))
t(lambda d,i: i==2 and (d.pop(3), d.setdefault(8)))
t(lambda d,i: i==2 and (d.pop(0), d.setdefault(8)))
t(lambda d,i: i==2 and d.__setitem__(0,5))
t(lambda d,i: i==2 and d.clear())
t(lambda d,i: i==3 and d.clear())
t(lambda d,i: i==3 and d.move_to_end(0))
t(lambda d,i: i==1 and d.popitem())
t(lambda d,i: i==1 and (d.popitem(),d.setdefault(3)))
t(lambda d,i: i==1 and (d.move_to_end(0),d.move_to_end(0,last=False)))

d = OrderedDict(a=1, b=2)
for i in iter(d), iter(d.items()), iter(d.values()), reversed(d), reversed(d.values()), reversed(d.items()), iter(d.keys()):
    print(type(i).__name__, i.__reduce__()[1], list(i), list(i), i.__reduce__()[1])


class Derived(OrderedDict):
    pass


e = Derived(d)
print(type(iter(e)).__name__, list(e), [*e.items()], dict(e), {**e}, sorted(e), max(e), tuple(reversed(e)), list(map(str, e)))
first, *rest = e
print(first, rest)
for view in d, d.keys(), d.items(), d.values():
    for direction in iter, reversed:
        i = direction(view)
        next(i)
        d["c"] = 3
        for _ in range(2):
            try:
                print(next(i))
            except (RuntimeError, StopIteration) as error:
                print(repr(error))
        del d["c"]
i = iter(d)
d.clear()
try:
    next(i)
except RuntimeError as error:
    print(error)
i = iter(d)
print(list(i))
d["x"] = 1
print(list(i), list(d))
i = iter(d)
print(next(i))
d["y"] = 2
print(list(i))
