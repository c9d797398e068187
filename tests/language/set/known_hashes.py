"""Sets and dicts made of sets and dicts ask no key for its hash again."""


class Key:
    asked = 0

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        Key.asked += 1
        return self.number

    def __eq__(self, other):
        return self.number == other.number


keys = dict.fromkeys(map(Key, range(10)))
print("made", Key.asked)
some = set(keys)
print("set(dict)", Key.asked, len(some))
frozen = frozenset(keys)
print("frozenset(dict)", Key.asked, len(frozen))
more = set()
more.update(keys)
print("update", Key.asked, len(more))
print("difference", len(some.difference(keys)), Key.asked)
more = set(some)
more.symmetric_difference_update(keys)
print("symmetric_difference_update", len(more), Key.asked)
print("symmetric_difference", len(some.symmetric_difference(keys)), Key.asked)
print("union", len(some.union(keys)), Key.asked)
print("operators", len(some | frozen), len(some & frozen), len(some - frozen), len(some ^ frozen), Key.asked)
print("comparing", some == frozen, some <= frozen, some < frozen, some.isdisjoint(frozen), Key.asked)
print("fromkeys", len(dict.fromkeys(some)), len(dict.fromkeys(frozen, 5)), len(dict.fromkeys(keys)), Key.asked)
print("dict", len(dict(keys)), len(keys.copy()), len(keys | keys), Key.asked)
large = set(range(100))
print(len(large.difference({1: 1, 2: 2, 500: 3})), len(large))
large.difference_update({1: 1, 2: 2, 500: 3})
print(len(large), 1 in large, 3 in large)

# an iterator knows whether its set has changed
numbers = {1, 2, 3}
iterator = iter(numbers)
print(iterator.__length_hint__())
next(iterator)
print(iterator.__length_hint__())
numbers.add(9)
print(iterator.__length_hint__())
try:
    next(iterator)
except RuntimeError as error:
    print(error)
