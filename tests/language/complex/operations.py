"""Complex numbers: construction, parsing, repr with signed zeros, arithmetic, errors."""
inf, nan, items = float("inf"), float("nan"), [1]
for z in [0j, 1j, -1j, 1 + 2j, 1 - 2j, -1.5 + 0j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(-0.0, -0.0), complex(inf, nan), complex(nan, -inf), 1e300j, 1e-300 + 1e20j, complex(1, -0.0), 3 + 0j, -0.0 + 1j, complex(1e16, 1e15)]:
    print(repr(z), str(z), z.real, z.imag, z.conjugate(), -z, +z, abs(z) if abs(z) < 1e300 else "big", bool(z), f"{z}")
for text in ["1", "1j", "1+2j", " 1-2J ", "(1+2j)", "( 1j )", "-j", "+j", "j", "1e5+1e-3j", "inf+nanj", "-infj", "1+j", "", "1 + 2j", "1+2", "2j+1", "1jj", "(1+2j", "1+2j)", "1_0+2_0j", ".5j", "5.j", "1e", "nan", "((1j))", "1+ 2j", "1-+2j", "1j+"]:
    try: print(repr(text), complex(text))
    except ValueError as e: print(repr(text), "->", e)
for args in [(), (1,), (1, 2), (1.5, -2), (1j, 1j), (1, 1j), (True, False), ("1", 1), (1, "1"), (None,), ([],), (1, None), (b"1",), (10 ** 400,)]:
    try: print(args if args != (10 ** 400,) else "big", complex(*args))
    except Exception as e: print(args if args != (10 ** 400,) else "big", "->", type(e).__name__, e)
print(complex(real=1), complex(imag=2), complex(imag=2, real=3), complex(1, imag=5))
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** b, a ** 2, a ** -1, a ** 0, a ** 0.5, 2 ** a, a + 1, 1 - a, a * 2.5, 1 / a, a / 2, abs(a), a == 3 + 4j, a != b, a == 5, 5 + 0j == 5, 0j ** 0, 0j ** 1, 1j ** 2, 1j ** 3, (1 + 1j) ** 10, (-1) ** 0.5, (-8) ** (1 / 3))
for op in ["a < b", "a > 1", "a // 2", "a % 2", "divmod(a, b)", "int(a)", "float(a)", "1j / 0", "0j ** -1", "0j ** 1j", "a & 1", "~a", "round(a)", "pow(a, 2, 3)", "a << 1", "hash(a) == hash(3 + 4j)", "hash(3 + 0j) == hash(3)", "max(a, b)", "sorted([a, b])", "a.real = 1", "a()", "a[0]", "len(a)", "range(1j)", "items[0j]", "'%d' % a", "f'{a:d}'", "f'{a:.2f}'", "f'{a:>12}'", "f'{a:e}'", "f'{a:g}'", "f'{a:012}'", "f'{a:=5}'", "f'{a:,.1f}'", "f'{a:n}'", "f'{a:%}'", "f'{a:.3}'", "f'{a:+}'", "'%s %r' % (a, b)", "1e200j * 1e200j", "(1e200 + 1e200j) ** 2", "abs(complex(1e308, 1e308))", "abs(complex(inf, nan))", "complex(inf, 1) * 1j", "a.__complex__()", "a.__bool__()", "'a' * 1j", "sum([1j, 2])", "sum([1, 2j], 1j)"]:
    try: print(op, "=", eval(op))
    except Exception as e: print(op, "->", type(e).__name__, e)
class Cx:
    def __complex__(self): return 5 + 6j
class Fl:
    def __float__(self): return 7.0
class Ix:
    def __index__(self): return 8
class Bad:
    def __complex__(self): return 5
print(complex(Cx()), complex(Fl()), complex(Ix()), complex(1, Fl()), complex(Cx(), 1))
try: complex(Bad())
except TypeError as e: print(e)
class Sub(complex):
    def __repr__(self): return "sub"
s = Sub(1, 2)
print(s, s + 0, type(s + s).__name__, s == 1 + 2j, [s], abs(s))
roots = [z for z in (complex(r, i) for r in range(-2, 3) for i in range(-2, 3)) if z ** 4 == 1]
print(roots, 1 + 2j in [1 + 2j], {1j: "x"}[1j], {1 + 0j: "k"}[1], -1j == complex(-0.0, -1), 2j.imag, (1j).real, 1j.conjugate().imag)
def mandel(c, n=30):
    z = 0j
    for i in range(n):
        if abs(z) > 2: return i
        z = z * z + c
    return n
for y in range(-4, 5): print("".join(" .:-=+*#%@"[mandel(complex(x / 12, y / 4)) // 4] if mandel(complex(x / 12, y / 4)) < 30 else "@" for x in range(-26, 9)))
import math
def dft(xs): return [sum(x * complex(math.cos(-2 * math.pi * k * n / len(xs)), math.sin(-2 * math.pi * k * n / len(xs))) for n, x in enumerate(xs)) for k in range(len(xs))]
print([f"{z.real:.3f}{z.imag:+.3f}j" for z in dft([1, 2, 3, 4])])
