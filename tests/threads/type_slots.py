"""Special methods of a class appear and disappear while operators use them."""
from _harness import done, rounds


def setup(_):
    return type("C", (), {})


def user(cls):
    o = cls()
    for _ in range(60):
        try:
            assert o + o == "sum"
        except TypeError as error:
            assert "unsupported operand" in str(error), error
        try:
            assert len(o) == 5
        except TypeError as error:
            assert "has no len()" in str(error), error
        assert bool(o) is True
        try:
            assert o[1] == "item"
        except TypeError as error:
            assert "not subscriptable" in str(error), error
        try:
            # Between the two methods' coming or going, the items are iterated.
            assert list(o) in (["iterated"], ["item", "item"])
        except TypeError as error:
            assert "not iterable" in str(error) or "not subscriptable" in str(error), error
        text = repr(o)
        assert text == "shown" or "C object" in text, text
        try:
            assert o() == "called"
        except TypeError as error:
            assert "not callable" in str(error), error


def changer(cls):
    for _ in range(20):
        cls.__add__ = lambda self, other: "sum"
        cls.__len__ = lambda self: 5
        cls.__getitem__ = lambda self, i: "item" if i < 2 else [][0]
        cls.__iter__ = lambda self: iter(["iterated"])
        cls.__repr__ = lambda self: "shown"
        cls.__call__ = lambda self: "called"
        del cls.__add__, cls.__len__, cls.__iter__, cls.__getitem__, cls.__repr__, cls.__call__


rounds(setup, [user, user, changer])
done()
