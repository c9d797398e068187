import contextlib
@contextlib.contextmanager
def cm(n, catch=()):
    print("start", n)
    try: yield n
    except catch as e: print("caught", repr(e))
    finally: print("end", n)
with cm(1) as x, cm(2, ValueError): raise ValueError("v")
try:
    with cm(3): raise KeyError("k")
except KeyError as e: print(e)
@contextlib.contextmanager
def bad(): yield 1; yield 2
try:
    with bad(): pass
except RuntimeError as e: print(e)
@contextlib.contextmanager
def never():
    if False: yield
try:
    with never(): pass
except RuntimeError as e: print(e)
@cm("deco")
def f(): print("in f"); return 5
print(f(), f())
with contextlib.suppress(KeyError, IndexError): [][1]
with contextlib.ExitStack() as s:
    s.enter_context(cm("s1")); s.callback(print, "callback", 1); s.push(lambda *a: print("push", a[0]) or True)
    raise ValueError("stack")
import io, sys
b = io.StringIO()
with contextlib.redirect_stdout(b): print("hidden")
print(repr(b.getvalue()))
class C(contextlib.ContextDecorator):
    def __enter__(self): print("E"); return self
    def __exit__(self, *a): print("X")
@C()
def g(): print("g")
g()
with contextlib.closing(io.StringIO()) as q: pass
print(q.closed)
with contextlib.nullcontext(7) as n: print(n)
class A(contextlib.AbstractContextManager):
    def __exit__(self, *a): print("abstract exit")
with A() as a: print(type(a).__name__)
try:
    with cm("gen"): raise StopIteration("si")
except StopIteration as e: print("SI", e)
try:
    with contextlib.ExitStack() as s:
        s.push(lambda *a: 1 / 0)
        s.push(lambda *a: [][1])
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))
