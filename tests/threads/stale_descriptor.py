"""A property comes and goes while a site specializes on the attribute."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o, last):
    for i in range(60):
        got = o.a
        assert got in ("instance", "property", "class"), got
    return got
"""


def setup(_):
    cls = type("C", (), {"a": "class"})
    o = cls()
    o.__dict__["a"] = "instance"
    return fresh_function(SOURCE, "work"), cls, o


def reader(state):
    state[0](state[2], None)


def changer(state):
    cls = state[1]
    for _ in range(20):
        cls.a = property(lambda self: "property")
        cls.a = "class"
        del cls.a
        cls.a = property(lambda self: "property")


rounds(setup, [reader, reader, changer],
       lambda state: state[0](state[2], None) == "property" or 1 / 0)
done()
