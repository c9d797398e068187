"""The same site over instances with dictionaries whose keys were added in different orders."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o, name):
    for i in range(30):
        assert o.x == name + ".x", (o.x, name)
        o.w = name
        assert o.y == name + ".y" and o.w == name, (o.y, o.w, name)
"""


def make(name, order):
    o = type(name, (), {})()
    for attribute in order:
        setattr(o, attribute, name + "." + attribute)
    return o


def setup(_):
    return fresh_function(SOURCE, "work"), [make("A", "xyw"), make("B", "wyx"), make("C", "ywxz")]


def body_for(number):
    def body(state):
        work, objects = state
        for step in range(3):
            o = objects[(number + step * (number % 2)) % 3]
            mine = type(o)()
            for attribute in "xyw" if number else "wyx":
                setattr(mine, attribute, type(o).__name__ + "." + attribute)
            work(mine, type(o).__name__)
            assert o.x == type(o).__name__ + ".x"
    return body


rounds(setup, [body_for(number) for number in range(3)])
done()
