"""__getitem__ is rebound between functions of different arity while o[0] runs."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(o):
    for i in range(80):
        got = o[i]
        assert got[0] in ("one", "two", "star") and got[1] == i, (got, i)
    return got[0]
"""


def one(self, i): return "one", i
def two(self, i, extra=7): assert extra == 7; return "two", i
def star(self, *args): return "star", args[0]


def setup(_):
    return fresh_function(SOURCE, "work"), type("C", (), {"__getitem__": one})


def reader(state):
    state[0](state[1]())


def writer(state):
    for _ in range(20):
        for function in (two, star, one):
            state[1].__getitem__ = function


rounds(setup, [reader, reader, writer], lambda state: state[0](state[1]()) == "one" or 1 / 0)
done()
