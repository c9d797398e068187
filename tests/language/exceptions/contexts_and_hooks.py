"""sys.exc_info, __context__, __cause__, with_traceback, re-raising, nested handlers, hooks."""
import sys
def show(e, depth=0):
    while e: print("  " * depth, type(e).__name__, e, "cause", repr(e.__cause__), "ctx", repr(e.__context__), e.__suppress_context__); e = e.__cause__ or e.__context__; depth += 1
try:
    try:
        try: raise KeyError(1)
        except KeyError: raise ValueError(2)
    except ValueError as v: raise TypeError(3) from v
except TypeError as t: show(t)
try:
    try: raise KeyError(1)
    finally: raise ValueError(2)
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise z
except ZeroDivisionError as e: show(e); print(e.__traceback__.tb_next is not None)
def f():
    try: raise KeyError("inner")
    except KeyError:
        print(sys.exc_info()[0].__name__)
        try: raise ValueError("second")
        except ValueError: print(sys.exc_info()[0].__name__)
        print(sys.exc_info()[0].__name__)
        g()
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info())
def g(): print("in g", sys.exc_info()[0].__name__)
f()
try: raise
except RuntimeError as e: print(e)
def bare():
    try: raise KeyError("b")
    except KeyError:
        try: raise
        except KeyError as e: print("again", e)
bare()
for bad in (5, "x", object, None, int):
    try: raise bad
    except TypeError as e: print(e)
    try: raise ValueError from bad
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
class NewFails(Exception):
    def __new__(cls): return 5
try: raise NewFails
except TypeError as e: print(e)
class InitFails(Exception):
    def __init__(self): raise LookupError("init")
try: raise InitFails
except LookupError as e: print(e)
e = ValueError("tb"); 
try: raise e
except ValueError: pass
t1 = e.__traceback__
try: raise e.with_traceback(None)
except ValueError: print(e.__traceback__ is not t1, e.__traceback__.tb_next)
for attr, v in (("__traceback__", 5), ("__cause__", 5), ("__context__", "x"), ("args", 5), ("args", [1, 2]), ("__suppress_context__", 1), ("__cause__", KeyError())):
    try: setattr(e, attr, v); print(attr, getattr(e, attr))
    except TypeError as x: print(attr, x)
for attr in ("__traceback__", "__cause__", "__context__", "args", "__suppress_context__"):
    try: delattr(e, attr); print("deleted")
    except TypeError as x: print(x)
print(repr(ValueError()), str(ValueError()), repr(ValueError(1, "a")), str(ValueError(1, "a")), ValueError("x").args, repr(KeyError("k")), str(KeyError("k")), str(KeyError()), str(KeyError(1, 2)))
try: ValueError(x=1)
except TypeError as x: print(x)
class Own(Exception):
    def __init__(self, a, *, b=2): self.a, self.b = a, b
print(Own(1).args, repr(Own(1, b=3)), Own(1, b=3).b, str(Own("q")))
class Str(Exception):
    def __str__(self): return "own str"
print(str(Str(1)), repr(Str(1)), f"{Str(1)}")
def chain(n):
    if n == 0: raise ValueError("end")
    try: chain(n - 1)
    except Exception as e: raise RuntimeError(n) from e
try: chain(3)
except RuntimeError as e: show(e)
a, b = ValueError("a"), KeyError("b")
try:
    try: raise a
    except ValueError: raise b
except KeyError:
    try: raise a
    except ValueError: print(repr(a.__context__), repr(b.__context__))
old = sys.excepthook
print(old is sys.__excepthook__)
def hook(t, v, tb): print("hook", t.__name__, v, tb is None)
sys.excepthook = hook; hook(ValueError, ValueError("x"), None); sys.excepthook = old
def finally_flow():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally: print("f", i)
    try: return "try"
    finally: print("before return")
print(finally_flow())
def swallow():
    try: raise KeyError
    finally: return "swallowed"
print(swallow())
def override():
    try: return 1
    finally: return 2
print(override())
def nested():
    try:
        try: raise KeyError("k")
        finally: print("inner finally", sys.exc_info()[0].__name__)
    except KeyError: print("outer")
    else: print("else?")
    finally: print("outer finally", sys.exc_info()[0])
nested()
def els():
    try: pass
    except ValueError: pass
    else: print("else"); return "from else"
    finally: print("fin")
print(els())
def var():
    try: raise ValueError("v")
    except (KeyError, ValueError) as e: saved = e
    try: e
    except UnboundLocalError as u: print(u)
    return saved
print(repr(var()))
try:
    try: raise ValueError
    except 5: pass
except TypeError as e: print(e)
try:
    try: raise ValueError
    except (KeyError, "x"): pass
except TypeError as e: print(e)
class M(type):
    def __instancecheck__(c, i): print("instancecheck"); return True
    def __subclasscheck__(c, s): print("subclasscheck"); return True
class Weird(Exception, metaclass=M): pass
try:
    try: raise ValueError
    except Weird: print("caught")
except ValueError: print("not caught by Weird")
raise KeyError("last") from ValueError("cause of last")
