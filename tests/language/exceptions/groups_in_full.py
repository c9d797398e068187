"""Exception groups: construction, split, subgroup, derive, except* in all forms, tracebacks."""
import sys
for args in ((), ("m",), ("m", []), ("m", [1]), (5, [ValueError()]), ("m", ValueError()), ("m", [KeyboardInterrupt()]), ("m", (ValueError(1),)), ("m", [ValueError(1), ExceptionGroup("n", [TypeError(2)])])):
    for kind in (ExceptionGroup, BaseExceptionGroup):
        try: g = kind(*args); print(repr(g), str(g), type(g).__name__, g.message, g.exceptions, g.args)
        except TypeError as e: print("TypeError", e)
        except ValueError as e: print("ValueError", e)
g = ExceptionGroup("top", [ValueError("a"), TypeError("b"), ExceptionGroup("mid", [KeyError("c"), ValueError("d")])])
print(g.subgroup(ValueError)); print(repr(g.subgroup(ValueError))); print(g.subgroup(OSError)); print(repr(g.subgroup((KeyError, TypeError))))
print(repr(g.split(ValueError))); print(repr(g.split(lambda e: isinstance(e, KeyError)))); print(g.split(lambda e: True)[0] is g, g.split(OSError))
for bad in (5, "x", [ValueError], (ValueError, 5)):
    try: print(g.subgroup(bad))
    except TypeError as e: print(e)
class Own(ExceptionGroup):
    def __new__(cls, m, excs, code=0):
        o = super().__new__(cls, m, excs); o.code = code; return o
    def derive(self, excs): return Own(self.message, excs, self.code)
o = Own("own", [ValueError(1), TypeError(2)], 42); m, r = o.split(ValueError); print(type(m).__name__, m.code, type(r).__name__, r.exceptions)
class NoDerive(ExceptionGroup): pass
print(type(NoDerive("x", [ValueError(), TypeError()]).split(ValueError)[0]).__name__)
def run(exc, *handlers):
    log = []
    try:
        try: raise exc
        except* ValueError as e: log.append(("V", repr(e), repr(sys.exc_info()[1]) == repr(e)))
        except* (KeyError, TypeError) as e: log.append(("KT", repr(e)))
        else: log.append("else")
        finally: log.append("finally")
    except BaseException as e: log.append(("left", repr(e)))
    return log
for exc in (ValueError(1), KeyError(2), OSError(3), g, ExceptionGroup("x", [OSError(1), ValueError(2)]), BaseExceptionGroup("b", [KeyboardInterrupt(), TypeError()])):
    for line in run(exc): print(line)
def raising():
    try:
        try: raise ExceptionGroup("eg", [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError: raise KeyError("from V")
        except* TypeError as e: raise
    except ExceptionGroup as e: return e
e = raising(); print(repr(e), repr(e.__cause__), repr(e.__context__), [repr(x.__context__) for x in e.exceptions])
def cause():
    try: raise ExceptionGroup("eg", [ValueError(1)])
    except* ValueError as e: raise RuntimeError("new") from e
try: cause()
except RuntimeError as e: print(repr(e), repr(e.__cause__))
except ExceptionGroup as e: print(repr(e), [repr(x.__cause__) for x in e.exceptions])
def loops():
    for i in range(3):
        try:
            if i: raise ValueError(i)
        except* ValueError: pass
        else: print("no error", i)
    return i
print(loops())
def named():
    try: raise ValueError
    except* ValueError as e: pass
    try: e
    except NameError as n: print(n)
named()
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as e: print(e)
try:
    try: raise ValueError
    except* 5: pass
except TypeError as e: print(e)
for src in ("try: pass\nexcept* ValueError: pass\nexcept KeyError: pass", "try: pass\nexcept*: pass", "for x in y:\n try: pass\n except* ValueError: break", "def f():\n try: pass\n except* ValueError: return", "for x in y:\n try: pass\n except* ValueError: continue"):
    try: compile(src, "s", "exec")
    except SyntaxError as e: print(e.msg, e.lineno, e.offset)
g.add_note("note on group"); g.exceptions[0].add_note("note on member\nsecond line"); print(g.__notes__)
try: g.add_note(5)
except TypeError as e: print(e)
def deep(n):
    if n == 0: raise ValueError("deepest")
    try: deep(n - 1)
    except Exception as e: raise ExceptionGroup(f"level {n}", [e, TypeError(n)])
try: deep(3)
except ExceptionGroup: sys.excepthook(*sys.exc_info())
try: raise g
except ExceptionGroup: sys.excepthook(*sys.exc_info())
raise ExceptionGroup("last", [ValueError(i) for i in range(20)])
