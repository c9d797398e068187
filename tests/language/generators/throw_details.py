"""throw(): what becomes the context, broken exception classes, the frames seen below a delegate."""
import sys


def generator():
    try:
        yield 1
    except Exception as e:
        print("inside:", repr(e), "context:", repr(e.__context__))
        yield 2


def handling():
    try:
        raise KeyError("handled inside")
    except KeyError:
        try:
            yield
        except ValueError as e:
            print("context is what the generator handles:", repr(e.__context__))
            yield "done"


try:
    1 / 0
except ZeroDivisionError:
    g = generator()
    next(g)
    print(g.throw(ValueError("thrown while the caller handles")))
    h = handling()
    next(h)
    print(h.throw(ValueError))


class NotAnException(Exception):
    def __new__(cls, *args):
        return 5


class FailingInit(Exception):
    def __init__(self):
        raise LookupError("init failed")


for bad in (NotAnException, FailingInit):
    g = generator()
    next(g)
    print(g.throw(bad))
    g = generator()
    try:
        g.throw(bad)
    except (TypeError, LookupError) as e:
        print("not started:", type(e).__name__, str(e)[:60])

for bad in (5, "x", int, None, object()):
    g = generator()
    next(g)
    try:
        g.throw(bad)
    except TypeError as e:
        print(e)


def names():
    frame = sys._getframe(1)
    found = []
    while frame is not None and frame.f_code.co_name != "<module>":
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def inner():
    try:
        yield
    except ValueError:
        print("throw:", names())
        yield
    finally:
        print("end:", names())


def outer():
    yield from inner()


o = outer()
next(o)
o.throw(ValueError)
o.close()


def value_and_type():
    while True:
        try:
            yield
        except Exception as e:
            print(type(e).__name__, e.args, e.__traceback__ is not None)


v = value_and_type()
next(v)
v.throw(ValueError, "text")
v.throw(ValueError, ("a", "b"))
v.throw(ValueError, ValueError("instance"))
v.throw(ValueError, None)
try:
    v.throw(ValueError("x"), "y")
except TypeError as e:
    print(e)
try:
    v.throw(ValueError, "x", "not a traceback")
except TypeError as e:
    print(e)
