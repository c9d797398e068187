"""Shortest repr, parsing, special values, hex, integer ratio."""
for x in [0.0, -0.0, 1.0, 0.1, 0.2, 0.3, 0.1 + 0.2, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 123456789012345678.0, 1e21, 1e22, 1e23, 1.5e300, 1e-4, 1e-5, 0.00012345, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 4.9e-324, 9007199254740991.0, 9007199254740992.0, 9007199254740993.0, 1e100, 3.14159265358979, 100.0, 1234567.0, 0.5, 1.1, 2.675, 1e-7, 123e-20, 5e-5, 1.0000000000000002, 0.9999999999999999, 4.35, 0.30000000000000004, float("inf"), -float("inf"), float("nan"), 1e308 * 10, -1e308 * 10, 6.02214076e23, 299792458.0, 1.602e-19]:
    print(repr(x), str(x), f"{x}", float(repr(x)) == x)
for text in ["1", "1.", ".5", "1e5", "1E+5", "-1e-5", " 1.5 ", "\n2\t", "1_000.5", "1_0e1_0", "inf", "-Infinity", "+INF", "nan", "-NaN", "1e400", "-1e400", "1e-400", "0x1p3", "", ".", "e5", "1e", "1e+", "1__0", "_1", "1_", "1._5", "1 2", "infinit", "nanx", "١٫٥", "١٢", "--1", "+-1", "1,5", "1.5f", "0.1e-1", "00.5", "1e5.5"]:
    try: print(repr(text), float(text))
    except ValueError as e: print(e)
for v in [5, True, 10 ** 20, b"1.5", bytearray(b"2"), None, [], 1j, "x" * 50]:
    try: print(float(v))
    except Exception as e: print(type(e).__name__, e)
print(float(), float(" 3 "), (1.5).hex(), (-0.1).hex(), (0.0).hex(), (-0.0).hex(), (5e-324).hex(), (1e308).hex(), float("inf").hex(), float("nan").hex(), (1.0).hex(), 255.0.hex())
for t in ["0x1.8p1", "0x1p-1074", "0x.8", "1.8", "-0X1P+3", "inf", "nan", "0x1p1024", "0x1p5000", "", "xyz", "0x", "0x1p", "0x1.fffffffffffff8p0", "  0x1p0  ", "1p", "0x1.0000000000001p0"]:
    try: print(t, float.fromhex(t))
    except Exception as e: print(t, "->", type(e).__name__, e)
for x in [0.5, -0.75, 3.0, 0.1, 1e20, 5e-324, 0.0]: print(x, x.as_integer_ratio(), x.is_integer())
for x in [float("inf"), float("nan")]:
    for f in (lambda x: x.as_integer_ratio(), int, round):
        try: f(x)
        except Exception as e: print(type(e).__name__, e)
print(float("inf").is_integer(), (1e300).is_integer(), int(1e22), int(1e23), int(-1.9), int(1.9), (2.5).real, (2.5).imag, (2.5).conjugate(), 1.5.__trunc__(), 2.7.__floor__(), 2.2.__ceil__(), 1e20.__int__())
import sys
fi = sys.float_info
print(fi.max, fi.min, fi.epsilon, fi.dig, fi.mant_dig, fi.max_exp, fi.min_exp, fi.max_10_exp, fi.min_10_exp, fi.radix)
import random
random.seed(7)
bad = 0
for _ in range(2000):
    x = random.uniform(-1, 1) * 10.0 ** random.randint(-300, 300)
    if float(repr(x)) != x or float(f"{x:.17g}") != x: bad += 1
print("round trips failing:", bad)
x = 0.1
print([x := x * 3 for _ in range(12)])
print([10.0 ** i for i in range(-7, 24, 3)], [2.0 ** -i for i in range(0, 60, 9)])
