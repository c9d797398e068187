"""l[i] = v against l[i], both warm, and slices of the same list."""
from _harness import done, rounds

SIZE = 40


def setup(_):
    return [("item", i) for i in range(SIZE)]


def writer(shared):
    for _ in range(20):
        for i in range(SIZE):
            shared[i] = ("item", i)


def reader(shared):
    for _ in range(20):
        for i in range(SIZE):
            assert shared[i] == ("item", i), shared[i]
        part = shared[10:20]
        assert part == [("item", i) for i in range(10, 20)]


def bulk(shared):
    for _ in range(20):
        shared[5:15] = [("item", i) for i in range(5, 15)]


rounds(setup, [writer, reader, reader, bulk])
done()
