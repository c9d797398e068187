"""yield from: delegation of send, throw, close; return values; iterators that are not generators."""
def inner():
    try:
        x = yield "i1"
        print("inner got", x)
        y = yield "i2"
        print("inner got", y)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    finally: print("inner finally")
    return "inner result"
def outer():
    r = yield from inner()
    print("outer has", r)
    yield "o"
    return "outer result"
g = outer()
print(next(g), g.gi_yieldfrom.__name__, g.send("A"), g.send("B"))
try: next(g)
except StopIteration as e: print(e.value)
g = outer(); next(g)
print(g.throw(ValueError("v")), next(g))
g = outer(); next(g); g.close()
g = outer(); next(g)
try: g.throw(KeyError("k"))
except KeyError as e: print("KeyError", e)
def over(x):
    r = yield from x
    print("result", r)
print(list(over([1, 2])), list(over("ab")), list(over({3: 4})), list(over(range(2))), list(over(iter([]))), list(over(map(str, [1]))))
for bad in (5, None, int):
    try: list(over(bad))
    except TypeError as e: print(e)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration("it value")
        return self.n
print(list(over(It())))
g = over(It()); next(g)
try: g.send(5)
except AttributeError as e: print(e)
class Sendable(It):
    def send(self, v): print("send", v); return v * 10
    def throw(self, *a): print("throw", [getattr(x, "__name__", x) if not isinstance(x, BaseException) else repr(x) for x in a]); return "thrown value"
    def close(self): print("close called")
g = over(Sendable()); print(next(g), g.send(4), g.throw(ValueError("e")), g.throw(TypeError, "t") if False else next(g)); g.close()
class BadClose(It):
    def close(self): raise RuntimeError("close failed")
g = over(BadClose()); next(g)
try: g.close()
except RuntimeError as e: print(e)
g = over(It()); next(g)
try: g.throw(ValueError("not forwarded"))
except ValueError as e: print(e)
def chain(*its):
    for it in its: yield from it
print(list(chain([1], (2,), {3}, "4", (i for i in [5]))))
def tree(n): 
    if n: yield from tree(n - 1); yield n; yield from tree(n - 1)
print(list(tree(3)))
def countdown(n):
    if n > 0: yield n; return (yield from countdown(n - 1))
    return "liftoff"
def run():
    r = yield from countdown(3)
    yield r
print(list(run()))
def flatten(x):
    for i in x:
        if isinstance(i, (list, tuple)): yield from flatten(i)
        else: yield i
print(list(flatten([1, [2, [3, (4, [5])], []], 6])))
def averager():
    total = n = 0
    avg = None
    while True:
        v = yield avg
        if v is None: return n, avg
        total += v; n += 1; avg = total / n
def grouper(results, key):
    while True: results[key] = yield from averager()
res = {}
g = grouper(res, "a"); next(g)
for v in (10, 20, 60): g.send(v)
g.send(None)
print(res)
def raising():
    yield 1
    raise ZeroDivisionError("inner failure")
def wrap():
    try: yield from raising()
    except ZeroDivisionError as e: yield f"outer caught {e}"
print(list(wrap()))
def ret_gen(): return (yield)
def deleg(): return [(yield from ret_gen()), (yield from ret_gen())]
g = deleg(); next(g); g.send("x")
try: g.send("y")
except StopIteration as e: print(e.value)
def exc_stop():
    try: yield from It()
    finally: print("exc_stop finally")
g = exc_stop(); next(g)
try: g.throw(StopIteration("thrown stop"))
except RuntimeError as e: print(e, repr(e.__cause__))
def exit_inner():
    try: yield 1
    except GeneratorExit: print("inner exit"); return "swallowed"
def exit_outer():
    try: yield from exit_inner()
    except GeneratorExit: print("outer exit"); raise
g = exit_outer(); next(g); g.close()
g = exit_outer(); next(g)
try: g.throw(GeneratorExit)
except GeneratorExit: print("GeneratorExit out")
def lam(): return (lambda: (yield from [1, 2]))()
print(list(lam()), [*(yield_from for yield_from in [1])])
def expr():
    x = 1 + (yield from one()) * 2
    yield x
def one():
    yield "one"
    return 10
print(list(expr()))
def same_iter():
    it = iter(range(5))
    yield from zip(it, it)
    yield from it
print(list(same_iter()))
def deep(n): yield from deep(n - 1) if n else [n]
print(list(deep(200)))
def self_ref():
    yield from me
me = self_ref()
try: next(me)
except ValueError as e: print(e)
