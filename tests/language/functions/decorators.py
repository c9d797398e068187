"""Decorators: order, arguments, classes, stacking, arbitrary expressions."""
import functools
log = []
def trace(tag):
    log.append(f"eval {tag}")
    def deco(obj):
        log.append(f"apply {tag} to {obj.__name__}")
        return obj
    return deco
@trace("1")
@trace("2")
def f(): pass
print(log); log.clear()
@trace("c")
class C:
    @trace("m")
    def m(self): pass
    log.append("body")
print(log); log.clear()
def replace(_): return "replaced"
@replace
def gone(): pass
@replace
class Gone: pass
print(gone, Gone)
decos = {"x": [lambda f: (f.__name__, "via subscript")]}
@decos["x"][0]
def s(): pass
@(lambda f: lambda: f() * 2)
def l(): return 21
@(y := trace("walrus"))
def w(): pass
@[replace][0] if True else None
def cond(): pass
print(s, l(), y.__name__, cond)
def repeat(n):
    def deco(f):
        @functools.wraps(f)
        def wrapper(*a, **k): return [f(*a, **k) for _ in range(n)]
        return wrapper
    return deco
@repeat(3)
def hi(name, punct="!"):
    "docstring"
    return f"hi {name}{punct}"
print(hi("x"), hi.__name__, hi.__doc__, hi.__wrapped__("y", punct="?"))
class Count:
    def __init__(self, f): self.f, self.n = f, 0; functools.update_wrapper(self, f)
    def __call__(self, *a): self.n += 1; return self.f(*a)
    def __get__(self, obj, cls=None):
        if obj is None: return self
        return functools.partial(self, obj)
@Count
def counted(x): return -x
print(counted(1), counted(2), counted.n, counted.__name__)
class D:
    @Count
    def method(self, x): return self.__class__.__name__, x
    @staticmethod
    @repeat(2)
    def st(x): return x
    @classmethod
    @repeat(2)
    def cl(cls, x): return cls.__name__, x
    @property
    @repeat(2)
    def pr(self): return "p"
print(D().method(5), D.method.n, D().st(1), D.cl(2), D().pr)
def register(cls=None, *, name=None):
    def wrap(c): c.registered = name or c.__name__; return c
    return wrap if cls is None else wrap(cls)
@register
class R1: pass
@register(name="custom")
class R2: pass
print(R1.registered, R2.registered)
def singleton(cls):
    inst = cls()
    return lambda: inst
@singleton
class S: pass
print(S() is S())
def deco_none(f): pass
@deco_none
def nothing(): pass
print(nothing)
def bad(f): raise ValueError("in decorator")
try:
    @bad
    def x(): pass
except ValueError as e: print(e, "x" in globals())
try:
    @5
    def z(): pass
except TypeError as e: print(e)
def compose(*fs): return lambda f: functools.reduce(lambda a, d: d(a), reversed(fs), f)
def tag(t): return lambda f: lambda *a: f"<{t}>{f(*a)}</{t}>"
@compose(tag("b"), tag("i"))
def text(t): return t
print(text("x"))
def accumulate(f, seen=[]): seen.append(f.__qualname__); f.seen = seen; return f
@accumulate
def one(): pass
class Outer:
    @accumulate
    def two(self):
        @accumulate
        def three(): pass
        return three
print(Outer().two().seen)
def lazyprop(f):
    name = "_lazy_" + f.__name__
    @property
    def prop(self):
        if not hasattr(self, name): setattr(self, name, f(self))
        return getattr(self, name)
    return prop
class Lazy:
    n = 0
    @lazyprop
    def value(self): Lazy.n += 1; return 42
z = Lazy()
print(z.value, z.value, Lazy.n)
async def deco_async_check():
    @trace("inner async")
    async def inner(): return 1
    return await inner()
try: deco_async_check().send(None)
except StopIteration as e: print(e.value, log)
