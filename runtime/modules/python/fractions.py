"""Rational numbers of any size."""
import math
import numbers
import re
import sys
from operator import add, floordiv, ge, gt, index, le, lt, mod, mul, sub, truediv

__all__ = ["Fraction"]

_HASH_MODULUS = sys.hash_info.modulus
_HASH_INF = sys.hash_info.inf

_TEXT = re.compile(r"""\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<whole>\d*|\d+(?:_\d+)*)
                       (?:(?:/(?P<below>\d+(?:_\d+)*))?|(?:\.(?P<part>\d*|\d+(?:_\d+)*))?(?:E(?P<power>[-+]?\d+(?:_\d+)*))?)
                       \s*\Z""", re.VERBOSE | re.IGNORECASE)


def _from_text(text):
    found = _TEXT.match(text)
    if found is None:
        raise ValueError("Invalid literal for Fraction: %r" % text)
    numerator = int(found["whole"] or "0")
    denominator = 1
    if found["below"]:
        denominator = int(found["below"])
    else:
        if found["part"]:
            digits = found["part"].replace("_", "")
            denominator = 10 ** len(digits)
            numerator = numerator * denominator + int(digits)
        if found["power"]:
            power = int(found["power"])
            if power >= 0:
                numerator *= 10 ** power
            else:
                denominator *= 10 ** -power
    return -numerator if found["sign"] == "-" else numerator, denominator


