"""Walking tracebacks by hand to print what the interpreter prints (no carets)."""
import sys
def format_tb(tb):
    out = []
    while tb:
        code = tb.tb_frame.f_code
        out.append(f"{code.co_name}:{tb.tb_lineno - code.co_firstlineno}")
        tb = tb.tb_next
    return " > ".join(out)
def report(e, depth=0):
    pad = "  " * depth
    print(f"{pad}{type(e).__qualname__}: {e} [{format_tb(e.__traceback__)}]")
    for note in getattr(e, "__notes__", ()): print(f"{pad}note: {note}")
    if isinstance(e, BaseExceptionGroup):
        for sub in e.exceptions: report(sub, depth + 1)
    if e.__cause__ is not None: print(pad + "caused by"); report(e.__cause__, depth + 1)
    elif e.__context__ is not None and not e.__suppress_context__: print(pad + "while handling"); report(e.__context__, depth + 1)
def a(): b()
def b(): c()
def c(): raise KeyError("deep")
def handle():
    try: a()
    except KeyError as e:
        e.add_note("first note"); e.add_note("second note")
        raise RuntimeError("wrapped") from e
def handle2():
    try: handle()
    except RuntimeError: a()
def suppressed():
    try: a()
    except KeyError: raise ValueError("clean") from None
def grouped():
    errs = []
    for f in (a, suppressed, handle):
        try: f()
        except Exception as e: errs.append(e)
    raise ExceptionGroup("several", errs)
def recurse(n):
    if n == 0: raise IndexError("bottom")
    recurse(n - 1)
def generator():
    def g():
        yield 1
        a()
    return list(g())
def context_manager():
    class M:
        def __enter__(self): return self
        def __exit__(self, t, v, tb):
            print("  exit sees", t.__name__, format_tb(tb))
    with M(): a()
def nested_function():
    def inner():
        def innermost(): raise ValueError("innermost")
        innermost()
    inner()
def lambda_call(): (lambda: (lambda: 1 / 0)())()
def method_call():
    class K:
        def m(self): return self.n()
        def n(self): raise TypeError("in method")
    K().m()
def through_builtin(): return list(map(lambda f: f(), [a]))
def class_body():
    class Bad:
        x = 1
        y = x / 0
def comprehension(): return {k: v for k, v in [(1, 1 / 1), (2, c())]}
def default_argument():
    def f(x=c()): pass
def multi_line():
    return max(
        1,
        c(),
    )
def finally_adds():
    try: a()
    finally: print("  finally ran")
def try_in_except():
    try: a()
    except KeyError:
        try: lambda_call()
        except ZeroDivisionError: pass
        raise
def swallowed_then_new():
    try: a()
    except KeyError: pass
    b()
for f in (a, handle, handle2, suppressed, grouped, lambda: recurse(4), generator, context_manager, nested_function, lambda_call, method_call, through_builtin, class_body, comprehension, default_argument, multi_line, finally_adds, try_in_except, swallowed_then_new):
    try: f()
    except Exception as e: report(e)
