"""Subclasses come and go while the base's method changes; new subclasses see the change."""
from _harness import done, together

Base = type("Base", (), {"m": lambda self: ("m", 0)})


def make_and_drop():
    for _ in range(10):
        sub = type("S", (Base,), {})
        assert sub().m()[0] == "m"


number = [0]


def change_and_check():
    number[0] += 1
    mine = number[0]
    middle = type("Middle", (Base,), {})
    leaf = type("Leaf", (middle,), {})
    before = leaf()
    assert before.m()[0] == "m"
    Base.m = lambda self: ("m", mine)
    assert leaf().m() == before.m() == middle().m() == ("m", mine)
    assert len(Base.__subclasses__()) >= 1


together(make_and_drop, make_and_drop, change_and_check)
done()
