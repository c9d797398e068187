"""int(): from text, bytes, floats, bases; str, bin, oct, hex, format; limits."""
for text in ["0", "-0", "+5", " 12 ", "\t7\n", "1_000", "00012", "٣", "१२३", "-99999999999999999999", "1__0", "_1", "1_", "", " ", "+", "-", "--1", "1 2", "1.0", "1e5", "0x10", "abc", "+ 1", "\u20071\u2007", "²"]:
    try: print(repr(text), int(text))
    except ValueError as e: print(e)
for text, base in [("ff", 16), ("0xff", 16), ("0xFF", 0), ("0b101", 0), ("0o17", 0), ("017", 8), ("0", 0), ("00", 0), ("010", 0), ("zz", 36), ("Z", 36), ("12", 3), ("3", 3), ("0b1", 2), ("0b1", 16), ("0x1", 10), ("1_0", 2), ("0x_f", 16), ("0x_f", 0), ("0_1", 0), ("-0x1f", 0), ("+0b11", 0), ("", 16), ("0x", 16), ("9", 8), ("10", -2), ("10", 1), ("10", 37), ("10", 2 ** 70)]:
    try: print(repr(text), base, int(text, base))
    except ValueError as e: print(e)
for value in [1.9, -1.9, 1e20, -0.0, True, b"12", bytearray(b" -5 "), b"ff", "12", float("inf"), float("nan"), None, [], 1j, b"\xff", object]:
    try: print(repr(value), int(value))
    except Exception as e: print(repr(value), "->", type(e).__name__, e)
for args in [("10", "2"), (10, 2), (b"11", 2), ("11", None), ("z", 35), ()]:
    try: print(args, int(*args))
    except Exception as e: print(args, "->", type(e).__name__, e)
try: int(base=10)
except TypeError as e: print(e)
print(int("7", base=8), int(b"1f", base=16))
for n in (0, 1, -1, 10, -255, 2 ** 64, -2 ** 64):
    print(str(n), repr(n), bin(n), oct(n), hex(n), f"{n:b} {n:o} {n:x} {n:X} {n:#x} {n:#b} {n + 65:c}" if 0 <= n < 256 else f"{n:b} {n:,} {n:_x}")
for spec in ["d", "5d", "<5d", "^7d", "=+7d", "05d", "+d", " d", ",d", "_d", "_b", "_x", "#x", "#010x", "x<#6x", "e", ".2f", "g", "%", ".3", "n", "c", "s", "10s", ",x", "_,d", ".2d", "+c", "#d", "z", "08,d", "020,d", "-<8d", "X", "#X", "#o", "#B"]:
    try: print(spec, repr(format(1234, spec)), repr(format(-1234, spec)) if spec != "c" else "")
    except Exception as e: print(spec, "->", type(e).__name__, e)
print(str(10 ** 100), repr(-10 ** 50), int(str(7 ** 200)) == 7 ** 200, int(hex(7 ** 200), 16) == 7 ** 200, hex(2 ** 100), oct(2 ** 70), bin(2 ** 65)[:6])
print((1000).to_bytes(2, "big"), (1000).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (0).to_bytes(0, "big"), (255).to_bytes(), (5).to_bytes(length=3, byteorder="little"))
for args, kw in [((1000, ), {}), ((2, "middle"), {}), ((-1, "big"), {})]:
    try: print((70000).to_bytes(*args, **kw))
    except Exception as e: print(type(e).__name__, e)
for f in [lambda: (-1).to_bytes(1, "big"), lambda: (256).to_bytes(1, "big"), lambda: (128).to_bytes(1, "big", signed=True), lambda: int.from_bytes(b"a", "x"), lambda: int.from_bytes("a", "big"), lambda: int.from_bytes([256], "big")]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(int.from_bytes(b"\x00\x10", "big"), int.from_bytes(b"\x00\x10", "little"), int.from_bytes(b"\xff\xff", "big", signed=True), int.from_bytes(b""), int.from_bytes([1, 2], "big"), int.from_bytes(b"\xff" * 10, "big"), int.from_bytes(bytearray(b"\x80"), signed=True))
print((5).as_integer_ratio(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (-5).__trunc__(), (5).__floor__(), (5).__ceil__(), (5).__index__(), (7).__float__())
import sys
print(sys.maxsize, sys.int_info.bits_per_digit in (15, 30, 60, 62, 64), sys.get_int_max_str_digits())
for f in [lambda: str(10 ** 5000), lambda: int("1" * 5000), lambda: repr(10 ** 4300), lambda: f"{10 ** 5000}"]:
    try: f(); print("no limit hit")
    except ValueError as e: print(e)
print(len(hex(10 ** 5000)), len(str(10 ** 4299)))
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)))
sys.set_int_max_str_digits(4300)
try: sys.set_int_max_str_digits(5)
except ValueError as e: print(e)
print(hash(5), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(10 ** 30) == hash(1e30) or hash(10 ** 15) == hash(1e15), hash(0), hash(-2 ** 61))
class I(int):
    def __str__(self): return "custom"
    def __repr__(self): return "rep"
    def __index__(self): return 99
    def __int__(self): return 77
i = I(5)
print(i, repr(i), i + 0, int(i), f"{i}", f"{i:d}", "%d" % i, "%s" % i, [0] * I(2), range(I(3)), hex(I(4)), int.__repr__(i), [10, 20, 30, 40, 50, 60][I(5)], i == 5, format(i, ""))
