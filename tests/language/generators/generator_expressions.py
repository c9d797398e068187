"""Generator expressions: scope, laziness, first iterable at once, nesting, conditions."""
log = []
def note(x): log.append(x); return x
g = (note(i) for i in note([1, 2]))
print(log, next(g), log)
try: (x for x in 5)
except TypeError as e: print(e)
g = (x for y in [1] for x in 5)
try: next(g)
except TypeError as e: print(e)
x = "outer"
print(list(x for x in range(3)), x)
print(list((a, b) for a in range(3) for b in range(a)), list(a for a in range(10) if a % 2 if a > 3), list((a for a in r) for r in [[1]])[0].__next__())
print(sum(x * x for x in range(5)), "".join(c.upper() for c in "abc"), any(x > 2 for x in [1, 2, 3]), all(x for x in []), sorted((x % 3, x) for x in range(5)))
def f(*a, **k): return a, k
print(f(x for x in [1])[0][0].__name__, f(*(x for x in "ab")), f(**{k: v for k, v in zip("ab", (1, 2))}))
g = (i for i in range(3))
print(g.__name__, g.__qualname__, type(g), g.gi_code.co_name, list(g), list(g))
def outer():
    n = 10
    return (n + i for i in range(3)), [n + i for i in range(2)]
print(list(outer()[0]), outer()[1])
class C:
    y = 5
    first = list(i for i in range(y))
    try: bad = list(y for i in range(1))
    except NameError as e: bad = str(e)
    cond = [i for i in [1, 2] if True]
print(C.first, C.bad, C.cond)
gens = (lambda: i for i in range(3))
print([h() for h in gens])
gens = list(lambda: i for i in range(3))
print([h() for h in gens])
def send():
    g = ((yield_ := i) for i in range(3))
    return list(g), yield_
print(send())
g = (i for i in range(5))
print(next(g), g.send(None), g.close(), list(g))
g = (1 / i for i in (1, 0, 2))
print(next(g))
try: next(g)
except ZeroDivisionError as e: print(e)
print(list(g))
g = (i for i in [1, 2, 3])
try: g.throw(ValueError("into genexpr"))
except ValueError as e: print(e, list(g))
lst = [1, 2, 3]
g = (x for x in lst if lst.count(x) > 0)
lst = [2]
print(list(g))
a = [1, 8, 15]
g = (x for x in a if x in [2, 8, 22])
a = [2, 8, 22]
print(list(g))
print(list(x + y for x in "ab" for y in "cd"), dict((k, list(v)) for k, v in [("a", (i for i in range(2)))]), tuple(tuple(j for j in range(i)) for i in range(3)))
print({*(i for i in range(3))} == {0, 1, 2}, [*(i for i in "xy"), *(i for i in "z")], max((len(w), w) for w in "the quick brown".split()))
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(list(row[i] for row in matrix) for i in range(3)), sum(sum(r) for r in matrix), list(zip(*(r for r in matrix))))
def walk():
    return (y for x in [[1, 2], [3]] for y in (z * 10 for z in x))
print(list(walk()))
def cond(n): return (i if i % 2 else -i for i in range(n))
print(list(cond(5)), (x for x in ()).__next__ is not None, next((x for x in ()), "none"), next(x for x in range(10) if x > 4))
async def agen(): return [x async for x in ait()]
async def ait():
    for i in range(3): yield i
try: agen().send(None)
except StopIteration as e: print(e.value)
async def agenexp():
    g = (x * 2 async for x in ait())
    return type(g).__name__, [x async for x in g]
try: agenexp().send(None)
except StopIteration as e: print(e.value)
big = (i for i in range(10 ** 12))
print([next(big) for _ in range(3)], 5 in (i for i in range(10)), (lambda g: (3 in g, list(g)))(i for i in range(6)))
unpack = (a + b for a, b in [(1, 2), (3, 4)])
print(list(unpack), list(a for a, *b in ["abc", "d"]), list(b for a, (b, c) in [(1, (2, 3))]))
try: list(a for a, b in [(1, 2, 3)])
except ValueError as e: print(e)
