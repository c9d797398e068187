"""o.__dict__ is read while its owner sets, pops and replaces."""
from _harness import done, rounds


def setup(_):
    o = type("Fresh", (), {})()
    o.x = ("x", 0)
    return o


def reader(o):
    for _ in range(60):
        assert o.x[0] == "x"
        assert o.__dict__["x"][0] == "x"
        copied = dict(o.__dict__)
        assert all(key[0] == value[0] for key, value in copied.items()), copied
        assert vars(o).get("x")[0] == "x"
        try:
            for key in o.__dict__:
                assert key[0] in "xn"
        except RuntimeError as error:
            assert "changed" in str(error)


def setter(o):
    for i in range(60):
        name = "n%d" % (i % 30)
        o.__dict__[name] = ("n", i)
        o.__dict__.pop(name, None)
        setattr(o, name, ("n", i))
        o.__dict__.setdefault("x", ("x", -1))


def replacer(o):
    for i in range(40):
        o.__dict__ = {"x": ("x", i), "n": ("n", i)}


rounds(setup, [reader, reader, setter])
rounds(setup, [reader, reader, replacer, setter], most=40)
done()
