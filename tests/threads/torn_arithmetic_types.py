"""One arithmetic and comparison site meets ints, floats, strings and own classes at once."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(a, b, total, product, less):
    for i in range(40):
        assert a + b == total, (a, b, a + b)
        assert type(a + b) is type(total)
        assert a * 2 == product
        assert (a < b) is less and (a == a) and not (a != a)
        assert bool(a) is True
        c = a * 1
        c += b
        assert c == total
"""


class Own:
    def __init__(self, n): self.n = n
    def __add__(self, o): return Own(self.n + o.n)
    def __mul__(self, o): return Own(self.n * o)
    def __lt__(self, o): return self.n < o.n
    def __eq__(self, o): return type(o) is Own and self.n == o.n


CASES = [(1, 2, 3, 2, True), (1.5, 0.5, 2.0, 3.0, False), ("a", "b", "ab", "aa", True),
         (10 ** 20, 1, 10 ** 20 + 1, 2 * 10 ** 20, False), (2 ** 61, 2 ** 61, 2 ** 62, 2 ** 62, False),
         ([1], [2], [1, 2], [1, 1], True), ((1,), (2,), (1, 2), (1, 1), True),
         (Own(1), Own(2), Own(3), Own(2), True), (True, 1, 2, 2, False), (1, 2.5, 3.5, 2, True)]


def setup(number):
    return fresh_function(SOURCE, "work"), number


def body_for(number):
    def body(state):
        for step in range(4):
            state[0](*CASES[(state[1] + number * (step + 1)) % len(CASES)])
    return body


rounds(setup, [body_for(number) for number in range(4)],
       lambda state: [state[0](*case) for case in CASES])
done()
