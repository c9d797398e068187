"""Generators: send, throw, close, yield from with all kinds of delegates, return values, state, errors."""
import sys
def g():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except GeneratorExit: print("exit"); raise
    except ValueError as e: print("caught", e); yield "after"
    finally: print("finally")
    return "ret"
a = g(); print(next(a), a.send("s"))
try: a.send("t")
except StopIteration as e: print(e.value, e.args)
a = g(); next(a); a.close(); a.close()
a = g(); next(a); print(a.throw(ValueError("v")))
try: next(a)
except StopIteration as e: print(e.value)
try: a.throw(KeyError("done"))
except KeyError as e: print(e)
a = g(); a.close(); print(list(a))
a = g()
try: a.send(1)
except TypeError as e: print(e)
def ignore():
    while True:
        try: yield
        except GeneratorExit:
            if not patient: return
            print("ignoring")
patient = True
i = ignore(); next(i)
try: i.close()
except RuntimeError as e: print(e)
patient = False; i.close()
def ret_in_exit():
    try: yield
    except GeneratorExit: return 5
r = ret_in_exit(); next(r); print(r.close())
def recursive():
    yield from [next(me)]
me = recursive()
try: next(me)
except ValueError as e: print(e)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("it value")
        return self.n
class Full(It):
    def send(self, v): print("send", v); return v
    def throw(self, *a): print("throw", a[0] if isinstance(a[0], type) else type(a[0]).__name__); return "thrown"
    def close(self): print("close")
def d(o): r = yield from o; print("result", r); return r
print(list(d(It())), list(d([1, 2])), list(d({3: 4})), list(d("ab")))
f = d(Full()); print(next(f), f.send("x"), f.throw(ValueError), next(f)); f.close()
f = d(It()); next(f)
try: f.send(5)
except AttributeError as e: print(e)
f = d(It()); next(f)
try: f.throw(ValueError("no throw method"))
except ValueError as e: print(e)
f = d(It()); next(f); f.close()
for bad in (5, None, It):
    try: list(d(bad))
    except TypeError as e: print(e)
def inner():
    try: yield 1; yield 2
    except ValueError: print("inner caught"); yield "inner recovered"
    return "inner ret"
def mid(): x = yield from inner(); print("mid", x); yield x; return "mid ret"
def outer(): x = yield from mid(); print("outer", x)
o = outer(); print(next(o), o.throw(ValueError), next(o))
try: next(o)
except StopIteration: print("stop")
def stop_inside(): yield 1; raise StopIteration("inside")
def stop_next(): yield next(iter([]))
for fn in (stop_inside, stop_next):
    try: list(fn())
    except RuntimeError as e: print(e, repr(e.__cause__), e.__suppress_context__)
s = g(); print(s.gi_frame.f_lineno - g.__code__.co_firstlineno, s.gi_running, s.gi_suspended, s.gi_yieldfrom, s.gi_code is g.__code__, s.__name__, s.__qualname__)
next(s); print(s.gi_suspended, s.gi_frame.f_locals)
s.__name__ = "renamed"; s.__qualname__ = "Q.x"; print(repr(s)[:27])
s.close(); print(s.gi_frame, s.gi_suspended)
dd = d(inner()); next(dd); print(dd.gi_yieldfrom.__name__)
def tree(t):
    if t: l, v, r = t; yield from tree(l); yield v; yield from tree(r)
print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))
def fin():
    try: yield 1
    finally:
        print("cleanup"); yield "in finally"
q = fin(); next(q); print(next(q), list(q))
q = fin(); next(q)
try: q.throw(KeyError("k")); next(q)
except KeyError as e: print("left", e)
gen = (x * y for x in range(3) for y in range(x) if (x + y) % 2)
print(list(gen), list(gen), type(gen).__name__, gen.__name__)
def lazy(): print("evaluated"); return [1]
ge = (z for z in lazy()); print("made"); print(list(ge))
try: (z for z in 5)
except TypeError as e: print(e)
ge = (undefined for z in [1])
try: next(ge)
except NameError as e: print(e)
print(sum(x for x in range(4)), max((x, -x) for x in range(3)), dict((k, v) for k, v in zip("ab", [1, 2])), *(c for c in "xyz"))
def exc_state():
    try: raise KeyError("gen")
    except KeyError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
    yield sys.exc_info()[1]
e = exc_state()
try: raise ValueError("caller")
except ValueError: print(repr(next(e)), repr(sys.exc_info()[1])); print(repr(next(e)), repr(next(e)))
print(sys.exc_info())
def yexpr(): x = yield; print((yield x), [(yield 1), (yield 2)], (yield) if (yield) else (yield))
y = yexpr(); next(y); print(y.send("a"), y.send("b"), y.send("c"), y.send("d"), y.send(True)); 
try: y.send("last")
except StopIteration: print("done")
