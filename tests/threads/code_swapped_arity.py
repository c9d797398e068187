"""Code objects of one and of three arguments are swapped under f(1): the answer or TypeError."""
from _harness import done, fresh_function, rounds

ONE = "def f(x):\n    return 'one', x\n"
THREE = "def f(x, y, z):\n    return 'three', x, y, z\n"


def setup(_):
    f = fresh_function(ONE, "f")
    return f, f.__code__, fresh_function(THREE, "f").__code__


def caller(state):
    f = state[0]
    for i in range(100):
        try:
            got = f(i)
            assert got == ("one", i), got
        except TypeError as error:
            assert "missing 2 required positional arguments: 'y' and 'z'" in str(error), error
        try:
            got = f(i, 2, 3)
            assert got == ("three", i, 2, 3), got
        except TypeError as error:
            assert "takes 1 positional argument but 3 were given" in str(error), error


def swapper(state):
    f, one, three = state
    for _ in range(60):
        f.__code__ = three
        f.__code__ = one


rounds(setup, [caller, caller, swapper])
done()
