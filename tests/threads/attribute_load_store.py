"""Row attribute load and store on one instance: the old or the new value, each whole."""
from _harness import THREADS, done, rounds


class Plain:
    shared = "class value"


class Slotted:
    __slots__ = ("a", "b", "c")


def setup(number):
    instance = Plain() if number % 2 else Slotted()
    instance.a, instance.b, instance.c = ("a", 0), ("b", 0), ("c", 0)
    return instance


def body(o):
    for i in range(200):
        o.a = ("a", i)
        o.b = ("b", i)
        assert o.a[0] == "a" and o.b[0] == "b" and o.c == ("c", 0)
        if type(o) is Plain:
            name = "dynamic%d" % (i % 20)
            setattr(o, name, (name, i))
            value = getattr(o, name, (name, None))
            assert value[0] == name
            try:
                delattr(o, name)
            except AttributeError:
                pass
            assert o.shared == "class value"


def check(o):
    assert o.a == ("a", 199) and o.b == ("b", 199)


rounds(setup, [body] * THREADS, check)
done()
