"""Row `x += 1`, `d[k] += 1`, `if k in d: del d[k]`: updates may be lost, but never invented."""
from _harness import THREADS, done, rounds

COUNT = 300


class Counter:
    def __init__(self):
        self.value = 0


def setup(_):
    return {"k": 0}, [0], Counter(), {}


def adder(state):
    table, cells, counter, flags = state
    for i in range(COUNT):
        table["k"] += 1
        cells[0] += 1
        counter.value += 1
        flags[i % 5] = i
        if i % 5 in flags:
            try:
                del flags[i % 5]
            except KeyError:
                pass


def check(state):
    table, cells, counter, flags = state
    for value in (table["k"], cells[0], counter.value):
        assert COUNT <= value <= THREADS * COUNT, value
    assert set(flags) <= set(range(5))


rounds(setup, [adder] * THREADS, check)
done()
