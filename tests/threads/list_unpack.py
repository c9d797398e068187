"""a, b, c = l against append and pop: three items or ValueError."""
from _harness import done, together

shared = ["a", "b", "c"]


def unpack():
    for _ in range(20):
        try:
            a, b, c = shared
            assert (a, b, c) == ("a", "b", "c"), (a, b, c)
        except ValueError as error:
            assert str(error) in ("too many values to unpack (expected 3)",
                                  "not enough values to unpack (expected 3, got 2)"), error
        first, *rest = shared
        assert first == "a" and rest in (["b"], ["b", "c"], ["b", "c", "d"]), rest
        assert max(*shared) in "bcd"


def change():
    for _ in range(20):
        shared.append("d")
        shared.pop()
        shared.pop()
        shared.append("c")


together(unpack, unpack, change)
done()
