# copies of an OrderedDict: copy.copy keeps attributes, the method copy does not; fields of named tuples.
import copy
from collections import OrderedDict, namedtuple

class Sub(OrderedDict):
    pass
for kind in (OrderedDict, Sub):
    o = kind(a=1, b=[2])
    o.note = ["kept"]
    shallow, deep, plain = copy.copy(o), copy.deepcopy(o), o.copy()
    print(type(shallow).__name__, shallow, shallow.note is o.note, deep.note, deep["b"] is o["b"],
          type(plain).__name__, vars(plain))
print(hasattr(OrderedDict, "__copy__"))
P = namedtuple("P", "x y")
print(repr(P.x), repr(P.__dict__["y"]))
P.x.__doc__ = "the first"
print(repr(P.x))
