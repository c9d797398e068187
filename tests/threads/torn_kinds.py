"""One site sees slots, dictionaries, properties, class values and __getattr__ at once (A2, third form)."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o, name):
    for i in range(30):
        got = o.v
        assert got == name, (got, name)
"""


def slotted():
    o = type("Slotted", (), {"__slots__": ("a", "v")})()
    o.v = "slot"
    return o, "slot"


def plain():
    o = type("Plain", (), {})()
    o.other, o.v = "other", "dict"
    return o, "dict"


def prop():
    return type("Prop", (), {"v": property(lambda self: "property")})(), "property"


def class_value():
    return type("Value", (), {"v": "class"})(), "class"


def fallback():
    return type("Fall", (), {"__getattr__": lambda self, name: "getattr " + name})(), "getattr v"


def getattribute():
    return type("All", (), {"__getattribute__": lambda self, name: "all " + name})(), "all v"


def class_itself():
    return type("Class", (), {"v": "on class"}), "on class"


MAKERS = [slotted, plain, prop, class_value, fallback, getattribute, class_itself]


def setup(number):
    return fresh_function(SOURCE, "work"), [maker() for maker in MAKERS], number


def body_for(number):
    def body(state):
        work, made, turn = state
        for step in range(4):
            o, name = made[(number + turn + step * number) % len(made)]
            work(o, name)
    return body


def check(state):
    for o, name in state[1]:
        state[0](o, name)


rounds(setup, [body_for(number) for number in range(4)], check)
done()
