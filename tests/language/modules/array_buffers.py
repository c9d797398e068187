"""The bytes of an array: views, files, struct, pickles and copies; sizes are fixed while a view is open."""
import array as module
import copy
import io
import os
import pickle
import struct
import tempfile
from array import array


def attempt(text, **names):
    a = array("i", [1, 2, 3])
    view = memoryview(a)
    names.update(a=a, view=view, array=array, struct=struct, io=io)
    try:
        exec(text, names)
        result = "done"
    except Exception as error:
        result = "%s %s" % (type(error).__name__, error)
    view.release()
    a.append(4)
    print(text, "->", result, a)


print("with a view")
for text in ["a.append(1)", "a.pop()", "a.insert(0, 1)", "a.remove(1)", "a.extend([])", "a.extend([1])", "a.extend(array('i'))", "a += a",
             "a.fromlist([1])", "a.fromlist([])", "a.frombytes(b'')", "a.frombytes(b'abcd')", "del a[0]", "del a[::2]", "del a[:0]", "a *= 1",
             "a *= 2", "a *= 0", "a[0:1] = array('i')", "a[0:1] = array('i', [7])", "a[0:1] = array('i', [7, 8])", "a[0] = 5", "a.byteswap()",
             "a.reverse()", "view[0] = 8", "view[1:] = array('i', [6, 6])", "view[1:] = array('h', [6, 6])", "view[1:] = bytes(8)",
             "view[0] = 'x'", "view[0] = 2**40", "view[9] = 1", "with view.cast('B') as octets: octets[0] = 255",
             "with view[:2] as part: view[::2] = part"]:
    attempt(text)

print("views")
for code in "bBhHiIlLqQfd":
    a = array(code, [1, 2, 3])
    with memoryview(a) as view:
        print(code, view.format, view.itemsize, view.nbytes, view.shape, view.strides, view.readonly, view.tolist(), view[-1],
              view[::2].tolist(), view.obj is a, view == a, view == array("d", [1, 2, 3]), view == array("d", [1, 2, 4]),
              a == view, view.cast("B").tolist()[:3], bytes(view) == bytes(a) == a.tobytes(), view.hex() == a.tobytes().hex())
text = array("u", "ab")
view = memoryview(text)
print(view.format, view.itemsize, len(view), view == text, view.cast("B").tobytes(), view.tobytes())
for action in (lambda: view[0], view.tolist, lambda: list(view), lambda: hash(view.toreadonly()), lambda: view.__setitem__(0, "x")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
view.release()
try:
    hash(memoryview(array("b", [1])).toreadonly())
except TypeError as error:
    print(error)

print("bytes")
a = array("h", [1, -2])
print(bytes(a), bytearray(a), b"-" + a, bytearray(b"-") + a, b"".join([a, a]), int.from_bytes(a, "little"), b"x\x01\0\xfe\xff".find(a))
print(bytes(a) == a, a == bytes(a), bytearray(a) == a, a == bytearray(a))
print(struct.unpack("<hh", a), struct.unpack_from("<h", a, 2), list(struct.iter_unpack("<h", a)))
struct.pack_into("<h", a, 2, 77)
a.append(5)
print(a)
try:
    struct.pack_into("<h", a, 6, 77)
except struct.error as error:
    print(error)
a.append(6)
row = bytearray(4)
struct.pack_into("<h", row, 0, 7)
row.append(1)
print(row)

print("files")
name = os.path.join(tempfile.mkdtemp(), "numbers")
numbers = array("d", [0.5 * n for n in range(20000)])
with open(name, "wb") as file:
    numbers.tofile(file)
    print(file.tell(), file.write(array("h", [1, 2])))
with open(name, "rb") as file:
    again = array("d")
    again.fromfile(file, 20000)
    print(again == numbers)
    try:
        again.fromfile(file, 1)
    except ValueError as error:
        print(error, len(again))
with open(name, "rb") as file:
    part = array("d", [0, 0, 0])
    print(file.readinto(part), part)
    part.append(1.0)
    with memoryview(part) as view, view[1:3] as middle:
        print(file.readinto(middle), part)
    part.append(2.0)
    print(len(part))
    try:
        part.fromfile(file, 20000)
    except (EOFError, ValueError) as error:
        print(type(error).__name__, error)
    try:
        file.readinto(b"abc")
    except TypeError as error:
        print(error)
with open(name, "rb", buffering=0) as file:
    part = array("i", [0, 0])
    print(file.readinto(part), part)
short = array("h", [9])
try:
    short.fromfile(io.BytesIO(b"\1\0\2\0"), 3)
except EOFError as error:
    print(error, short)
memory = io.BytesIO(b"abcdefgh")
print(memory.readinto(short), short)
short.append(1)
print(memory.write(short), memory.getvalue())
os.remove(name)
os.rmdir(os.path.dirname(name))

print("pickles and copies")


class Kind(array):
    pass


for a in (array("i", [1, -2]), array("u", "a\u1234\U00010000"), array("f", [0.5]), array("d"), Kind("q", [2**40])):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(a, protocol))
        print(back, type(back).__name__, back == a, end="; ")
    print(a.__reduce_ex__(2)[1:], a.__reduce_ex__(4)[1:], copy.copy(a) == a, copy.deepcopy([a])[0] == a, copy.copy(a) is a)
k = Kind("b", [1])
k.note = "kept"
print(pickle.loads(pickle.dumps(k)).note, k.__reduce_ex__(3)[2])
rebuild = module._array_reconstructor
for text in ["array, 'i', 8, b'\\1\\0\\0\\0'", "array, 'i', 9, b'\\0\\0\\0\\1'", "array, 'i', 4, b'\\xfe\\xff'", "array, 'i', 5, b'\\xff\\xfe'",
             "array, 'h', 10, b'abcdefgh'", "array, 'q', 13, b'\\xff' * 8", "array, 'f', 15, b'\\x3f\\x80\\0\\0'", "array, 'f', 16, b'\\0' * 8",
             "array, 'd', 17, b'\\x3f\\xf0' + b'\\0' * 6", "array, 'u', 18, b'a\\0b\\0'", "array, 'u', 21, b'\\0\\0\\0a\\0\\0\\0b'",
             "array, 'u', 19, b'a'", "Kind, 'B', 0, b'ab'", "array, 'i', 22, b''", "array, 'i', -1, b''", "int, 'i', 1, b''", "1, 'i', 1, b''",
             "array, 'z', 1, b''", "array, 'ii', 1, b''", "array, 'i', 8, 1", "array, 'i', 8, b'a'", "array, 'h', 8, b'a'", "array, 'i', 'x', b''"]:
    try:
        result = repr(eval("rebuild(%s)" % text))
    except Exception as error:
        result = "%s %s" % (type(error).__name__, error)
    print(text, "->", result)
