"""Pickles of many shapes in every protocol: the bytes are known, and reading gives the same again."""
import collections
import hashlib
import io
import pickle
from datetime import date
from fractions import Fraction


class Node:
    def __init__(self, value):
        self.value = value
        self.me = self


class Slots:
    __slots__ = ("a", "b")


class State:
    def __getstate__(self):
        return {"k": 1}

    def __setstate__(self, state):
        self.got = state


class Items(list):
    pass


class Pairs(dict):
    pass


class Keywords:
    def __new__(cls, *args, **keywords):
        return object.__new__(cls)

    def __getnewargs_ex__(self):
        return (1,), {"k": 2}


class Number(int):
    def __getnewargs__(self):
        return (int(self),)


class Appended:
    def __reduce__(self):
        return Appended, (), None, iter([1, 2]), None

    def append(self, item):
        self.last = item

    def extend(self, items):
        self.items = items


class Loop:
    def __reduce__(self):
        return Loop, (), {"self": self, "list": [self]}


Point = collections.namedtuple("Point", "x y")


def shapes():
    yield from (None, True, False, ..., NotImplemented, int, len, Node, type(None))
    for power in (0, 7, 8, 15, 16, 31, 32, 39, 40, 59, 60, 61, 62, 63, 64, 70, 2050):
        for near in (-1, 0, 1):
            yield from ((1 << power) + near, -(1 << power) + near)
    yield from (0.0, -0.0, 1.5, 5e-324, 1e300, float("inf"), 3 + 4j)
    yield from ("", "a\n\\", "é€\U0001F600\ud800", b"", b"\0\xff", bytearray(b"abc"))
    for size in (255, 256, 65535, 65536, 70000):
        yield "x" * size
        yield b"y" * size
        yield ["z" * size, size, "z" * (size - 1)]
    for size in (0, 1, 2, 3, 4, 5):
        yield list(range(size))
        yield tuple(range(size))
        yield dict.fromkeys(range(size), "v")
        yield set(range(size))
        yield frozenset(range(size))
    yield from (list(range(1001)), dict.fromkeys(range(1001), "v"), set(range(1001)))  # more than one batch
    shared = ["shared"]
    yield [shared, shared, (shared, {"k": shared})]
    yield [["item %d" % i] for i in range(300)]  # more than 256 numbers in the memo
    yield ["%05d" % i * 20 for i in range(700)]  # two frames
    loop = []
    loop.append((loop, 1, 2))
    yield from (loop, loop[0])
    pair = ([],) * 4
    pair[0].append(pair)
    yield pair
    known = {}
    known["me"] = known
    yield known
    slots = Slots()
    slots.a = 1
    items, pairs = Items([1, 2]), Pairs(a=1)
    items.extra, pairs.extra = "x", "y"
    yield from (Node(5), [Node(1), Node("1")], slots, State(), items, pairs, Keywords(), Number(7), Appended(), Loop())
    yield from (date(2020, 2, 29), Fraction(1, 3), Point(1, [2]), range(5), slice(1, None, 2),
                collections.OrderedDict(a=1), collections.Counter("aab"), collections.deque([1, 2], 5))


def shown(value, depth=0):
    text = type(value).__name__
    if depth > 4:
        return text
    if isinstance(value, dict):
        text += "{%s}" % ", ".join(shown(k, depth + 1) + ": " + shown(v, depth + 1) for k, v in value.items())
    elif isinstance(value, (list, tuple)):
        text += "[%s]" % ", ".join(shown(item, depth + 1) for item in value)
    elif type(value).__repr__ is not object.__repr__:
        text = repr(value)
    if hasattr(value, "__dict__") and not callable(value):
        text += shown(dict(vars(value)), depth + 1)
    return text


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    written, read = hashlib.sha256(), hashlib.sha256()
    for number, value in enumerate(shapes()):
        if protocol < 2 and isinstance(value, Slots):
            continue  # needs protocol 2
        data = pickle.dumps(value, protocol)
        written.update(data)
        again = shown(pickle.loads(data))
        read.update(again.encode("utf-8", "surrogatepass"))
        file = io.BytesIO(data + b"rest")
        assert type(pickle.load(file)) is type(value) and file.read() == b"rest", number
        out = io.BytesIO()
        pickle.dump(value, out, protocol)
        assert out.getvalue() == data, number
    print(protocol, written.hexdigest()[:16], read.hexdigest()[:16])

# What is cut short is refused, wherever it is cut.
data = pickle.dumps([1, 300, 70000, 2 ** 40, 1.5, "text", b"bytes", (1, 2), {"k": [None]}, Node(1), date(2000, 1, 1)])
for cut in range(len(data)):
    try:
        pickle.loads(data[:cut])
    except (pickle.UnpicklingError, EOFError) as problem:
        print(cut, type(problem).__name__, end="; ")
print()
# So is what does not fit the stack.
for text in (b"0.", b"a.", b"]a.", b"s.", b"}K\x01s.", b"u.", b"(u.", b"}(K\x01u.", b"e.", b"(e.", b"t.", b"\x85.", b"K\x01\x86.",
             b"\x94.", b"h\x05.", b"R.", b"K\x01R.", b"b.", b"\x93.", b"K\x01K\x02\x93.", b"(K\x01(.", b"\x81.", b"(1.", b"."):
    try:
        print(text, pickle.loads(text))
    except Exception as problem:
        print(text, type(problem).__name__, problem)


# What subclasses decide is asked for every object.
class Persistent(pickle.Pickler):
    def persistent_id(self, value):
        return "token" if value == "secret" else None


class Reader(pickle.Unpickler):
    def persistent_load(self, token):
        return token.upper()

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


class Overriding(pickle.Pickler):
    def reducer_override(self, value):
        return (str, ("a function",)) if callable(value) and value is len else NotImplemented


out = io.BytesIO()
Persistent(out).dump(["secret", {"secret": 1}, Node("secret")])
out.seek(0)
loaded = Reader(out).load()
print(loaded[:2], loaded[2].value)
out = io.BytesIO()
Overriding(out).dump([len, 1, Node(len)])
print(shown(pickle.loads(out.getvalue())))
out = io.BytesIO()
pickler = pickle.Pickler(out)
pickler.dispatch_table = {Node: lambda node: (str, ("a node",))}
pickler.dump([Node(1)])
print(pickle.loads(out.getvalue()))
out = io.BytesIO()
pickler = pickle.Pickler(out)
common = ["common"]
pickler.dump(common)
pickler.dump([common])
reader = pickle.Unpickler(io.BytesIO(out.getvalue()))
first = reader.load()
print(reader.load()[0] is first)


class Bad:
    def __reduce__(self):
        return 5


class Raising:
    def __reduce__(self):
        raise LookupError("no")


for value in (Bad(), [Raising()], {"k": lambda: 0}, (x for x in ())):
    try:
        pickle.dumps(value)
    except Exception as problem:
        print(type(problem).__name__, str(problem).split(" at 0x")[0])
deep = []
for _ in range(3000):
    deep = [deep]
try:
    pickle.dumps(deep)
except RecursionError:
    print("RecursionError")
