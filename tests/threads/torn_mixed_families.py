"""Cold code of every family is run by all threads at once and must compute the same."""
from _harness import THREADS, done, fresh_function, rounds

SOURCE = """
class P:
    __slots__ = ("a", "b")
    def __init__(self, a, b):
        self.a, self.b = a, b
    def total(self):
        return self.a + self.b
    def __getitem__(self, i):
        return self.a if i == 0 else self.b
    def __add__(self, other):
        return P(self.a + other.a, self.b + other.b)
class Q:
    kind = "Q"
    def __init__(self):
        self.n = 0
    def bump(self, by=1):
        self.n += by
        return self.n
def helper(x, y=2, *, z=3):
    return x * y + z
def numbers(n):
    for i in range(n):
        yield i
def work():
    out = []
    p = P(1, 2.5)
    q = Q()
    table, items, text = {}, [], ""
    for i in range(25):
        p = p + P(i, i / 2)
        table[i], table["k%d" % (i % 3)] = i * i, i
        items.append(helper(i, z=i & 3) - helper(i) + q.bump())
        text += "abc"[i % 3] + str(i)
        a, b = items[-1], items[0]
        if a > b and i != 7 or i in table and not i % 5:
            out.append((a - b, p[0], p[1], i << 3, i ** 2, -i, ~i, 1.5 * i, i // 3, i % 7))
        for j in numbers(3):
            out.append(j + i)
    out.append([x for x in items if x % 2])
    out.append((p.total(), q.n, q.kind, len(table), len(text), text[-3:], sum(items), max(items),
                table[24], table["k1"], "%s|%r" % (items[:2], text[:4]), text.upper()[:5]))
    return out
"""
EXPECTED = fresh_function(SOURCE, "work")()


def setup(_):
    return fresh_function(SOURCE, "work"), []


def body(state):
    for _ in range(2):
        assert state[0]() == EXPECTED


rounds(setup, [body] * THREADS)
done()
