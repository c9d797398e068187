"""Two threads warm one method call site up with different classes."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o, name):
    for i in range(40):
        assert o.m() == name, (o.m(), name)
        assert o.n(i) == (name, i)
        bound = o.m
        assert bound() == name
"""


def make(name):
    return type(name, (), {"m": lambda self: name, "n": lambda self, i: (name, i)})


def setup(_):
    return fresh_function(SOURCE, "work"), [make("A"), make("B"), make("C")]


def body_for(number):
    def body(state):
        work, classes = state
        for step in range(3):
            cls = classes[(number * step) % 3] if number else classes[0]
            work(cls(), cls.__name__)
    return body


def check(state):
    work, classes = state
    for cls in classes * 2:
        work(cls(), cls.__name__)


rounds(setup, [body_for(number) for number in range(4)], check)
done()
