"""except* and exception groups."""
def run(label, exc):
    try:
        try: raise exc
        except* ValueError as g: print(label, "V", g, g.exceptions)
        except* (KeyError, IndexError) as g: print(label, "L", repr(g))
        except* TypeError: print(label, "T")
        else: print(label, "else")
        finally: print(label, "finally")
    except BaseException as e: print(label, "left", repr(e))
run("single", ValueError("v"))
run("group", ExceptionGroup("g", [ValueError(1), KeyError(2), ValueError(3)]))
run("nested", ExceptionGroup("o", [ExceptionGroup("i", [ValueError(1), OSError(2)]), IndexError(3), TypeError(4)]))
run("unhandled", ExceptionGroup("g", [OSError("o")]))
run("naked unhandled", OSError("naked"))
run("base", BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError("x")]))
try:
    try: pass
    except* ValueError: print("never")
    else: print("else runs")
finally: print("done")
try:
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError: raise RuntimeError("new from handler")
except ExceptionGroup as e: print(repr(e), repr(e.exceptions[0].__context__))
try:
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as e: raise
except ExceptionGroup as e: print(repr(e))
try:
    try: raise ValueError("solo")
    except* ValueError as e: print(type(e).__name__, e.message == "", e.exceptions); raise
except ValueError as e: print("naked again", repr(e))
except ExceptionGroup as e: print("group", repr(e))
for clause in ["ExceptionGroup", "BaseExceptionGroup", "(ValueError, ExceptionGroup)", "1", "int"]:
    try:
        exec(f"try: raise ValueError(1)\nexcept* {clause}: print('in')")
    except Exception as e: print(clause, "->", type(e).__name__, e)
for body in ["break", "continue", "return"]:
    try: compile(f"def f():\n for i in x:\n  try: pass\n  except* E: {body}", "s", "exec")
    except SyntaxError as e: print(e.msg)
try: compile("try: pass\nexcept* E: pass\nexcept F: pass", "s", "exec")
except SyntaxError as e: print(e.msg)
def in_loop():
    out = []
    for i in range(2):
        try: raise ExceptionGroup("g", [ValueError(i), TypeError(i)])
        except* ValueError as e: out.append(e.exceptions)
        except* TypeError as e:
            for x in e.exceptions:
                if x.args[0] == 0: continue
                out.append("type")
    return out
print(in_loop())
eg = ExceptionGroup("top", [ValueError("a"), ExceptionGroup("mid", [TypeError("b"), ValueError("c")])])
print(eg, eg.message, len(eg.exceptions), eg.args)
match, rest = eg.split(ValueError)
print(repr(match), repr(rest))
print(eg.split(OSError), repr(eg.subgroup(lambda e: "b" in str(e) and not isinstance(e, ExceptionGroup))), eg.subgroup(KeyError), eg.subgroup(ExceptionGroup) is eg)
print(repr(eg.derive([OSError()])), isinstance(eg, Exception), BaseExceptionGroup.__mro__[1].__name__, ExceptionGroup.__mro__)
print(type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [SystemExit()])).__name__)
for args in [(), ("m",), ("m", []), ("m", 5), (5, [ValueError()]), ("m", [1]), ("m", [ValueError]), ("m", [KeyboardInterrupt()]), ("m", [ValueError()], 3)]:
    try: print(repr(ExceptionGroup(*args)))
    except Exception as e: print(type(e).__name__, e)
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup("derived " + self.message, excs)
try: raise MyGroup("mine", [ValueError(1), KeyError(2)])
except* ValueError as g: print(type(g).__name__, g)
except* KeyError as g: print(type(g).__name__, g)
class Plain(ExceptionGroup): pass
print(repr(Plain("p", [ValueError(1), KeyError(2)]).split(ValueError)))
eg.add_note("a note") if hasattr(eg, "add_note") else None
print(eg.__notes__, eg.subgroup(ValueError).__notes__)
