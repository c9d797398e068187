"""__context__, __cause__, __suppress_context__: who sets them, cycles, generators, with."""
def chain(e):
    out = []
    seen = set()
    while e is not None and id(e) not in seen:
        seen.add(id(e))
        out.append(f"{type(e).__name__}({e}){'*' if e.__suppress_context__ else ''}")
        e = e.__cause__ or e.__context__
    return " <- ".join(out)
def show(f):
    try: f()
    except BaseException as e: print(f.__name__, ":", chain(e))
def simple():
    try: 1 / 0
    except ZeroDivisionError: int("x")
def explicit():
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError("v") from e
def none():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("v") from None
def triple():
    try:
        try: raise KeyError(1)
        except KeyError: raise IndexError(2)
    except IndexError: raise TypeError(3)
def in_finally():
    try: raise KeyError("k")
    finally: raise ValueError("f")
def in_else():
    try: pass
    except ValueError: pass
    else: raise KeyError("else has no context")
def after_handled():
    try: raise KeyError("k")
    except KeyError: pass
    raise ValueError("no context")
def nested_handled():
    try: raise KeyError("outer")
    except KeyError:
        try: raise ValueError("inner")
        except ValueError: pass
        raise TypeError("context is outer only")
def reraise_same():
    try: raise KeyError("k")
    except KeyError as e: raise e
def reraise_from_self():
    try: raise KeyError("k")
    except KeyError as e: raise e from e
def swap():
    a, b = ValueError("a"), ValueError("b")
    try: raise a
    except ValueError:
        try: raise b
        except ValueError: raise a
def cycle():
    a = ValueError("a"); b = ValueError("b"); c = ValueError("c")
    try:
        try:
            try: raise a
            except ValueError: raise b
        except ValueError: raise c
    except ValueError: raise a
def manual_cause():
    e = ValueError("v"); e.__cause__ = KeyError("set"); e.__context__ = IndexError("ctx")
    raise e
def exit_raises():
    class CM:
        def __enter__(self): pass
        def __exit__(self, *a): raise ValueError("exit")
    with CM(): raise KeyError("body")
def gen_context():
    def g():
        try: yield
        except ValueError: raise KeyError("from gen")
    try: raise IndexError("outside")
    except IndexError:
        it = g(); next(it); it.throw(ValueError("thrown"))
def gen_after():
    def g():
        try: raise KeyError("in gen")
        except KeyError: yield
        raise TypeError("after yield")
    it = g(); next(it)
    try: raise ValueError("in caller")
    except ValueError: next(it)
def gen_hold():
    def g():
        try: raise KeyError("in gen")
        except KeyError:
            yield
            raise TypeError("still handling")
    it = g(); next(it); next(it)
def function_call():
    def helper(): raise ValueError("from helper")
    try: raise KeyError("k")
    except KeyError: helper()
def getattr_error():
    class A:
        def __getattr__(self, n):
            try: return {}[n]
            except KeyError: raise AttributeError(n)
    A().missing
def class_cause():
    try: raise ValueError("v") from KeyError
    except ValueError as e: raise RuntimeError(repr(e.__cause__)) from e
def stop_in_gen():
    def g(): raise StopIteration("s"); yield
    list(g())
def context_kept():
    e = ValueError("reused")
    for i in range(2):
        try:
            try: raise KeyError(i)
            except KeyError: raise e
        except ValueError: pass
    raise e
def lambda_in_handler():
    try: raise KeyError("k")
    except KeyError: (lambda: 1 / 0)()
def del_context():
    try:
        try: raise KeyError("k")
        except KeyError: raise ValueError("v")
    except ValueError as e: e.__context__ = None; raise
def long_chain():
    e = None
    for i in range(5):
        try:
            if e: raise ValueError(i) from e
            raise ValueError(i)
        except ValueError as x: e = x
    raise e
def init_error():
    class E(Exception):
        def __init__(self): raise TypeError("init of E")
    try: raise KeyError("k")
    except KeyError: raise E
def sort_key():
    def key(x):
        try: return {}[x]
        except KeyError: raise ValueError("no key")
    sorted([1, 2], key=key)
for f in (simple, explicit, none, triple, in_finally, in_else, after_handled, nested_handled, reraise_same, reraise_from_self, swap, cycle, manual_cause, exit_raises, gen_context, gen_after, gen_hold, function_call, getattr_error, class_cause, stop_in_gen, context_kept, lambda_in_handler, del_context, long_chain, init_error, sort_key):
    show(f)
