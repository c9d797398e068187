"""f.__code__ alternates while f runs: each call is all of one or all of the other."""
from _harness import done, fresh_function, rounds

SOURCE_A = "def f(x):\n    y = ('a', x)\n    for i in range(3): y = (y[0], y[1])\n    return y\n"
SOURCE_B = "def f(x):\n    a = b = c = d = x\n    z = [a, b, c, d]\n    return 'b', z[3]\n"


def setup(_):
    f = fresh_function(SOURCE_A, "f")
    return f, f.__code__, fresh_function(SOURCE_B, "f").__code__


def caller(state):
    f = state[0]
    for i in range(150):
        got = f(i)
        assert got in (("a", i), ("b", i)), got


def swapper(state):
    f, first, second = state
    for _ in range(60):
        f.__code__ = second
        f.__code__ = first
    f.__code__ = second


rounds(setup, [caller, caller, swapper], lambda state: state[0](1) == ("b", 1) or 1 / 0)
done()
