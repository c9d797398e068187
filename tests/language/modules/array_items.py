"""What each type code of array holds, and how it refuses the rest."""
import array as module
from array import array


class Five:
    def __index__(self):
        return 5


class Half:
    def __float__(self):
        return 0.5


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


print(module.typecodes, module.ArrayType is array, array.__name__, array.__module__)
numbers = [0, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 65535, 65536, 70000, 2**31 - 1, 2**31,
           -2**31, -2**31 - 1, 2**32 - 1, 2**32, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64, -2**64]
others = ["Five()", "Half()", "True", "1.5", "'a'", "None", "b'a'"]
for code in "bBhHiIlLqQ":
    print(code, array(code).itemsize)
    for value in [str(number) for number in numbers] + others:
        show("array('%s', [%s])" % (code, value))
for code in "fd":
    print(code, array(code).itemsize)
    for value in ["0", "0.1", "1e300", "-0.0", "float('inf')", "float('nan')", "2**53 + 1", "10**400"] + others:
        show("array('%s', [%s])" % (code, value))
for value in ["'a'", "'ab'", "''", "1", "b'a'", "chr(0)", "chr(0x10ffff)", "chr(0xd800)", "None"]:
    show("array('u', [%s])" % value)
for text in ["array()", "array(1)", "array('')", "array('ii')", "array('z')", "array(b'i')", "array('i', 1)",
             "array('i', None)", "array('i', 'abc')", "array('z', 'abc')", "array('i', b'abc')", "array('i', b'abcd')",
             "array('i', bytearray(8))", "array('h', memoryview(b'ab'))", "array('i', [1], 2)", "array(typecode='i')",
             "array('i', array('u', 'ab'))", "array('u', array('i', [65]))", "array('i', array('d', [1.5]))",
             "array('d', array('i', [1]))", "array('i', array('i', [1]))", "array('i', (1, 2))", "array('i', {1: 2})",
             "array('i', (n for n in range(4)))", "array('u', 'a\\0\\u1234')", "array('u', b'a\\0\\0\\0')",
             "array('u', b'a')", "array('u', b'\\0\\0\\xff\\xff').tolist()", "hash(array('i'))", "array[int]"]:
    show(text)

a = array("i", [1, 2, 3])
for text in ["a.append('x')", "a.append()", "a.insert('x', 1)", "a.insert(0, 2**40)", "a.insert(0)", "a.extend([4, 'x'])", "a",
             "a.extend(5)", "a.extend(array('d'))", "a.fromlist((1,))", "a.fromlist([7, 'x'])", "a", "a.fromlist([7])", "a",
             "a.frombytes('a')", "a.frombytes(b'abc')", "a.frombytes(1)", "a.fromunicode('a')", "a.tounicode()",
             "array('u').fromunicode(1)", "array('u', 'ab').tounicode()", "a.pop(9)", "array('i').pop()", "a.remove(9)",
             "a.index(9)", "a.index('x', None)", "a.index(2, 'x')", "a.byteswap(1)", "a.fromfile(1, 1)", "a.fromfile(1, -1)",
             "array('i').tofile(1)", "a.__reduce__()", "a.__reduce_ex__('x')", "a.nothing", "setattr(a, 'itemsize', 1)"]:
    show(text)
for code in "bBuhHiIlLqQfd":
    a = array(code, "aZ" if code == "u" else [1, 100])
    before = a.tobytes()
    if code != "u":
        a.byteswap()
        print(code, before, a.tobytes(), end=" ")
        a.byteswap()
    print(a, a.tobytes() == before, a.tolist(), a.typecode, len(a), a.buffer_info()[1])
