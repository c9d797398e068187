# What copy and pickle see of exceptions, of builtin containers with slots, and how odd subclasses are made.
import bisect
import collections
import copy
import functools
import operator
import pickle


def show(function, *args, **named):
    try:
        print(repr(function(*args, **named)))
    except Exception as error:
        print(type(error).__name__, error)


fields = ("errno", "strerror", "filename", "filename2", "name", "path", "msg", "characters_written")
errors = [OSError(2, "a", "f"), OSError(2, "a", "f", None, "g"), FileNotFoundError(2, "x", "y"), OSError("a"),
          OSError(1, 2), ImportError("a", name="n", path="p"), ImportError("m"), ModuleNotFoundError("q", name="z"),
          BlockingIOError(11, "a", 3)]
errors[5].extra = 1
for error in errors:
    print(error.__reduce__())
    for protocol in 0, 2, 4:
        again = pickle.loads(pickle.dumps(error, protocol))
        print(type(again).__name__, again.args, vars(again), [str(getattr(again, f)) for f in fields if hasattr(again, f)])
    print(repr(copy.copy(error)), copy.copy(error))


class S(set):
    __slots__ = "x", "__dict__"


class F(frozenset):
    __slots__ = "x", "__dict__"


class B(bytearray):
    __slots__ = "x", "__dict__"


class D(collections.deque):
    __slots__ = "x", "__dict__"


class O(collections.OrderedDict):
    __slots__ = "x"


for cls, content in (S, [1]), (F, [1]), (B, b"ab"), (D, "ab"), (O, [(1, 2)]):
    value = cls(content)
    print(cls.__name__, value.__reduce__()[1:3])
    value.x = 1
    value.y = 2
    print(cls.__name__, value.__reduce__()[1:3])
    for again in [pickle.loads(pickle.dumps(value, p)) for p in range(6)] + [copy.copy(value), copy.deepcopy(value)]:
        print(type(again).__name__, again == value, getattr(again, "x", None), getattr(again, "y", None))


class Made(set):
    def __new__(cls, items, more=None):
        return super().__new__(cls, items)


class Begun(set):
    def __init__(self, items, more=None):
        super().__init__(items)


class FrozenMade(frozenset):
    def __new__(cls, items, more=None):
        return super().__new__(cls, items)


class FrozenBegun(frozenset):
    def __init__(self, items, more=None):
        pass


class Plain(frozenset):
    pass


for cls in Made, Begun, FrozenMade, FrozenBegun, Plain, set, frozenset:
    show(cls, [1])
    show(cls, [1], more=2)
show(Plain, 1, 2)
show(Begun.__base__.__init__, Begun([]), 1, 2)


class Complex(complex):
    def __complex__(self):
        return 42j


class Float(float):
    def __float__(self):
        return 42.0


show(complex, Complex(1j))
show(complex, Complex(1j), 2)
show(complex, 1, Complex(1j))
show(complex, Float(1))
show(complex, 0, Float(1))


class Six:
    def __reduce_ex__(self, protocol):
        return Six, (), {"a": 1}, None, None, setattr


show(copy.copy, Six())
show(copy.deepcopy, Six())

queue = collections.deque("abc")
iterator = iter(queue)
next(iterator)
print(list(copy.copy(iterator)), list(pickle.loads(pickle.dumps(iterator))), list(iterator))
print(list(type(iterator)(queue)), list(type(iterator)(queue, 1)), list(type(reversed(queue))(queue)))
print(pickle.loads(pickle.dumps(iterator)).__length_hint__())
show(type(iterator), 1)


class NoEnd:
    def __iter__(self):
        return iter(())

    def __length_hint__(self):
        return 2**63 - 1


items = [1]
items.extend(NoEnd())
print(items)
show([].extend, type("Large", (NoEnd,), {"__iter__": lambda s: s, "__next__": lambda s: next(iter(()))})())


class Left:
    def __eq__(self, other):
        second.clear()
        return NotImplemented


class Right:
    def __eq__(self, other):
        first.clear()
        return NotImplemented


first, second = [Left()], [Right()]
print(first == second, [Left()] < [1] if False else None)


class Fails:
    @property
    def __eq__(self):
        raise AttributeError("eq")

    @property
    def __lt__(self):
        raise ValueError("lt")

    @property
    def __hash__(self):
        raise ValueError("hash")

    @property
    def __iter__(self):
        raise ValueError("iter")


class Given:
    """Special methods that properties give, and that take no arguments."""
    __iter__ = property(lambda self: lambda: iter([1, 2]))
    __hash__ = property(lambda self: lambda: 5)
    __lt__ = property(lambda self: lambda other: ("less", other))
    __eq__ = property(lambda self: functools.partial(operator.is_, self))


given = Given()
print(list(given), hash(given), given < 3, given == given, given == 1, {given: 4}[given])
fails = Fails()
show(lambda: fails == fails)
show(lambda: fails != 1)
show(lambda: fails < 1)
show(hash, fails)
show(iter, fails)
show(bisect.bisect_left, range(2**63 - 1), 2**63 - 5)
for value in (1,), "a", b"a", range(2), {1}, 1:
    show(operator.delitem, value, 0)
    show(operator.delitem, value, slice(1))
