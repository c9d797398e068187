"""bytes and bytearray: construction, methods, indexing, repr, errors."""
print(bytes(), bytes(3), bytes([1, 255]), bytes(b"ab"), bytes(range(5)), bytes("é", "utf-8"), bytes("é", "ascii", "replace"), bytes(bytearray(b"x")), bytes((i for i in [65])), bytearray(2), bytearray("a", "ascii"), bytearray([7]), b"a" b"b")
print(bytes(range(256)))
b = b"the cat sat"
print(b[0], b[-1], b[1:3], b[::-1], list(b[:3]), b.find(b"at"), b.find(97), b.rfind(b"at"), b.count(b"t"), b.count(116), b.index(b"cat"), 116 in b, b"cat" in b, b.split(), b.split(b"a"), b.partition(b" "), b.rpartition(b" "), b.replace(b"at", b"og"), b.replace(b"", b"-")[:5])
print(b.upper(), b.title(), b.capitalize(), b.swapcase(), b.center(15, b"*"), b.ljust(13) + b"|", b.rjust(13, b"-"), b"7".zfill(3), b"-7".zfill(4), b.startswith(b"the"), b.endswith((b"x", b"sat")), b.startswith(b"cat", 4), b.removeprefix(b"the "), b.removesuffix(b"sat"), b"  x ".strip(), b"xxaxx".strip(b"x"), b"\ta".expandtabs(4), b"a\nb\r\nc".splitlines(), b"a\nb".splitlines(True))
print(b"abc".isalpha(), b"1".isdigit(), b"a1".isalnum(), b" ".isspace(), b"a".islower(), b"A".isupper(), b"Ab".istitle(), b"\xe9".isalpha(), b"\xff".isascii(), b"".isascii(), b"".isalpha(), b"\xe9".upper() == b"\xe9")
print(b",".join([b"a", b"b"]), bytearray(b"-").join([b"x", bytearray(b"y")]), b"abc".hex(), b"abc".hex("-"), b"abcdef".hex(":", 2), b"abcdef".hex("_", -4), bytes.fromhex("61 62\t63"), bytes.fromhex(""), bytearray.fromhex("ff"), b"abc".translate(bytes(range(256))), b"abc".translate(None, b"b"), bytes.maketrans(b"ab", b"xy")[97:99], b"aabb".translate(bytes.maketrans(b"a", b"z"), b"b"))
print(b"a" + b"b", b"ab" * 3, b"a" < b"b", b"a" == bytearray(b"a"), b"a" != "a", hash(b"ab") == hash(bytes([97, 98])), b"abc" > b"abb", b"" < b"\0", sorted([b"b", b"a"]), b"a" in {b"a"}, {b"k": 1}[b"k"], b"abc".decode(), b"\xc3\xa9".decode(), str(b"a", "ascii"), repr(b"'"), repr(b'"'), repr(b"'\""), repr(bytearray(b"'")), str(bytearray(b"x")))
tests = """bytes([256])
bytes([-1])
bytes(['a'])
bytes('a')
bytes(-1)
bytes(1.5)
bytes(None)
bytes(5, 'ascii')
bytes('a', 5)
bytes(b'a', 'ascii')
bytes([1], 'ascii')
bytes(10 ** 20)
bytes(encoding='ascii')
bytearray([300])
b'a' + 'b'
'b' + b'a'
b'a' + [1]
b'a' * 'b'
b'a' * 1.5
b'a'['x']
b'a'[5]
b'a'.find('a')
b'a'.find(256)
b'a'.find(-1)
b'a'.split('a')
b'a'.split(b'')
b'a'.join(['a'])
b''.join([1])
b''.join(5)
b'a'.replace('a', 'b')
b'a'.startswith('a')
b'a'.startswith([b'a'])
b'a'.index(b'z')
b'a'.center(5, b'ab')
b'a'.center(5, 'x')
b'a'.strip('a')
b'a'.translate(b'x')
b'a'.translate('x')
bytes.maketrans(b'a', b'bc')
bytes.maketrans('a', 'b')
bytes.fromhex('abc')
bytes.fromhex('zz')
bytes.fromhex(b'aa')
bytes.fromhex('a a')
b'a'.hex(5)
b'a'.hex('--')
b'a'.hex('é')
'a' in b'a'
256 in b'a'
None in b'a'
b'a' < 'a'
b'a' < 5
b'a' % 1
b'\\xff'.decode()
b'a'.decode('nope')
b'a'.decode(5)
int(b'12')
int(b'x')
float(b'1.5')
ord(b'a')
ord(b'ab')
hash(bytearray(b''))
{bytearray(b'')}
b'a'.nope
bytes.nope
b'a'[0] = 1
del b'a'[0]
b'' .x = 1"""
import warnings; warnings.simplefilter("ignore")
for t in tests.split("\n"):
    try: print(t, "=", eval(t)) if " = " not in t and "del" not in t else exec(t)
    except SyntaxError as e: print(t, "-> SyntaxError", e.msg)
    except Exception as e: print(t, "->", type(e).__name__, e)
class B(bytes):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __repr__(self): return "B!"
print(B(b"a"), len(B(b"ab")), B(b"x") == b"xx", B(b"x") + b"y", type(B(b"x").upper()).__name__, bytes(B(b"q")))
class By:
    def __bytes__(self): return b"from bytes"
class It:
    def __iter__(self): return iter([72, 105])
class Ix:
    def __index__(self): return 3
print(bytes(By()), bytes(It()), bytes(Ix()), bytes([Ix()]), bytearray(It()), b"a" * Ix(), b"abcd"[Ix()])
print(list(b"ab"), [*b"ab"], max(b"az"), sum(b"ab"), tuple(reversed(b"abc")), dict(enumerate(b"ab")), bytes(reversed(b"abc")), b"%s" % b"x", [hex(x) for x in b"\x00\xff"], int.from_bytes(b"\x01\x02", "little"), memoryview(b"abc")[1], bytes(memoryview(b"abc")[1:]))
