"""Lists, tuples, dictionaries, sets, sorting, slices."""
import collections
numbers = [(i * 7919) % 101 for i in range(60)]
print(sorted(numbers)[:10], sorted(numbers, reverse=True, key=lambda n: (n % 10, n))[:5])
numbers[5:10] = [1, 2]
del numbers[::3]
print(numbers, numbers.index(2), numbers.count(1), numbers[::-7])
table = {str(i): i * i for i in range(30)}
table.update(a=1, b=[2])
print(table.pop("5"), list(table.items())[-3:], {**table, "z": 0}["z"], len(table | {1: 2}))
left, right = set(range(0, 40, 3)), frozenset(range(0, 40, 4))
print(sorted(left & right), sorted(left ^ right)[:8], len(left | right), left >= {0, 3})
first, *rest = (1, 2, 3, *range(4))
print(first, rest, (1, 2) + tuple(rest), (3, 1) < (3, 2), [x for x in rest if x for _ in range(2)])
counter = collections.Counter("abracadabra")
queue = collections.deque(range(10), maxlen=4)
groups = collections.defaultdict(list)
for word in ("one", "two", "three", "four"):
    groups[len(word)].append(word)
print(counter.most_common(2), queue, dict(groups), collections.OrderedDict(a=1, b=2))
Point = collections.namedtuple("Point", "x y")
print(Point(1, 2)._replace(y=5), Point(3, 4) + (5,))
