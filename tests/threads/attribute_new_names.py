"""Many threads add new attributes to one fresh instance of one fresh class: none is lost."""
from _harness import THREADS, done, rounds


def setup(_):
    return type("Fresh", (), {})(), []


def adder(tag):
    names = ["n%d_%d" % (tag, i) for i in range(25)]

    def body(state):
        o = state[0]
        for name in names:
            setattr(o, name, name)
            assert getattr(o, name) == name
    return body


def check(state):
    o = state[0]
    assert len(o.__dict__) == THREADS * 25, len(o.__dict__)
    for name, value in o.__dict__.items():
        assert name == value == getattr(o, name)
    for tag in range(THREADS):
        mine = [name for name in o.__dict__ if name.startswith("n%d_" % tag)]
        assert mine == ["n%d_%d" % (tag, i) for i in range(25)]


rounds(setup, [adder(tag) for tag in range(THREADS)], check)
done()
