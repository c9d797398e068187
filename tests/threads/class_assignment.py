"""o.__class__ flips between classes while attributes and methods are read."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o):
    for i in range(100):
        assert o.own == "instance", o.own
        assert o.kind in ("Foo", "Bar")
        assert o.m() in ("Foo", "Bar")
        assert type(o).__name__ in ("Foo", "Bar")
        o.counter = i
"""


def setup(_):
    foo = type("Foo", (), {"kind": "Foo", "m": lambda self: "Foo"})
    bar = type("Bar", (), {"m": lambda self, extra=1: "Bar", "kind": "Bar", "other": 1})
    warm = bar()
    warm.z, warm.own = 1, "instance"
    o = foo()
    o.own = "instance"
    return fresh_function(SOURCE, "work"), o, foo, bar, warm


def reader(state):
    state[0](state[1])
    state[0](state[4])


def flipper(state):
    _, o, foo, bar, _ = state
    for _ in range(60):
        o.__class__ = bar
        assert o.m() == "Bar" and o.kind == "Bar"
        o.__class__ = foo
        assert o.m() == "Foo" and o.kind == "Foo"


rounds(setup, [reader, reader, flipper])
done()
