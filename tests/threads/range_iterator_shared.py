"""A range iterator shared by warm for loops gives no foreign value."""
from _harness import THREADS, done, fresh_function, rounds

SOURCE = """
def work(iterator, limit):
    seen = []
    for i in iterator:
        assert 0 <= i < limit, i
        seen.append(i)
    return seen
"""
LIMIT = 300


def setup(number):
    work = fresh_function(SOURCE, "work")
    for _ in range(3):
        work(iter(range(20)), LIMIT)
    return work, iter(range(LIMIT)) if number % 2 else iter(list(range(LIMIT))), []


def body(state):
    work, iterator, seen = state
    mine = work(iterator, LIMIT)
    seen.extend(mine)


def check(state):
    assert set(state[2]) <= set(range(LIMIT))
    assert list(state[1]) == []


rounds(setup, [body] * THREADS, check)
done()
