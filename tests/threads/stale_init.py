"""A class's __init__ is replaced while cold and warm sites make instances."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(C, posted):
    while True:
        known = posted[0]
        made = C()
        assert made.by >= known, (made.by, known)
        if known == 30:
            return made.by
"""


def init(number):
    def __init__(self):
        self.by = number
    return __init__


def init_default(number):
    def __init__(self, extra=None, *more):
        self.by = number
    return __init__


def setup(_):
    return fresh_function(SOURCE, "work"), type("C", (), {"__init__": init(0)}), [0]


def writer(state):
    _, cls, posted = state
    for number in range(1, 31):
        cls.__init__ = (init, init_default)[number % 2](number)
        posted[0] = number


def reader(state):
    assert state[0](state[1], state[2]) == 30


rounds(setup, [reader, reader, writer])
done()
