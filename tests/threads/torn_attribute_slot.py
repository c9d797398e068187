"""Two threads warm one attribute site up with classes whose slots lie in opposite order."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o, name, stored):
    for i in range(30):
        assert o.x == name + ".x", (o.x, name)
        assert o.y == name + ".y", (o.y, name)
        o.z = stored
        assert o.x == name + ".x" and o.z == stored, (o.x, o.z, stored)
"""


def make(name, slots):
    cls = type(name, (), {"__slots__": slots})
    o = cls()
    for slot in slots:
        setattr(o, slot, name + "." + slot)
    return o


def setup(_):
    return (fresh_function(SOURCE, "work"),
            [make("A", ("x", "y", "z")), make("B", ("z", "y", "x")), make("C", ("y", "z", "x"))])


def body_for(number):
    def body(state):
        work, objects = state
        o = objects[number % 3]
        if number >= 3:
            o = type(o)()
            name = type(o).__name__
            o.x, o.y, o.z = name + ".x", name + ".y", None
        work(o, type(o).__name__, "stored by %d" % number)
    return body


def check(state):
    work, objects = state
    for o in objects:
        work(o, type(o).__name__, "last")


rounds(setup, [body_for(number) for number in range(3)], check)
done()
