"""inspect: kinds of objects, members, documentation, source text, frames and generators."""
import abc
import collections
import inspect
import sys
import types


# What stands
# before the class.
class Animal(abc.ABC):
    """An animal.

        Deeper.
    """

    legs = 4

    @abc.abstractmethod
    def sound(self):
        """What it says."""

    @property
    def size(self):
        """How big."""
        return 1

    @classmethod
    def make(cls):
        return cls()

    @staticmethod
    def count():
        return 0


class Dog(Animal):
    __slots__ = {"name": "what it is called"}

    def sound(self):
        return "wuff"  # says it

    # the end of sound

    def nested(self):
        class Inner:
            value = [
                1,
            ]
        text = """
not indented
"""
        return Inner, text


def one_liner(): return 1


double = lambda x: x * 2  # noqa


@staticmethod
def decorated(a,
              b):
    if a:
        return b

    return a


def generator():
    received = yield 1
    yield received


async def coroutine():
    pass


async def agen():
    yield 1


kinds = ["isabstract", "isasyncgenfunction", "isbuiltin", "isclass", "iscode", "iscoroutinefunction",
         "isdatadescriptor", "isfunction", "isgenerator", "isgeneratorfunction", "isgetsetdescriptor",
         "ismemberdescriptor", "ismethod", "ismethoddescriptor", "ismethodwrapper", "ismodule",
         "isroutine", "isframe", "istraceback", "isawaitable"]
generator_object = generator()
for name, thing in {"class": Dog, "abstract": Animal, "function": one_liner, "method": Dog().nested,
                    "builtin": len, "bound builtin": "".join, "descriptor": str.join, "slot": Dog.name,
                    "wrapper": object.__init__, "method-wrapper": object().__init__,
                    "property": Animal.size, "getset": type.__dict__["__dict__"], "generator function": generator,
                    "generator": generator_object, "coroutine function": coroutine, "async": agen,
                    "code": one_liner.__code__, "module": sys, "number": 3,
                    "frame": sys._getframe()}.items():
    print(name, [kind for kind in kinds if getattr(inspect, kind)(thing)])

print([name for name, value in inspect.getmembers(Dog) if not name.startswith("_")])
print([name for name, value in inspect.getmembers(Dog, inspect.isfunction)])
print([(a.name, a.kind, a.defining_class.__name__) for a in inspect.classify_class_attrs(Dog)
       if not a.name.startswith("_")])
print([each.__name__ for each in inspect.getmro(Dog)])
tree = inspect.getclasstree([Dog, Animal, collections.OrderedDict])
print(tree)

print(repr(inspect.getdoc(Animal)), repr(inspect.getdoc(Dog)))
print(repr(inspect.getdoc(Dog.sound)), repr(inspect.getdoc(Dog().sound)), repr(inspect.getdoc(Dog.name)))
print(repr(inspect.getdoc(Animal.size)), inspect.getdoc(one_liner))
print(repr(inspect.cleandoc("  first\n    second\n\n      third\n   ")))

for thing in (Animal, Dog.sound, Dog.nested, one_liner, double, decorated, generator, Dog().nested()[0]):
    lines, number = inspect.getsourcelines(thing)
    print(number, len(lines), repr(lines[0]), repr(lines[-1]))
print(inspect.getsource(decorated.__wrapped__))
print(repr(inspect.getcomments(Animal)), inspect.getcomments(one_liner))
print(inspect.getsourcefile(Dog) == __file__, inspect.getfile(one_liner) == __file__)
print(inspect.getmodule(Dog).__name__, inspect.getmodule(one_liner) is sys.modules["__main__"])
print(inspect.getmodulename("/a/b/name.py"), inspect.getmodulename("data.txt"))
for bad in (len, int, 3, sys):
    try:
        inspect.getfile(bad)
    except TypeError as error:
        print(str(error).split(", got")[0])


class Tricky:
    value = 1

    def __getattr__(self, name):
        print("asked for", name)
        raise AttributeError(name)

    @property
    def loud(self):
        print("property runs")


tricky = Tricky()
print(inspect.getattr_static(tricky, "value"), inspect.getattr_static(tricky, "loud").__class__)
print(inspect.getattr_static(tricky, "absent", "default"))
try:
    inspect.getattr_static(tricky, "absent")
except AttributeError as error:
    print("AttributeError", error)


def closing(a):
    b = 2

    def inside():
        return a + b + len(missing_name) + double(1)
    return inside


found = inspect.getclosurevars(closing(1))
print(found.nonlocals, sorted(found.globals), found.builtins, found.unbound)

print(inspect.getgeneratorstate(generator_object))
next(generator_object)
print(inspect.getgeneratorstate(generator_object), inspect.getgeneratorlocals(generator_object))
generator_object.close()
print(inspect.getgeneratorstate(generator_object), inspect.getgeneratorlocals(generator_object))
c = coroutine()
print(inspect.getcoroutinestate(c), inspect.iscoroutine(c), inspect.isawaitable(c))
c.close()
print(inspect.getcoroutinestate(c), inspect.getcoroutinelocals(c))


def caller():
    return callee(1, 2)


def callee(x, *y, **z):
    frame = inspect.currentframe()
    info = inspect.getargvalues(frame)
    print(info.args, info.varargs, info.keywords, sorted(info.locals))
    print(inspect.formatargvalues(info.args, info.varargs, info.keywords, info.locals))
    return [(each.function, each.code_context, each.index) for each in inspect.stack()]


print(caller())
try:
    one_liner(1)
except TypeError:
    trace = inspect.trace()
    print(len(trace), trace[0].function, trace[0].lineno, trace[0].code_context, trace[0].index)
    print(trace[0].positions, trace[0]._fields)
    print(inspect.getframeinfo(trace[0].frame, context=3).code_context)
print(inspect.unwrap(one_liner) is one_liner)
