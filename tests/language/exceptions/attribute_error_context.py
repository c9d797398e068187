"""An AttributeError that does not say what was asked for learns it, and suggestions follow."""
import sys


class Plain:
    blech = 1

    @property
    def failing(self):
        raise AttributeError("from the property")


class Hook:
    blech = 1

    def __getattr__(self, name):
        raise AttributeError(name)


class Bare:
    blech = 1

    def __getattr__(self, name):
        raise AttributeError()


class Given:
    blech = 1

    def __getattr__(self, name):
        raise AttributeError("own", name="own name", obj=5)


for each in (Plain(), Hook(), Bare(), Given()):
    for name in ("bluch", "failing"):
        try:
            getattr(each, name)
        except AttributeError as e:
            print(type(each).__name__, name, e, e.name, e.obj is each or e.obj)


def warm(o):
    for _ in range(100):
        try:
            o.failing
        except AttributeError as e:
            last = e
    return last.name, last.obj is o


print(warm(Plain()))
for each in (Hook(), Bare()):
    try:
        each.bluch
    except AttributeError:
        sys.excepthook(*sys.exc_info())
try:
    raise AttributeError("made by hand", name="appen", obj=[])
except AttributeError:
    sys.excepthook(*sys.exc_info())
Bare().bluch
