"""Row `d[k]`, `d.get`, `k in d`, `len(d)`: a value that was there, KeyError only if it may be absent."""
from _harness import done, together

always = {"key%d" % i: ("value", i) for i in range(20)}
shared = dict(always)


def read():
    for i in range(20):
        key = "key%d" % i
        assert shared[key][1] == i
        assert shared.get(key)[1] == i
        assert key in shared
        try:
            value = shared["extra%d" % i]
            assert value == ("extra", i), value
        except KeyError as error:
            assert error.args == ("extra%d" % i,)
        assert shared.get("extra%d" % i, "none") in ("none", ("extra", i))
    assert 20 <= len(shared) <= 220


def grow_and_shrink():
    for i in range(200):
        shared["extra%d" % i] = ("extra", i)
    for i in range(200):
        del shared["extra%d" % i]


def rewrite():
    for key, value in always.items():
        shared[key] = value


together(read, read, grow_and_shrink, rewrite)
done()
