"""A class changes at every step while others call it: values stay typed by their receiver."""
from _harness import done, together


def make(name):
    return type(name, (), {"m": lambda self: (name, "m"), "value": (name, "value"),
                           "p": property(lambda self: (name, "p"))})


classes = [make("A"), make("B"), make("C")]
instances = [cls() for cls in classes]
for o in instances:
    o.own = (type(o).__name__, "own")


def site(o):
    return o.m(), o.value, o.p, o.own


def call():
    for o in instances:
        name = type(o).__name__
        for got in site(o):
            assert got[0] == name, (got, name)


def mutate():
    for cls in classes:
        name = cls.__name__
        cls.m = lambda self, name=name: (name, "m")
        cls.value = (name, "value")
        cls.unrelated = 1
        del cls.unrelated
        cls.p = property(lambda self, name=name: (name, "p"))


def replace():
    for i, cls in enumerate(classes):
        o = cls()
        o.own = (cls.__name__, "own")
        instances[i] = o


together(call, call, mutate, replace)
done()
