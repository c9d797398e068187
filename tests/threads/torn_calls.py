"""One call site calls functions, classes, methods, builtins and callables at once."""
import functools

from _harness import done, fresh_function, rounds

SOURCE = """
def work(f, expected):
    for i in range(40):
        got = f(i)
        assert got == (expected, i), (got, expected, i)
        got = f(i + 1)
        assert got == (expected, i + 1), (got, expected, i)
"""


def kinds():
    def plain(i): return "plain", i
    def default(i, k="default"): return k, i
    def star(*args): return "star", args[0]
    def closure():
        name = "closure"
        return lambda i: (name, i)
    class Box(tuple):
        def __new__(cls, i): return tuple.__new__(cls, ("box", i))
    class WithInit:
        def __init__(self, i): self.i = i
        def __eq__(self, other): return other == ("init", self.i)
    class Method:
        def m(self, i): return "method", i
        @classmethod
        def c(cls, i): return "class", i
        @staticmethod
        def s(i): return "static", i
        def __call__(self, i): return "called", i
    return [(plain, "plain"), (default, "default"), (star, "star"), (closure(), "closure"),
            (Box, "box"), (WithInit, "init"), (Method().m, "method"), (Method.c, "class"),
            (Method.s, "static"), (Method(), "called"),
            (functools.partial(lambda a, i: (a, i), "partial"), "partial")]


def setup(number):
    return fresh_function(SOURCE, "work"), kinds(), number


def body_for(number):
    def body(state):
        work, made, turn = state
        for step in range(4):
            work(*made[(turn + number * (step + 1)) % len(made)])
    return body


rounds(setup, [body_for(number) for number in range(4)],
       lambda state: [state[0](*kind) for kind in state[1]])
done()
