"""pickle: the bytes of each protocol, objects that come back, what cannot be pickled, bad data."""
import collections
import copyreg
import datetime
import decimal
import enum
import fractions
import functools
import io
import pickle
import random
import re


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return type(other) is type(self) and vars(self) == vars(other)

    def __repr__(self):
        return "Point(%r, %r)" % (self.x, self.y)

    def method(self):
        return self.x

    class Inner:
        pass


class Slotted:
    __slots__ = ("a", "b")

    def __eq__(self, other):
        return self.a == other.a

    def __repr__(self):
        return "Slotted(%r)" % self.a


class Own:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Own, (self.n,), {"extra": 1}


class State:
    def __getstate__(self):
        return ("state", 5)

    def __setstate__(self, state):
        self.got = state


class NewArgs(int):
    def __new__(cls, value, *, base=10):
        self = int.__new__(cls, value)
        self.base = base
        return self

    def __getnewargs_ex__(self):
        return (int(self),), {"base": self.base}


class Words(list):
    pass


class Table(dict):
    pass


class Color(enum.Enum):
    RED = 1


Pair = collections.namedtuple("Pair", "left right")
slotted = Slotted()
slotted.a, slotted.b = 1, [2]
words = Words("ab")
words.note = "n"
loop = []
loop.append(loop)
knot = ([],)
knot[0].append(knot)

values = [None, True, False, 0, 1, -1, 255, 256, 65535, 65536, -2 ** 31, 2 ** 31, 2 ** 63, -2 ** 63, 10 ** 80,
          -10 ** 700, 1.5, -0.0, float("inf"), "", "abc", "é\n\\\u20ac\U0001F600", "x" * 300, b"", b"bytes",
          b"\xff" * 300, bytearray(b"ba"), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2],
          list(range(5)), {}, {"a": 1}, {"a": 1, "b": [2]}, set(), {1}, frozenset([1]), frozenset(), ..., NotImplemented,
          type(None), type(...), int, len, Point, Point.Inner, Point(1, [2]), Color.RED, Pair(1, 2), words,
          range(3), slice(1, 2), 1j, print, "abc".upper, functools.partial(int, base=2), "twice", ["twice", "twice"],
          collections.OrderedDict(a=1), collections.deque([1, 2], 5), collections.Counter("aab"),
          collections.defaultdict(list, a=[1]), Own(3), NewArgs(7, base=2), ValueError("bad", 3),
          OSError(2, "no"), KeyError("k"), loop, knot]
for protocol in range(6):
    print("protocol", protocol)
    for value in values:
        try:
            data = pickle.dumps(value, protocol)
        except Exception as error:
            print(type(error).__name__, error)
            continue
        print(data if len(data) < 200 else (len(data), data[:20], data[-20:]))
        back = pickle.loads(data)
        if value is loop:
            print(back[0] is back)
        elif value is knot:
            print(back[0][0] is back)
        elif isinstance(value, (Own, Exception)):
            print(repr(back) if isinstance(value, Exception) else (back.n, back.extra))
        else:
            print(back == value and type(back) is type(value))

for value in (slotted, State(), Table(a=1), datetime.date(2020, 2, 3), datetime.timedelta(1, 2, 3),
              decimal.Decimal("1.50"), fractions.Fraction(1, 3), re.compile("a+", re.I), Point(1, 2).method):
    back = pickle.loads(pickle.dumps(value))
    print(repr(getattr(back, "got", back)) if not callable(back) else back())
print(pickle.loads(pickle.dumps(random.Random(5))).random() == random.Random(5).random())
shared = [1]
back = pickle.loads(pickle.dumps({"a": shared, "b": shared, "c": (shared, shared)}))
print(back["a"] is back["b"] is back["c"][0])
for size in (999, 1000, 1001, 2000, 2001):
    print([len(pickle.dumps(made, 4)) for made in (list(range(size)), dict.fromkeys(range(size)),
                                                   set(range(size)), Words(range(size)))])
big = "x" * 70000
print(len(pickle.dumps([big, big, b"y" * 100000, "tail"])), pickle.loads(pickle.dumps([big, 1]))[1])
print(len(pickle.dumps(["%05d" % i for i in range(9000)])))

file = io.BytesIO()
pickler = pickle.Pickler(file, 2)
pickler.dump(shared)
pickler.dump(shared)
pickler.clear_memo()
pickler.dump(shared)
print(file.getvalue())
file.seek(0)
unpickler = pickle.Unpickler(file)
first, second = unpickler.load(), unpickler.load()
print(first is second, pickle.load(file), file.read())


class Naming(pickle.Pickler):
    def persistent_id(self, obj):
        return "the " + obj.x if isinstance(obj, Point) else None

    def reducer_override(self, obj):
        return (int, ("42",)) if obj is Own else NotImplemented


class Named(pickle.Unpickler):
    def persistent_load(self, pid):
        return "<%s>" % pid

    def find_class(self, module, name):
        if name == "eval":
            raise pickle.UnpicklingError("forbidden")
        return super().find_class(module, name)


for protocol in (0, 4):
    file = io.BytesIO()
    Naming(file, protocol).dump([Point("point", 0), Own])
    print(file.getvalue())
    file.seek(0)
    print(Named(file).load())
try:
    Named(io.BytesIO(b"cbuiltins\neval\n(S'1'\ntR.")).load()
except pickle.UnpicklingError as error:
    print(error)
copyreg.pickle(Slotted, lambda obj: (Point, (obj.a, "by copyreg")))
print(pickle.loads(pickle.dumps(slotted)))


def outer():
    def inner():
        pass
    return inner


def stranger():
    pass


renamed, stranger = stranger, None
for value in (outer(), renamed, lambda: 0, (i for i in ()), open):
    try:
        pickle.dumps(value)
        print("done")
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        print(type(error).__name__, re.sub("0x[0-9a-f]+", "0x", str(error)))
for data in (b"", b"\x80\x04", b"\x80\x04K", b"\x80\x09.", b"?", b"\xff", b"h\x05.", b"c__main__\nAbsent\n.",
             b"cabsent_module\nx\n.", b"\x80\x04]\x94(K\x01", b"Pid\n.", b"(.", b"t.", b"S'ab.", b"Sab\n."):
    try:
        print(pickle.loads(data))
    except Exception as error:
        print(type(error).__name__, re.sub(" from '.*'>", " >", str(error)))
print(pickle.loads(b"(lp0\nI1\naI01\naL5L\naF1.5\naS'a\\x41'\naVb\\u00e9\na(I1\nI2\ntad."[:-3] + b"a."))
print(pickle.loads(b"\x80\x02U\x03a\xffb.", encoding="latin1"), pickle.loads(b"U\x02\xff\x00.", encoding="bytes"))
print(pickle.loads(b"c__builtin__\nxrange\n(I2\ntR."), pickle.loads(b"ccopy_reg\n_reconstructor\n.") is copyreg._reconstructor)
for bad in (lambda: pickle.dumps(1, 6), lambda: pickle.loads("text"), lambda: pickle.dump(1, 5),
            lambda: pickle.load(5)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL, pickle.PicklingError, pickle.decode_long(pickle.encode_long(-129)))
