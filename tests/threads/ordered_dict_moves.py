"""A key that move_to_end() puts elsewhere is found all the time; nothing is lost or doubled."""
from collections import OrderedDict

from _harness import done, together


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number % 3

    def __eq__(self, other):
        return type(other) is Key and self.number == other.number


plain = OrderedDict((name, name) for name in "abcdef")
asking = OrderedDict((Key(i), i) for i in range(6))


def move():
    for name in "abcdef":
        plain.move_to_end(name)
        plain.move_to_end(name, last=False)
        plain.move_to_end(name)
    for i in range(6):
        asking.move_to_end(Key(i))


def read():
    for _ in range(10):
        for name in "abcdef":
            assert plain[name] == name
            assert name in plain
            assert plain.get(name) == name
        for i in range(6):
            assert asking[Key(i)] == i
        assert len(plain) == 6 == len(asking)


together(move, move, read, read)
assert sorted(plain) == list("abcdef")
assert sorted(asking.values()) == list(range(6))
done()
