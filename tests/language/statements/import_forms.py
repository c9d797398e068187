"""import statements: names bound, aliases, errors, side effects, __import__."""
import sys, math as m
import os.path
import os.path as osp
import collections.abc
from math import (sqrt, floor as fl,)
from os import path as p2
from collections import *
print(m.pi == sys.modules["math"].pi, os.path is osp is p2, sqrt(9), fl(2.7), "OrderedDict" in globals(), "namedtuple" in globals())
print(m.__name__, type(m), "math" in sys.modules, collections.abc.__name__)
for source in ["import no_such_module", "import os.no_such", "import math.x", "from math import nothing", "from no_such import x", "from os import path, nope", "import sys.path", "from . import x", "from .x import y", "from .. import z", "import a.b.c.d", "from math.pi import x", "from os.path import nothing_here"]:
    try: exec(source, {"__name__": "__main__"})
    except ImportError as e: print(source, "->", type(e).__name__, "|", e.msg if "(" not in e.msg else e.msg.split(" (")[0], "|", e.name)
    except Exception as e: print(source, "->", type(e).__name__, e)
print(__import__("math") is m, __import__("os.path") is os, __import__("os.path", fromlist=["join"]) is os.path)
for args in [("",), (5,), ("x", {}, {}, [], -1), ("math", None, None, (), 1)]:
    try: __import__(*args)
    except Exception as e: print(args, "->", type(e).__name__, e)
def local_import():
    import math
    from os import sep
    return "math" in locals(), sep
print(local_import())
def star_forbidden():
    try: compile("def f():\n from math import *", "s", "exec")
    except SyntaxError as e: return e.msg
print(star_forbidden())
class C:
    import math
    from math import pi as PI
print(C.math is m, C.PI == m.pi)
sys.modules["fake"] = "not even a module"
import fake
print(fake)
sys.modules["blocked"] = None
try: import blocked
except ImportError as e: print(type(e).__name__, e)
from types import ModuleType
mod = ModuleType("made", "its doc")
mod.value = 5
sys.modules["made"] = mod
import made
from made import value
print(value, made.__doc__, made.__name__, repr(made), made.__dict__["value"])
try: from made import missing
except ImportError as e: print(e, e.name)
mod.__all__ = ["value", "absent"]
try: exec("from made import *")
except AttributeError as e: print(e)
mod.__all__ = ["value", 5]
try: exec("from made import *")
except TypeError as e: print(e)
mod.__all__ = ("value",); mod._hidden = 1; mod.extra = 2
ns = {}
exec("from made import *", ns)
print(sorted(k for k in ns if k != "__builtins__"))
del mod.__all__
ns = {}
exec("from made import *", ns)
print(sorted(k for k in ns if not k.startswith("__") and k != "ModuleType"))
def module_getattr(name):
    if name == "lazy": return "computed"
    raise AttributeError(f"no {name} here")
mod.__getattr__ = module_getattr
print(made.lazy)
from made import lazy
print(lazy)
try: made.other
except AttributeError as e: print(e)
try: from made import other
except ImportError as e: print(e)
class Custom:
    attr = "from instance"
sys.modules["inst"] = Custom()
from inst import attr
print(attr)
mod.sub = "attribute"
sys.modules["made.sub"] = "module table"
try: import made.sub as ms; print(ms)
except ImportError as e: print(e)
print(__name__, __package__, __spec__, hasattr(sys.modules["__main__"], "local_import"))
