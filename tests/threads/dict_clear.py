"""Row `d.clear()`: the length seen is the old one or 0."""
from _harness import done, rounds

SIZE = 300


def setup(_):
    return dict.fromkeys(range(SIZE), "v")


def clear(shared):
    shared.clear()


def watch(shared):
    for i in range(200):
        assert len(shared) in (0, SIZE)
        assert shared.get(i, "v") == "v"
        assert len(shared.copy()) in (0, SIZE)
        assert len(list(shared)) in (0, SIZE)


rounds(setup, [clear, watch, watch], lambda shared: len(shared) == 0 or 1 / 0)
done()
