"""sys.exc_info, tracebacks, frames: line numbers, locals, chains, with_traceback."""
import sys
def inner(n):
    local = n * 2
    raise ValueError("from inner")
def middle(n):
    return inner(n + 1)
def lines(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out
try: middle(1)
except ValueError as e:
    tb = e.__traceback__
    print(lines(tb), sys.exc_info()[0] is ValueError, sys.exc_info()[1] is e, sys.exc_info()[2] is tb)
    f = tb.tb_next.tb_next.tb_frame
    print(f.f_locals["local"], f.f_lineno, f.f_back.f_code.co_name, f.f_code.co_varnames, f.f_globals is globals(), f.f_builtins is not None, f.f_lasti >= 0, f.f_trace)
    print(type(tb).__name__, type(f).__name__, tb.tb_lasti >= 0)
print(sys.exc_info())
def reraise():
    try: inner(0)
    except ValueError: raise
try: reraise()
except ValueError as e: print(lines(e.__traceback__))
def reraise_var():
    try: inner(0)
    except ValueError as e: raise e
try: reraise_var()
except ValueError as e: print(lines(e.__traceback__))
saved = None
try: inner(5)
except ValueError as e: saved = e
try: raise saved
except ValueError as e: print(lines(e.__traceback__))
try: raise saved.with_traceback(None)
except ValueError as e: print(lines(e.__traceback__))
def multi():
    x = [
        1,
        2 / 0,
        3,
    ]
try: multi()
except ZeroDivisionError as e: print(lines(e.__traceback__))
def call_spread():
    inner(
        1
        +
        2
    )
try: call_spread()
except ValueError as e: print(lines(e.__traceback__))
def in_loop():
    for i in range(3):
        if i == 2:
            1 / (i - 2)
try: in_loop()
except ZeroDivisionError as e: print(lines(e.__traceback__))
def gen():
    yield 1
    raise KeyError("g")
def consume():
    for x in gen():
        pass
try: consume()
except KeyError as e: print(lines(e.__traceback__))
def comp(): return [1 / x for x in (1, 0)]
try: comp()
except ZeroDivisionError as e: print(lines(e.__traceback__))
class C:
    def __getattr__(self, n): raise AttributeError(n)
    def __add__(self, o): return inner(o)
    @property
    def p(self): return 1 / 0
for f in (lambda: C().x, lambda: C() + 1, lambda: C().p, lambda: sorted([1], key=inner), lambda: list(map(inner, [1])), lambda: exec("inner(1)"), lambda: eval("1 +\\\n 1/0")):
    try: f()
    except Exception as e: print(type(e).__name__, lines(e.__traceback__))
try: exec(compile("\n\nx = 1\nraise KeyError('dyn')", "dynamic.py", "exec"))
except KeyError as e:
    t = e.__traceback__.tb_next
    print(t.tb_frame.f_code.co_filename, t.tb_lineno, t.tb_frame.f_code.co_name)
def finally_line():
    try:
        raise ValueError
    finally:
        x = 1
        y = 2
try: finally_line()
except ValueError as e: print(lines(e.__traceback__))
def with_line():
    class M:
        def __enter__(self): return self
        def __exit__(self, *a): return False
    with M():
        pass
        raise ValueError
try: with_line()
except ValueError as e: print(lines(e.__traceback__))
def f_back():
    f = sys._getframe()
    return f.f_code.co_name, f.f_back.f_code.co_name, f.f_lineno
print(f_back(), sys._getframe().f_code.co_name)
def deco(f): return f
try:
    @deco
    @(lambda f: 1 / 0)
    def decorated(): pass
except ZeroDivisionError as e: print(lines(e.__traceback__))
