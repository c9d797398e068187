"""array as a mutable sequence: subscripts and slices, operators, comparison, searching, iteration, subclasses."""
import collections.abc
import gc
import weakref
from array import array


def show(text):
    a, d, u = array("i", [1, 2, 3, 4, 5]), array("d", [1, 2]), array("u", "abc")
    names = {"array": array, "a": a, "d": d, "u": u, "Kind": Kind, "Counts": Counts}
    try:
        try:
            result = repr(eval(text, names))
        except SyntaxError:
            exec(text, names)
            result = "done"
    except Exception as error:
        result = "%s %s" % (type(error).__name__, error)
    print(text, "->", result, names["a"])


class Kind(array):
    pass


class Counts:
    def __index__(self):
        return 2

    def __rmul__(self, other):
        return "rmul"

    def __radd__(self, other):
        return "radd"


for text in ["a[0]", "a[-1]", "a[5]", "a[-6]", "a['x']", "a[None]", "a[1.5]", "a[2**70]", "a[Counts()]", "a[1:3]", "a[::2]", "a[::-1]",
             "a[10:]", "a[3:1]", "a[-2:]", "a[::2**70]", "a[0] = 9", "a[-1] = 9", "a[5] = 9", "a['x'] = 9", "a[0] = 'x'",
             "a[0] = 2**40", "del a[0]", "del a[-1]", "del a[7]", "del a['x']", "del a[1:3]", "del a[::2]", "del a[::-2]",
             "del a[3:1]", "del a[:]", "a[0:1] = [1]", "a[0:1] = array('d')", "a[0:2] = array('i', [9])",
             "a[1:1] = array('i', [7, 8])", "a[3:1] = array('i', [7])", "a[::2] = array('i', [7])",
             "a[::2] = array('i', [7, 8, 9])", "a[::-2] = array('i', [7, 8, 9])", "a[1:1] = a", "a[:] = a", "a[::-1] = a",
             "a[9:] = array('i', [6])", "a + array('i', [6])", "a + [1]", "a + d", "[1] + a", "a + Counts()", "a * 2", "2 * a",
             "a * 0", "a * -1", "a * 1.5", "1.5 * a", "a * 'x'", "'x' * a", "a * a", "a * None", "a * True", "a * 2**62",
             "a += array('i', [6])", "a += a", "a += [1]", "a += 1", "a += d", "a += Counts()", "a *= 2", "a *= 1", "a *= 0", "a *= -1",
             "a *= 1.5", "a *= 'x'", "a *= Counts()", "a.append(6)", "a.extend(a)", "a.extend(range(2))", "a.extend(array('i'))",
             "a.insert(0, 9)", "a.insert(-1, 9)", "a.insert(99, 9)", "a.insert(-99, 9)", "a.pop()", "a.pop(0)", "a.pop(-2)", "a.pop(5)",
             "a.remove(3)", "a.remove(3.0)", "a.remove('x')", "a.reverse()", "a.count(1)", "a.count(True)", "a.count('x')", "a.index(5)",
             "a.index(5, 2)", "a.index(1, 1)", "a.index(5, -2, -1)", "a.index(4, -2, -1)", "a.index(5, -100, 100)", "3 in a", "3.0 in a",
             "'x' in a", "9 in a", "'b' in u", "list(a)", "list(reversed(a))", "sum(a)", "max(a)", "[*u]", "len(a)", "bool(a)",
             "bool(array('i'))", "a.foo = 1", "dict(zip(u, a))", "sorted(a, reverse=True)", "a.tolist()"]:
    show(text)

print("comparison")
rows = [array("i"), array("i", [1]), array("i", [1, 2]), array("d", [1.0]), array("d", [1.0, 2.5]), array("u", "a"),
        array("d", [float("nan")]), [1], b"\x01\0\0\0"]
for a in rows[:-2]:
    for b in rows:
        try:
            order = a < b, a <= b, a > b, a >= b
        except TypeError as error:
            order = error
        print(a, b, a == b, a != b, order)

print("iterators")
a = array("i", [1, 2])
iterator = iter(a)
print(type(iterator).__name__, type(iterator).__module__, iter(iterator) is iterator, next(iterator), iterator.__reduce__())
a.append(3)
iterator.__setstate__(-5)
print(list(iterator), list(iterator), iterator.__reduce__())
a.append(4)
print(list(iterator))
iterator = iter(a)
iterator.__setstate__(100)
print(list(iterator))

print("subclasses")
k = Kind("u", "it's")
k.name = "kept"
print(k, k.name, type(k[1:]), type(k + k), type(k * 2), k == array("u", "it's"), Kind("i"), isinstance(k, collections.abc.MutableSequence))


class Flexible(array):
    def __new__(cls, *items, code="i"):
        return super().__new__(cls, code, items)

    def __init__(self, *items, code="i"):
        self.given = items


print(Flexible(1, 2, code="h"), Flexible(1, 2).given)
try:
    Kind("i", [1], unknown=2)
except TypeError as error:
    print(error)
match array("i", [1, 2, 3]):
    case [first, *rest]:
        print(first, rest)
print(issubclass(array, collections.abc.MutableSequence), issubclass(array, collections.abc.Sequence))
a = array("i", [1])
reference = weakref.ref(a)
print(reference() is a)
del a
gc.collect()
print(reference())


class Meddler:
    def __init__(self, of):
        self.of = of

    def __eq__(self, other):
        del self.of[:]
        return False


a = array("i", range(5))
print(a.count(Meddler(a)), a, Meddler(a) in a)
