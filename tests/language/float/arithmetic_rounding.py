"""Float operations: division, modulo signs, round half even, power, special values."""
inf, nan, half = float("inf"), float("nan"), 1.5
for a, b in [(7.5, 2), (-7.5, 2), (7.5, -2), (-7.5, -2), (0.0, 3), (-0.0, 3), (5, 0.3), (1e300, 1e-10), (inf, 2), (2, inf), (-2, inf), (2, -inf), (nan, 1), (1, nan), (5.0, 5), (-5.0, 5), (1e-20, -1), (-1e-20, 1), (3.0, 0.1)]:
    print(a, b, a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
for op in ["1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0.0)", "0.0 ** -1", "(-8.0) ** (1/3)", "10.0 ** 309", "1e200 * 1e200", "1e308 + 1e308", "-1e308 - 1e308", "2.0 ** 1023 * 2", "2.0 ** 1024", "1e-200 * 1e-200", "inf - inf", "inf * 0", "inf / inf", "0 * nan", "inf // 1", "inf % 1", "1 % inf", "-1 % inf", "nan ** 0", "1 ** nan", "inf ** 0", "0.0 ** 0", "(-inf) ** 3", "(-inf) ** 2", "inf ** -1", "0.5 ** inf", "2 ** -inf", "(-1) ** inf", "(-2.0) ** 3", "(-2.0) ** -3", "2 ** 0.5", "4 ** -0.5", "(-1.0) ** 0.5", "1.5 << 1", "1.5 | 1", "~1.5", "-nan", "+inf", "abs(-inf)", "abs(-0.0)", "1.5 + '1'", "1.5 + None", "1.5 + 10**400", "10**400 / 1.5", "pow(2.0, 3, 5)", "round(inf)", "round(nan)", "round(inf, 2)", "int(1e400)", "1.5 @ 2", "half[0]", "half()", "len(1.5)"]:
    try: print(op, "=", eval(op))
    except Exception as e: print(op, "->", type(e).__name__, e)
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 3.7, -3.7, 1e20, 0.49999999999999994, 4503599627370497.5)])
print([round(x, 1) for x in (0.25, 0.35, 0.45, 2.675, 1e16, -0.05, 0.05, 0.15, 1.05)], [round(x, 2) for x in (2.675, 1.005, 2.345, 1e-5, 123.456)])
print(round(1234.5678, -2), round(1250.0, -2), round(1350.0, -2), round(5.0, -1), round(15.0, -1), round(1e300, -299), round(0.1, 400), round(123.0, -400), round(1.5, None), type(round(1.5)), type(round(1.5, 0)), round(-0.4), round(-0.4, 0), round(2.5, 0), round(1e22, -22))
for f in (lambda: round(1.5, "a"), lambda: round("a"), lambda: round(1.5, 1.5), lambda: round(1.7e308, -308)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(0.1 + 0.2 == 0.3, 0.1 * 3, 0.1 + 0.7, 1.1 + 2.2, 3 * 1.1, 1e16 + 1, 1e16 + 2, 0.1 + 0.1 + 0.1 - 0.3, sum([0.1] * 10), 1 - 0.9, 4.35 * 100, 1.15.__round__(1), 2.0 - 1.1)
import math
print(math.fsum([0.1] * 10), math.copysign(1, -0.0), math.copysign(1, 0.0), str(-0.0 + 0.0), str(-0.0 - 0.0), str(0.0 * -1), -0.0 == 0.0, math.fmod(-7.5, 2), math.remainder(7.5, 2), math.modf(-2.75), math.frexp(0.0), math.frexp(-3.5), math.ldexp(0.5, 3), math.trunc(-2.9), math.floor(-2.1), math.ceil(-2.9), math.nextafter(1, 2), math.ulp(1.0))
print(min(0.0, -0.0), max(-0.0, 0.0), min(nan, 1), max(1, nan), sorted([2.5, -1, 0.0, 1e300, -inf, inf]), [x for x in (0.0, -0.0, 1e-320) if x], bool(nan), bool(-0.0))
x = 1.0
while x + 1 != x: x *= 2
print(x)
eps = 1.0
while 1 + eps / 2 != 1: eps /= 2
print(eps)
t = 0.0
for i in range(1000): t += 0.001
print(t, abs(t - 1) < 1e-12)
h = 0.0
for i in range(1, 1001): h += 1 / i
print(h, sum(1 / i for i in range(1000, 0, -1)))
def newton(n):
    x = n
    for _ in range(30): x = (x + n / x) / 2
    return x
print(newton(2.0), newton(144.0), 2 ** 0.5, math.sqrt(2), math.pi, math.e, math.exp(1), math.log(10), math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1))
