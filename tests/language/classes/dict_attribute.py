"""__dict__ of instances, classes, modules, exceptions and functions: what can be assigned."""
import types


def assign(x, value):
    try:
        x.__dict__ = value
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
    else:
        print("assigned")


def delete(x):
    try:
        del x.__dict__
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
    else:
        print("deleted", x.__dict__)


class C:
    pass


a = C()
a.__dict__ = {"b": 1}
print(a.b)
for value in (None, [], 1):
    assign(a, value)
delete(a)


class Base:
    pass


class Meta(type, Base):
    pass


class D(metaclass=Meta):
    pass


descriptor = Base.__dict__["__dict__"]
for cls in C, D:
    assign(cls, {})
    delete(cls)
    try:
        descriptor.__set__(cls, {})
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
    try:
        cls.__dict__["spam"] = 1
    except TypeError as e:
        print(e)


class Module1(types.ModuleType, Base):
    pass


class Module2(Base, types.ModuleType):
    pass


for M in Module1, Module2:
    module = M("spam")
    assign(module, {})
    delete(module)
    try:
        descriptor.__set__(module, {})
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
    module.__dict__["spam"] = 1
    print(module.spam)


class E1(Exception, Base):
    pass


class E2(Base, Exception):
    pass


for T in Exception, E1, E2:
    e = T()
    e.__dict__ = {"a": 1}
    print(e.a)


def f():
    pass


f.__dict__ = {"q": 1}
print(f.q)
assign(f, 1)


class Slots:
    __slots__ = ("x",)


assign(Slots(), {})


class WithDict:
    __slots__ = ("x", "__dict__")


w = WithDict()
w.x = 1
w.y = 2
print(w.__dict__)
w.__dict__ = {"z": 3}
print(w.x, w.z, hasattr(w, "y"))
o = C()
o.a = 1
view = o.__dict__
o.b = 2
view["c"] = 3
print(view, o.c, vars(o) is view)
o.__dict__.clear()
print(hasattr(o, "a"), view)
