"""Class creation order, metaclass keyword arguments, __prepare__, __set_name__, __init_subclass__."""
log = []
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        log.append(("prepare", name, [b.__name__ for b in bases], kw))
        return {"prepared": True}
    def __new__(mcls, name, bases, ns, **kw):
        log.append(("new", name, sorted(k for k in ns if not k.startswith("__")), kw))
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        log.append(("init", name, kw))
        super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        log.append(("call", cls.__name__, args, kw))
        return super().__call__(*args, **kw)
class Named:
    def __set_name__(self, owner, name):
        log.append(("set_name", owner.__name__, name))
    def __get__(self, i, o):
        return (i is not None, o.__name__)
class Base(metaclass=Meta, flag=1):
    field = Named()
    def __init_subclass__(cls, **kw):
        log.append(("init_subclass", cls.__name__, kw))
        super().__init_subclass__()
class Sub(Base, other=2):
    second = Named()
    def __init__(self, *a, **k):
        log.append(("instance", a, k))
try:
    Sub(1, x=2)
except TypeError as e:
    print(e)
for entry in log: print(entry)
print(Base.field, Sub.second, Base.prepared)
class Bad:
    def __set_name__(self, owner, name): raise ValueError("no name")
try:
    class Uses:
        attr = Bad()
except RuntimeError as e:
    print(e, "|", repr(e.__cause__))
class NeedsArg:
    def __init_subclass__(cls, /, *, tag, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
class Ok(NeedsArg, tag="t"): pass
print(Ok.tag)
for src in ("class A(NeedsArg): pass", "class A(NeedsArg, tag=1, extra=2): pass", "class A(x=1): pass", "class A(metaclass=5): pass", "class A(5): pass", "class A(int, str): pass", "class A(bool): pass", "class A(object, int): pass", "class A(type(None)): pass", "class A(int, int): pass", "class A(metaclass=lambda n, b, d: (n, b, sorted(d)), **{}): x = 1\nprint(A)", "class A(*[int], **{'metaclass': type}): pass\nprint(A.__mro__)"):
    try: exec(src)
    except TypeError as e: print(src.split(chr(10))[0], "->", e)
class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
try:
    class C(A, B): pass
except TypeError as e: print(e)
class M3(M1, M2): pass
class D(A, B, metaclass=M3): pass
print(type(D), D.__mro__)
class E(D): pass
print(type(E).__name__)
T = type("T", (A,), {"x": 1, "__doc__": "doc"})
print(type(T).__name__, T.x, T.__doc__, T.__module__, T.__qualname__)
for args in ((), ("X",), ("X", ()), (1, (), {}), ("X", [], {}), ("X", (), []), ("X", (1,), {}), ("a\0b", (), {})):
    try: print(type(*args))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
T.__name__ = "Renamed"; print(T, T.__qualname__); T.__qualname__ = "Q.R"; print(T)
for attr, v in (("__name__", 5), ("__qualname__", 5), ("__bases__", ()), ("__bases__", (int,)), ("__module__", 5), ("__doc__", "new"), ("__mro__", ()), ("__dict__", {}), ("__class__", int)):
    try: setattr(T, attr, v); print(attr, "set", getattr(T, attr))
    except (TypeError, AttributeError) as e: print(attr, type(e).__name__, e)
for attr in ("__name__", "__qualname__", "__module__", "__doc__", "__bases__", "__abstractmethods__"):
    try: delattr(T, attr); print("deleted", attr)
    except (TypeError, AttributeError) as e: print(attr, type(e).__name__, e)
