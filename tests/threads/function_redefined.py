"""A global function is redefined again and again; calls after the post see the new one."""
from _harness import done, fresh_function, rounds

SOURCE = """
def target(): return 0
def work(posted, last):
    while True:
        known = posted[0]
        got = target()
        assert got >= known, (got, known)
        if known == last:
            return
"""
LAST = 100


def setup(_):
    return fresh_function(SOURCE, "work"), [0]


def writer(state):
    work, posted = state
    for number in range(1, LAST + 1):
        work.__globals__["target"] = lambda number=number: number
        posted[0] = number


rounds(setup, [writer] + [lambda state: state[0](state[1], LAST)] * 3)
done()
