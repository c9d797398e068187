"""After a posted rebinding of a method the next call sees it, through subclasses too."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o, posted, last):
    while True:
        known = posted[0]
        got = o.m()
        assert got >= known, (got, known)
        if known == last:
            return
"""
LAST = 80


def setup(_):
    base = type("Base", (), {"m": lambda self: 0})
    sub = type("Sub", (base,), {})
    subsub = type("SubSub", (sub,), {})
    return fresh_function(SOURCE, "work"), base, sub, subsub, [0]


def writer(state):
    _, base, sub, subsub, posted = state
    for number in range(1, LAST + 1):
        new = lambda self, number=number: number
        if number % 3 == 0:
            sub.m = new
        base.m = new
        if number % 3 == 0:
            del sub.m
        posted[0] = number


def reader(which):
    def body(state):
        state[0](state[which](), state[4], LAST)
    return body


rounds(setup, [writer, reader(1), reader(2), reader(3)])
done()