class Fraction(numbers.Rational):
    """A number as numerator / denominator in lowest terms, the denominator positive."""
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None, *, _normalize=True):
        self = super(Fraction, cls).__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, numbers.Rational):
                self._numerator, self._denominator = numerator.numerator, numerator.denominator
                return self
            if isinstance(numerator, float) or _is_decimal(numerator):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            numerator, denominator = _from_text(numerator)
        elif type(numerator) is not int or type(denominator) is not int:
            if not isinstance(numerator, numbers.Rational) or not isinstance(denominator, numbers.Rational):
                raise TypeError("both arguments should be Rational instances")
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        if denominator == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % numerator)
        if _normalize:
            common = math.gcd(numerator, denominator)
            if denominator < 0:
                common = -common
            numerator //= common
            denominator //= common
        self._numerator, self._denominator = numerator, denominator
        return self

    @classmethod
    def from_float(cls, f):
        """The exact value of a float."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)" % (cls.__name__, f, type(f).__name__))
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a Decimal."""
        from decimal import Decimal
        if isinstance(dec, numbers.Integral):
            dec = Decimal(int(dec))
        elif not isinstance(dec, Decimal):
            raise TypeError("%s.from_decimal() only takes Decimals, not %r (%s)"
                            % (cls.__name__, dec, type(dec).__name__))
        return cls(*dec.as_integer_ratio())

    def as_integer_ratio(self):
        """(numerator, denominator)"""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is no larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction: the last that fits, and the best one between it and the next.
        low_n, low_d, high_n, high_d = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            quotient = n // d
            next_d = low_d + quotient * high_d
            if next_d > max_denominator:
                break
            low_n, low_d, high_n, high_d = high_n, high_d, low_n + quotient * high_n, next_d
            n, d = d, n - quotient * d
        steps = (max_denominator - low_d) // high_d
        between = Fraction(low_n + steps * high_n, low_d + steps * high_d)
        return min(Fraction(high_n, high_d), between, key=lambda near: abs(near - self))

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def __repr__(self):
        return "%s(%s, %s)" % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return "%s/%s" % (self._numerator, self._denominator)

    def __add__(a, b):
        """a + b"""
        return _operate(a, b, _add, add)

    def __radd__(b, a):
        """a + b"""
        return _reflected(a, b, _add, add)

    def __sub__(a, b):
        """a - b"""
        return _operate(a, b, _subtract, sub)

    def __rsub__(b, a):
        """a - b"""
        return _reflected(a, b, _subtract, sub)

    def __mul__(a, b):
        """a * b"""
        return _operate(a, b, _multiply, mul)

    def __rmul__(b, a):
        """a * b"""
        return _reflected(a, b, _multiply, mul)

    def __truediv__(a, b):
        """a / b"""
        return _operate(a, b, _divide, truediv)

    def __rtruediv__(b, a):
        """a / b"""
        return _reflected(a, b, _divide, truediv)

    def __floordiv__(a, b):
        """a // b"""
        return _operate(a, b, _floor_divide, floordiv)

    def __rfloordiv__(b, a):
        """a // b"""
        return _reflected(a, b, _floor_divide, floordiv)

    def __divmod__(a, b):
        """divmod(a, b)"""
        return _operate(a, b, _divmod, divmod)

    def __rdivmod__(b, a):
        """divmod(a, b)"""
        return _reflected(a, b, _divmod, divmod)

    def __mod__(a, b):
        """a % b"""
        return _operate(a, b, _remainder, mod)

    def __rmod__(b, a):
        """a % b"""
        return _reflected(a, b, _remainder, mod)

    def __pow__(a, b):
        """a ** b: a fraction for whole b, else a float"""
        if not isinstance(b, numbers.Rational):
            return float(a) ** b
        if b.denominator != 1:
            return float(a) ** float(b)
        power = b.numerator
        if power >= 0:
            return Fraction(a._numerator ** power, a._denominator ** power, _normalize=False)
        if a._numerator > 0:
            return Fraction(a._denominator ** -power, a._numerator ** -power, _normalize=False)
        if a._numerator == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % a._denominator ** -power)
        return Fraction((-a._denominator) ** -power, (-a._numerator) ** -power, _normalize=False)

    def __rpow__(self, base):
        """base ** self: exact where the base is rational or the power is whole"""
        whole = self._denominator == 1
        if isinstance(base, numbers.Rational) and not (whole and self._numerator >= 0):
            return Fraction(base.numerator, base.denominator) ** self
        return base ** (self._numerator if whole else float(self))

    def _signed(self, numerator):
        # Another sign leaves the fraction in lowest terms.
        return Fraction(numerator, self._denominator, _normalize=False)

    def __pos__(self):
        """+self, always a Fraction"""
        return self._signed(self._numerator)

    def __neg__(self):
        """-self"""
        return self._signed(-self._numerator)

    def __abs__(self):
        """The distance from zero."""
        return self._signed(abs(self._numerator))

    def __floor__(self):
        """The largest whole number that is not above."""
        return self._numerator // self._denominator

    def __ceil__(self):
        """The smallest whole number that is not below."""
        return -(-self._numerator // self._denominator)

    def __trunc__(self):
        """The whole number next to self in the direction of zero."""
        whole = abs(self._numerator) // self._denominator
        return -whole if self._numerator < 0 else whole

    def __int__(self, _index=index):
        """The same as an int, whatever class the numerator has."""
        whole = abs(self._numerator) // self._denominator
        return _index(-whole if self._numerator < 0 else whole)

    def __round__(self, ndigits=None):
        """round(self, ndigits): half goes to even"""
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator or rest * 2 == self._denominator and floor % 2 == 0:
                return floor
            return floor + 1
        scale = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * scale), scale)
        return Fraction(round(self / scale) * scale)

    def __hash__(self):
        """Equal to the hash of an equal int or float."""
        try:
            inverse = pow(self._denominator, -1, _HASH_MODULUS)
        except ValueError:
            value = _HASH_INF
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        result = value if self._numerator >= 0 else -value
        return -2 if result == -1 else result

    def __eq__(self, other):
        """Whether both are the same number."""
        if type(other) is int:
            return self._denominator == 1 and self._numerator == other
        if isinstance(other, numbers.Rational):
            return (self._numerator, self._denominator) == (other.numerator, other.denominator)
        if isinstance(other, numbers.Complex) and other.imag == 0:
            other = other.real
        if not isinstance(other, float):
            return NotImplemented
        # No fraction is infinite or not a number.
        return math.isfinite(other) and self.as_integer_ratio() == other.as_integer_ratio()

    def _ordered(self, other, relation):
        """The relation, by the numerators over a common denominator; infinities and nan are related as to zero."""
        if isinstance(other, float):
            if not math.isfinite(other):
                return relation(0.0, other)
            numerator, denominator = other.as_integer_ratio()
        elif isinstance(other, numbers.Rational):
            numerator, denominator = other.numerator, other.denominator
        else:
            return NotImplemented
        return relation(self._numerator * denominator, self._denominator * numerator)

    def __lt__(self, other):
        """self < other"""
        return self._ordered(other, lt)

    def __le__(self, other):
        """self <= other"""
        return self._ordered(other, le)

    def __gt__(self, other):
        """self > other"""
        return self._ordered(other, gt)

    def __ge__(self, other):
        """self >= other"""
        return self._ordered(other, ge)

    def __bool__(self):
        """self != 0"""
        return bool(self._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)


def _is_decimal(value):
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)


def _operate(a, b, exact, inexact):
    if isinstance(b, (int, Fraction)):
        return exact(a, b)
    if isinstance(b, float):
        return inexact(float(a), b)
    if isinstance(b, complex):
        return inexact(complex(a), b)
    return NotImplemented


def _reflected(a, b, exact, inexact):
    if isinstance(a, numbers.Rational):
        return exact(a, b)
    if isinstance(a, numbers.Real):
        return inexact(float(a), float(b))
    if isinstance(a, numbers.Complex):
        return inexact(complex(a), complex(b))
    return NotImplemented


def _add(a, b):
    return Fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)


def _subtract(a, b):
    return Fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)


def _multiply(a, b):
    return Fraction(a.numerator * b.numerator, a.denominator * b.denominator)


def _divide(a, b):
    return Fraction(a.numerator * b.denominator, a.denominator * b.numerator)


def _floor_divide(a, b):
    return (a.numerator * b.denominator) // (a.denominator * b.numerator)


def _divmod(a, b):
    below = a.denominator * b.denominator
    quotient, rest = divmod(a.numerator * b.denominator, a.denominator * b.numerator)
    return quotient, Fraction(rest, below)


def _remainder(a, b):
    return Fraction((a.numerator * b.denominator) % (b.numerator * a.denominator), a.denominator * b.denominator)
