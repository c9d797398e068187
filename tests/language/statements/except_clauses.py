"""Matching of except clauses: tuples, expressions, names, order, errors in clauses."""
def classify(exc):
    try: raise exc
    except (KeyError, IndexError) as e: return "lookup pair", e
    except LookupError as e: return "lookup", e
    except (): return "never"
    except ((ValueError, (TypeError, OSError)),) if False else (ValueError, TypeError): return "value or type"
    except ArithmeticError: return "arithmetic"
    except Exception as e: return "other", type(e).__name__
    except: return "base"
for exc in [KeyError("k"), IndexError("i"), LookupError("l"), ValueError("v"), UnicodeError("u"), ZeroDivisionError(), OSError(2, "x"), FileNotFoundError(), SystemExit(1), KeyboardInterrupt(), KeyError, Exception]:
    print(classify(exc))
for clause in ["1", "'x'", "int", "None", "(ValueError, 1)", "(ValueError, 'x', KeyError)", "[ValueError]", "KeyError()", "undefined", "(KeyError, (TypeError,))", "object"]:
    try:
        exec(f"try: raise ValueError('orig')\nexcept {clause}: print('matched')")
    except Exception as e:
        print(clause, "->", type(e).__name__, e, "| context:", repr(e.__context__))
def choose(): print("choose called", end=" "); return ValueError
try: raise ValueError
except choose(): print("dynamic")
try: pass
except choose(): print("never")
try: raise KeyError
except KeyError as e: pass
try: e
except NameError as x: print(x)
e = 1
try: raise KeyError
except KeyError as e: e = 5
print("e" in globals())
try: raise KeyError("x")
except KeyError as e:
    try: raise ValueError("y")
    except ValueError as e: print(repr(e))
    print("e" in globals())
class Meta(type):
    def __instancecheck__(cls, o): print("instancecheck"); return True
    def __subclasscheck__(cls, c): print("subclasscheck"); return True
class Fake(Exception, metaclass=Meta): pass
try:
    try: raise ValueError("not fooled")
    except Fake: print("fooled")
except ValueError as v: print(v)
import sys
def info(): return sys.exc_info()[0] and sys.exc_info()[0].__name__
print(info())
try: raise ValueError
except ValueError:
    print(info())
    try: raise KeyError
    except KeyError: print(info())
    print(info())
    def g():
        yield info()
        try: raise TypeError
        except TypeError: yield info()
        yield info()
    print(list(g()))
    it = g()
    next(it)
print(info(), next(it), info(), next(it))
def with_else(n):
    try: result = 10 // n
    except ZeroDivisionError: return "zero"
    else: return "else", result
    finally: print("fin", n, end=" ")
print(with_else(2), with_else(0))
try:
    try: raise ValueError("a")
    except ValueError: pass
    else: print("never")
    finally: raise TypeError("b")
except TypeError as t: print(t, t.__context__)
try:
    try: raise ValueError("a")
    except KeyError: pass
    finally: print("propagates")
except ValueError as v: print(v)
def handler_raises():
    try: raise ValueError("1")
    except ValueError:
        raise KeyError("2")
    except KeyError: print("sibling must not catch")
try: handler_raises()
except KeyError as k: print(k, repr(k.__context__))
def nested(n):
    if n == 0: raise ValueError("deep")
    try: nested(n - 1)
    except KeyError: pass
try: nested(5)
except ValueError as v:
    tb, n = v.__traceback__, 0
    while tb: tb, n = tb.tb_next, n + 1
    print(v, n)
for E in (ValueError, KeyError):
    try: raise E("loop")
    except ValueError: continue
    except KeyError: break
    finally: print("fin", E.__name__)
