"""Class statements: bodies, attributes, instances, repr, dictionaries."""
class A:
    "doc of A"
    x = 1
    y = [x, x + 1]
    print("in body", x, __name__, __qualname__, __module__)
    def __init__(self, v=0): self.v = v
    def get(self): return self.v
    for i in range(3): pass
    del i
a, b = A(), A(5)
print(a.v, b.get(), A.x, a.x, A.__name__, A.__doc__, A.__module__, A.__bases__, A.__qualname__, type(a) is A)
a.x = 10
print(a.x, b.x, A.x, a.__dict__, sorted(k for k in A.__dict__ if not k.startswith("__")))
del a.x
print(a.x)
A.z = "added"
print(b.z, vars(b), isinstance(a, A), issubclass(A, object), hasattr(a, "q"), getattr(a, "q", "dflt"))
for action in ["a.q", "A.q", "del a.q", "del a.x", "A.get()", "A(1, 2)", "a.get(1)", "a()", "a.v.w", "A.v", "del A.x; A.x", "A.__dict__['x']", "A.__dict__['new'] = 1", "a.__dict__ = 5", "a.__class__ = 5", "a.__class__ = int", "del a.__dict__; a.v", "a.__weakref__", "A.__name__ = 5", "A.__bases__ = ()", "A.__bases__ = 5", "A.__module__", "a.__doc__", "A.__mro__ = 5", "a.__module__", "del A.__name__"]:
    try: print(action, "=", eval(action) if "=" not in action and "del" not in action and ";" not in action else exec(action))
    except Exception as e: print(action, "->", type(e).__name__ + ":", e)
class Empty: ...
e = Empty()
e.a = 1; e.b = 2; e.a = 3
print(e.__dict__, list(vars(e)), dir(e)[-2:])
e.__dict__ = {"fresh": 1}
print(e.fresh, hasattr(e, "a"))
e.__dict__["via dict"] = 2
print(getattr(e, "via dict"), setattr(e, "odd name", 3), e.__dict__)
class R:
    def __repr__(self): return "R!"
print(R(), [R()], str(R()), f"{R()}", "%s %r" % (R(), R()))
class S:
    def __str__(self): return "S-str"
s = S()
print(s, repr(s).startswith("<__main__.S object at 0x"), repr(s).endswith(">"))
class Bad:
    def __repr__(self): return 5
    def __str__(self): return None
for f in (repr, str, "{}".format):
    try: f(Bad())
    except TypeError as err: print(err)
class B: pass
x = e
x.__class__ = B
print(type(x).__name__, x.fresh)
def outer():
    class Local:
        class Inner: pass
        def m(self): pass
    return Local
print(outer(), outer().Inner, outer().m.__qualname__, outer().Inner.__qualname__)
A.__name__ = "Renamed"; A.__qualname__ = "Q.R"
print(A, A.__name__)
class WithSlots:
    __slots__ = ("p",)
w = WithSlots()
w.p = 1
try: w.q = 1
except AttributeError as err: print(err)
print(type("Dyn", (A,), {"k": 1, "f": lambda self: self.k})().f())
class C: n = 0
def method(self): self.n += 1; return self.n
C.m = method
c = C(); c.m(); c.m()
print(c.n, C.n, C.m is method, c.m.__func__ is method)
cond = True
class D:
    if cond:
        def f(self): return "defined when true"
    else:
        def f(self): return "otherwise"
    try: undefined
    except NameError: caught = True
    with open(__file__) as _f: first = _f.readline()[:3]
    lst = [k for k in range(3)]
print(D().f(), D.caught, D.first, D.lst)
print(A.__dict__.__class__.__name__, type(A.__dict__)({"a": 1}))
