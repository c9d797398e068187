"""Row one iterator shared by threads: repeats and gaps are allowed, foreign items and crashes are not."""
from _harness import THREADS, done, rounds

MAKERS = [
    lambda: iter(list(range(32))), lambda: iter(tuple(range(32))), lambda: iter(range(32)),
    lambda: iter(dict.fromkeys(range(32))), lambda: iter(set(range(32))),
    lambda: iter(frozenset(range(32))), lambda: reversed(list(range(32))),
    lambda: iter(bytes(range(32))), lambda: iter(bytearray(range(32))),
    lambda: map(abs, range(-31, 1)), lambda: filter(None, range(32)),
    lambda: iter({i: i for i in range(32)}.values()), lambda: (pair[0] for pair in ()),
]


def setup(number):
    return MAKERS[number % len(MAKERS)](), [[] for _ in range(THREADS)]


def taker(tag):
    def body(state):
        iterator, mine = state[0], state[1][tag]
        for _ in range(40):
            try:
                value = next(iterator)
            except StopIteration:
                continue
            except ValueError as error:
                assert str(error) == "generator already executing"
                continue
            except RuntimeError as error:
                assert "changed" in str(error)
                continue
            mine.append(value)
    return body


def check(state):
    for mine in state[1]:
        assert set(mine) <= set(range(32)), mine
    try:
        next(state[0])
    except StopIteration:
        pass


rounds(setup, [taker(tag) for tag in range(THREADS)], check)
done()
