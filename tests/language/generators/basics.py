"""Generators: states, send, throw, close, return values, errors."""
def g():
    x = yield 1
    print("got", x)
    y = yield x
    print("got", y)
    return "result"
it = g()
print(type(it).__name__, it.__name__, it.__qualname__, iter(it) is it, it.gi_running, it.gi_frame is not None, it.gi_yieldfrom, it.gi_code.co_name, it.gi_suspended)
print(next(it), it.gi_suspended, it.send("a"))
try: it.send("b")
except StopIteration as e: print(e.value, e.args, it.gi_frame, it.gi_suspended)
for _ in range(2):
    try: next(it)
    except StopIteration as e: print("again", e.value)
it = g()
try: it.send(5)
except TypeError as e: print(e)
print(it.send(None))
def t():
    while True:
        try: v = yield "ready"; print("value", v)
        except ValueError as e: print("caught", e); v = yield "handled"
        except GeneratorExit: print("closing"); raise
        finally: print("finally")
it = t()
print(next(it), it.throw(ValueError("x")), it.send(1))
it.close()
try: next(it)
except StopIteration: print("closed")
it.close()
try: it.throw(KeyError("after close"))
except KeyError as e: print("KeyError", e)
it = t()
it.close()
print(list(it))
it = t()
try: it.throw(KeyError, "before start")
except KeyError as e: print(repr(e))
it = t(); next(it)
try: it.throw(TypeError("uncaught"))
except TypeError as e: print(e)
def bad_close():
    try: yield
    except GeneratorExit: yield "no!"
it = bad_close(); next(it)
try: it.close()
except RuntimeError as e: print(e)
def ret_on_close():
    try: yield
    except GeneratorExit: return 5
it = ret_on_close(); next(it); print(it.close())
def raise_on_close():
    try: yield
    finally: raise ValueError("from finally")
it = raise_on_close(); next(it)
try: it.close()
except ValueError as e: print(e, repr(e.__context__))
def stop():
    yield 1
    raise StopIteration("inside")
try: list(stop())
except RuntimeError as e: print(e, repr(e.__cause__), e.__suppress_context__)
def stop2():
    yield next(iter([]))
try: list(stop2())
except RuntimeError as e: print(e, repr(e.__cause__))
def reent():
    yield next(me)
me = reent()
try: next(me)
except ValueError as e: print(e)
def empty():
    return "nothing"
    yield
print(list(empty()))
for args in [(), (5,), (ValueError, KeyError("k")), ("str",), (ValueError("a"), "b"), (ValueError, "msg", "tb"), (int,)]:
    it = g(); next(it)
    try: it.throw(*args)
    except BaseException as e: print(args, "->", type(e).__name__, e)
def catcher():
    try: yield
    except BaseException as e: yield type(e).__name__, e.args
for exc in (ValueError, ValueError(1, 2), KeyboardInterrupt, StopIteration(3), SystemExit(4)):
    it = catcher(); next(it); print(it.throw(exc))
def inf():
    n = 0
    while True: n += 1; yield n
it = inf()
print([next(it) for _ in range(3)], next(it, "d"), next(iter([]), "default"))
for x in it:
    if x > 6: break
print(next(it))
def args(a, *b, c=1, **d):
    yield a, b, c, d
print(next(args(1, 2, c=3, e=4)))
try: args()
except TypeError as e: print(e)
it.__name__ = "renamed"; it.__qualname__ = "q.renamed"
print(it.__name__, repr(it).startswith("<generator object q.renamed at 0x"))
for bad in ["it.__name__ = 5", "it.gi_frame = 1", "it.x = 1", "len(it)", "it[0]", "it + it", "it()", "it.gi_code = None"]:
    try: exec(bad)
    except Exception as e: print(bad, "->", type(e).__name__, e)
def locals_gen():
    a = 1
    yield sorted(locals())
    b = 2
    yield sorted(locals())
print(list(locals_gen()))
a, b, *c = (i * i for i in range(5))
print(a, b, c, sum(i for i in range(10)), max(len(s) for s in ["a", "abc"]), dict((i, -i) for i in range(3)), set(i % 2 for i in range(9)))
