"""Generators, iterators, comprehensions, coroutines."""
import itertools
def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)
def echo():
    got = None
    try:
        while True:
            got = yield got
    except ValueError as error:
        yield "caught " + str(error)
    finally:
        print("closed")
print(list(tree(4)), sum(tree(6)))
e = echo()
print(next(e), e.send(1), e.send("two"), e.throw(ValueError("thrown")))
e.close()
class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n
print(list(Countdown(5)), dict(zip("abc", itertools.count(1))), list(itertools.chain([1], (2,), {3: 4})))
print(list(itertools.permutations("abc", 2))[:4], [list(g) for _, g in itertools.groupby("aabbc")])
print({x: [y for y in range(x)] for x in range(4)}, {x % 3 for x in range(10)}, list(map(str, filter(None, range(4)))))
async def add(a, b):
    return a + b
async def work():
    return await add(await add(1, 2), 3)
try:
    work().send(None)
except StopIteration as stop:
    print(stop.value)
print(list(itertools.islice(itertools.cycle([1, 2]), 5)), list(itertools.accumulate(range(6))), list(enumerate("ab", 5)))
