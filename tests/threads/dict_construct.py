"""Row `dict(x)`, `dict.fromkeys(x)`: atomic for builtin containers."""
from _harness import done, together

small, large = {"a": 1, "b": 2}, {"c": 3, "d": 4, "e": 5}
shared = dict(small)
names = set("xyz")


def swap():
    shared.clear()
    shared.update(small)
    shared.clear()
    shared.update(large)


def names_change():
    names.add("w")
    names.discard("w")


def build():
    seen = dict(shared)
    assert seen in ({}, small, large), seen
    keys = dict.fromkeys(shared, 0)
    assert list(keys) in ([], list(small), list(large)), keys
    keyed = dict.fromkeys(names)
    assert set(keyed) in (set("xyz"), set("wxyz"))
    assert dict(tuple(small.items())) == small


together(swap, names_change, build, build)
done()
