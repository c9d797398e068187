"""A global and a builtin name are rebound, added and deleted while one site reads them."""
from _harness import done, fresh_function, rounds

SOURCE = """
K = ("K", 0)
def work(filler):
    for i in range(60):
        assert K[0] == "K", K
        size = len(filler)
        assert size == 3 or size == "own len", size
    return K
"""


def setup(_):
    work = fresh_function(SOURCE, "work")
    return work, work.__globals__


def reader(state):
    assert state[0]("abc")[0] == "K"


def writer(state):
    names = state[1]
    for i in range(60):
        names["K"] = ("K", i)
        names["filler%d" % i] = ("wrong", i)
        if i % 10 == 5:
            names["len"] = lambda x: "own len"
        if i % 10 == 9:
            del names["len"]
    for i in range(60):
        del names["filler%d" % i]


rounds(setup, [reader, reader, writer], lambda state: state[0]("abc") == ("K", 59) or 1 / 0)
done()
