"""Row `l[i] = x`: the last writer wins, each store is whole, neighbours are untouched."""
from _harness import THREADS, done, rounds

SLOTS = 16


def setup(_):
    return [None] * (SLOTS + 2)


def writer(tag):
    def body(shared):
        for step in range(50):
            for i in range(SLOTS):
                shared[i + 1] = (tag, i, step)
                seen = shared[i + 1]
                assert seen[1] == i and 0 <= seen[2] < 50, seen
    return body


def check(shared):
    assert shared[0] is None and shared[-1] is None and len(shared) == SLOTS + 2
    for i in range(SLOTS):
        tag, slot, step = shared[i + 1]
        assert slot == i and step == 49 and 0 <= tag < THREADS, shared[i + 1]


rounds(setup, [writer(tag) for tag in range(THREADS)], check)
done()
