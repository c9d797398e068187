"""repr of an itertools.count with big numbers while others advance it."""
import itertools

from _harness import done, rounds

START = 10 ** 18


def setup(_):
    return itertools.count(START, 2), [[], []]


def advance(which):
    def body(state):
        for _ in range(100):
            state[1][which].append(next(state[0]))
    return body


def show(state):
    for _ in range(100):
        text = repr(state[0])
        assert text.startswith("count(1000000000000000") and text.endswith(", 2)"), text


def check(state):
    assert sorted(state[1][0] + state[1][1]) == list(range(START, START + 400, 2))


rounds(setup, [advance(0), advance(1), show], check)
done()
