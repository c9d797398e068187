"""cmath: values, branch cuts, infinities and NaNs, errors."""
import cmath
import math
from cmath import inf, nan

names = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "log", "log10", "sin", "sinh", "sqrt", "tan", "tanh"]
points = [0, 1, -1, 1j, -1j, 0.5, 2, -2, 1 + 1j, -1 + 2j, 0.3 - 0.7j, -3.5 - 0.25j, 1e-8 + 1e-9j, 1e10 - 3j, 100j, -0.0,
          complex(2, -0.0), complex(-2, -0.0), complex(0.0, -2), complex(-0.0, 2), 5e-324 + 5e-324j, 1e200 + 1e200j, True]


def show(z):
    """Twelve digits: the last ones belong to the C library."""
    if isinstance(z, complex):
        return "%s%s" % (show(z.real), show(z.imag).rjust(0) + "j")
    text = "%+.12e" % z if math.isfinite(z) else "%+f" % z
    return text


for name in names:
    for point in points:
        try:
            print(name, point, show(getattr(cmath, name)(point)))
        except (ValueError, OverflowError) as error:
            print(name, point, type(error).__name__, error)
special = [complex(x, y) for x in (inf, -inf, nan, 2.0, 0.0) for y in (inf, -inf, nan, 2.0, 0.0)]
for name in names:
    row = []
    for point in special:
        if point.real == point.real and point.imag == point.imag and abs(point) != inf:
            continue
        try:
            z = getattr(cmath, name)(point)
            row.append(["n" if part != part else "%.3f" % abs(part) for part in (z.real, z.imag)])
        except (ValueError, OverflowError) as error:
            row.append(type(error).__name__)
    print(name, row)
for z in (3 + 4j, -1, -1j, complex(-1, -0.0), 0, complex(-0.0, 0.0), 5):
    print(z, cmath.phase(z), cmath.polar(z), cmath.rect(*cmath.polar(z)))
print(cmath.rect(2, cmath.pi / 2), cmath.rect(0, inf), cmath.rect(inf, 0), cmath.rect(inf, 1), cmath.rect(-inf, 1))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj)
print(cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 1.1), cmath.isclose(1, 1.1, rel_tol=0.2), cmath.isclose(0, 1e-10, abs_tol=1e-9),
      cmath.isclose(inf, inf), cmath.isclose(nan, nan), cmath.isfinite(1j), cmath.isfinite(cmath.infj), cmath.isinf(complex(1, inf)),
      cmath.isnan(cmath.nanj))
print(cmath.log(8, 2), cmath.log(1j, 10), cmath.log(100, 10j))


class Has:
    def __complex__(self):
        return 3 + 4j


class Float:
    def __float__(self):
        return 2.0


class Index:
    def __index__(self):
        return 9


class Bad:
    def __complex__(self):
        return 1.0


print(cmath.sqrt(Has()), cmath.sqrt(Float()), cmath.sqrt(Index()), cmath.sqrt(4.0))
for bad in (lambda: cmath.sqrt("1"), lambda: cmath.sqrt(Bad()), lambda: cmath.log(0), lambda: cmath.log(2, 1), lambda: cmath.exp(1000),
            lambda: cmath.rect(1, inf), lambda: cmath.atanh(1), lambda: cmath.cosh(complex(1, inf)), lambda: cmath.sqrt(),
            lambda: cmath.isclose(1, 1, rel_tol=-1), lambda: cmath.rect(1j, 1), lambda: cmath.sinh(800), lambda: cmath.log(1, 0)):
    try:
        print(bad())
    except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
