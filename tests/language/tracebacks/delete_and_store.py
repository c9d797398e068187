"""Carets under targets."""
class Locked:
    __slots__ = ()


def store(o):
    o.field = 1


try:
    store(Locked())
except AttributeError:
    row = (1, 2)
    row[0] = 5
