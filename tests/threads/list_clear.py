"""Row `l.clear()`: the length seen is the old one or 0, never one between."""
from _harness import done, rounds

SIZE = 500


def setup(_):
    return list(range(SIZE))


def clear(shared):
    shared.clear()


def watch(shared):
    for _ in range(200):
        length = len(shared)
        assert length in (0, SIZE), length
        copied = shared[:]
        assert len(copied) in (0, SIZE)
        assert not copied or copied == list(range(SIZE))


def check(shared):
    assert shared == []


rounds(setup, [clear, watch, watch], check)
done()
