"""What a module says of itself, and copies of weak sets."""
import copy
import types
import weakref
from importlib.machinery import ModuleSpec


class Loader:
    def __repr__(self):
        return "<a loader>"


def show(**names):
    module = types.ModuleType("made")
    for name, value in names.items():
        if value is show:
            delattr(module, name)
        else:
            setattr(module, name, value)
    print(repr(module))


located = ModuleSpec("named", None, origin="/somewhere")
located.has_location = True
show()
show(__name__=show)
show(__loader__=Loader())
show(__loader__=Loader(), __name__=show)
show(__loader__=Loader(), __file__="/a/file.py")
show(__file__="/a/file.py")
show(__file__="/a/file.py", __name__=show)
show(__spec__=ModuleSpec("named", None))
show(__spec__=ModuleSpec("named", Loader()))
show(__spec__=ModuleSpec("named", Loader(), origin="made by hand"))
show(__spec__=ModuleSpec("named", Loader(), origin="made by hand"), __file__="/a/file.py")
show(__spec__=located)


class Thing:
    pass


things = [Thing() for _ in range(3)]
weak = weakref.WeakSet(things)
weak.note = ["a note"]
double = copy.copy(weak)
print(double == weak, double is weak, double.note is weak.note, len(double))
deep = copy.deepcopy(weak)
print(type(deep).__name__, deep.note, deep.note is weak.note)
weak.intersection_update(things[:2])
print(len(weak))
try:
    weak.intersection_update([[]])
except TypeError as error:
    print(error)
print(len(weak))
