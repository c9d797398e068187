"""Row `l.sort()`: others see an empty list, the old one or the sorted one; items stay whole."""
import random

from _harness import done, rounds

SIZE = 300
scrambled = list(range(SIZE))
random.Random(5).shuffle(scrambled)
everything = set(scrambled)


def setup(number):
    return list(scrambled), number % 2


def sort(state):
    shared, with_key = state
    try:
        shared.sort(key=(lambda value: value) if with_key else None)
    except ValueError as error:
        assert "modified during sort" in str(error)


def read(state):
    shared = state[0]
    for i in range(60):
        try:
            assert shared[i] in everything
        except IndexError:
            pass
        seen = shared[:]
        assert len(seen) in (0, SIZE), len(seen)
        assert not seen or set(seen) == everything
        assert seen in ([], scrambled, sorted(scrambled))


def check(state):
    assert state[0] == list(range(SIZE))


rounds(setup, [sort, read, read], check)
done()
