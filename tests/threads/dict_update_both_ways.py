"""Row `d.update(e)`, `d |= e`, `d == e`: no deadlock with the same the other way round."""
from _harness import done, rounds


def setup(_):
    return {i: "d" for i in range(0, 60, 2)}, {i: "e" for i in range(1, 60, 2)}


def forward(state):
    d, e = state
    for _ in range(30):
        d.update(e)
        d |= e
        assert (d == e) in (True, False)
        assert len(d | e) == 60


def backward(state):
    d, e = state
    for _ in range(30):
        e.update(d)
        e |= d
        assert (e != d) in (True, False)
        assert len(e | d) == 60


def check(state):
    d, e = state
    assert set(d) == set(e) == set(range(60))
    assert set(d.values()) | set(e.values()) <= {"d", "e"}


rounds(setup, [forward, backward, forward, backward], check)
done()
