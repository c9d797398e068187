"""Keys whose __eq__ touches another container, crosswise: no deadlock."""
from _harness import done, together

first, second = {}, {}
members = [set(), set()]


class Key:
    def __init__(self, number, other, member):
        self.number, self.other, self.member = number, other, member

    def __hash__(self):
        return 1

    def __eq__(self, key):
        self.other.get(0)
        self.other[0] = self.number
        self.member.discard(-1)
        return type(key) is Key and self.number == key.number


def fill(table, other, member):
    def body():
        for i in range(4):
            key = Key(i, other, member)
            table[key] = i
            assert table.get(key) == i
            table.pop(Key(i, other, member), None)
            members[0].add(key)
            members[0].discard(key)
    return body


class Base:
    pass


def mutate_class():
    Base.__repr__ = lambda self: "shown"
    type("Sub", (Base,), {})
    o = Base()
    o.new_name, o.other_name = 1, 2
    try:
        del Base.__repr__
    except AttributeError:
        pass


together(fill(first, second, members[1]), fill(second, first, members[0]), mutate_class, mutate_class)
done()
