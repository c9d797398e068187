"""Name, defaults and annotations of a function change while it is called and looked at."""
from _harness import done, rounds


def setup(_):
    def f(a=("a", 0), *, k=("k", 0)):
        return a, k
    return f


def reader(f):
    for _ in range(150):
        assert f.__name__[0] in "fn" and f.__qualname__
        a, k = f()
        assert a[0] == "a" and k[0] == "k"
        assert f.__defaults__[0][0] == "a"
        assert f.__kwdefaults__["k"][0] == "k"
        assert type(f.__annotations__) is dict and repr(f).startswith("<function ")


def writer(f):
    for i in range(100):
        f.__name__ = "name%d" % i
        f.__qualname__ = "qualified.name%d" % i
        f.__defaults__ = (("a", i),)
        f.__kwdefaults__ = {"k": ("k", i)}
        f.__annotations__ = {"a": i}
        f.__doc__ = "doc %d" % i
        f.custom = i


rounds(setup, [reader, reader, writer], lambda f: f() == (("a", 99), ("k", 99)) or 1 / 0)
done()
