"""Threads append to one string, to what others made of it, and to prefixes: each result is the two texts."""
from _harness import done, rounds

PIECES = ["a", "bc", "\xe9", "d" * 40, "\u4e00", "\U0001f600", "e" * 700]


def setup(number):
    text = ""
    for i in range(100):
        text += "0123456789"
    return [text, [text], number]


def appender(name):
    def append(state):
        start, chain, number = state
        mine, parts = start, [start]
        for i in range(60):
            piece = "%s%d%s" % (name, i, PIECES[(i * i + number) % (len(PIECES) if i > 40 else 4)])
            other = start + piece  # all race for the same tail
            before = chain[-1]
            after = before + piece  # mostly somebody else's
            chain.append(after)
            mine += piece  # mostly nobody else's
            parts.append(piece)
            assert other == "".join([start, piece]), other[len(start) - 5:]
            assert after == "".join([before, piece]), after[len(before) - 5:]
            assert mine == "".join(parts), i
        assert start == "0123456789" * 100
    return append


def check(state):
    start, chain, _ = state
    for text in chain:
        assert text.startswith(start)
        hash(text)
    assert len(set(chain)) >= 60


rounds(setup, [appender("p"), appender("q"), appender("r")], check)
done()
