"""A class value is rebound to fresh objects while it is read."""
from _harness import done, rounds


class Value:
    def __init__(self, number):
        self.number, self.twin = number, number

    def __del__(self):
        self.twin = None


def setup(_):
    return type("C", (), {"x": Value(0)}), [0]


def writer(state):
    cls, posted = state
    for number in range(1, 200):
        cls.x = Value(number)
        posted[0] = number
    posted[0] = -1


def reader(state):
    cls, posted = state
    o = cls()
    while True:
        known = posted[0]
        for value in (cls.x, o.x):
            assert value.number == value.twin and value.number >= known, (value.number, known)
        if known < 0:
            assert cls.x.number == o.x.number == 199
            return


rounds(setup, [writer, reader, reader])
done()
