"""Many threads exhaust one iterator at the same time; it stays exhausted."""
import gc

from _harness import done, rounds

MAKERS = [lambda: [0] * 32, lambda: (0,) * 32, lambda: "0" * 32, lambda: bytes(32),
          lambda: dict.fromkeys(range(32)), lambda: set(range(32)), lambda: range(32),
          lambda: bytearray(32), lambda: list[int]]


class Sequence:
    def __getitem__(self, i):
        if i >= 32:
            raise IndexError
        return 0


MAKERS.append(Sequence)


def setup(number):
    return iter(MAKERS[number % len(MAKERS)]())


def exhaust(iterator):
    misses = 0
    while misses < 5:
        try:
            next(iterator)
        except StopIteration:
            misses += 1


def check(iterator):
    try:
        next(iterator)
    except StopIteration:
        pass
    else:
        raise AssertionError("an exhausted iterator gave a value")


rounds(setup, [exhaust] * 8, check)
gc.collect()
done()
