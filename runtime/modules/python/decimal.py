"""Decimal numbers of any precision, with the rounding, signals and contexts of the General Decimal Arithmetic
specification.

A Decimal holds a sign, a coefficient as an int, and an exponent; `_kind` is "" for finite numbers, else "F"
(infinity), "n" (quiet NaN) or "N" (signaling NaN), whose payload is in the coefficient. What _decimal_work, in C,
can do with finite numbers it does; where it gives None, the methods here do it by all the rules.
"""
import contextvars as _contextvars
import math as _math
import numbers as _numbers
import re as _re
import sys as _sys
import _decimal_work as _work
from collections import namedtuple as _namedtuple

__all__ = ["Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext",
           "DecimalException", "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal",
           "Overflow", "Underflow", "FloatOperation", "DivisionImpossible", "InvalidContext", "ConversionSyntax",
           "DivisionUndefined", "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR",
           "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP", "setcontext", "getcontext", "localcontext", "MAX_PREC",
           "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS", "HAVE_CONTEXTVAR"]

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN = "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN"
ROUND_CEILING, ROUND_FLOOR, ROUND_UP = "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP"
ROUND_HALF_DOWN, ROUND_05UP = "ROUND_HALF_DOWN", "ROUND_05UP"
_ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,
              ROUND_05UP)
_ROUNDING_NUMBERS = {name: number for number, name in enumerate(_ROUNDINGS)}
HAVE_THREADS = HAVE_CONTEXTVAR = True
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -MAX_EMAX
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)
__version__ = "1.70"
__libmpdec_version__ = "2.5.1"

DecimalTuple = _namedtuple("DecimalTuple", "sign digits exponent", module="decimal")


class DecimalException(ArithmeticError):
    """Any signal."""


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class InvalidContext(InvalidOperation):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


_SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped)
_SHOWN = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow)
_FOLDED = {ConversionSyntax: InvalidOperation, DivisionImpossible: InvalidOperation,
           DivisionUndefined: InvalidOperation, InvalidContext: InvalidOperation}

# ---- digits of ints ----

_PLAIN_BITS = 10000 # ints up to this size are turned into text at once


def _text_of(n):
    """str(n) for n >= 0, without the limit on its length."""
    if n.bit_length() <= _PLAIN_BITS:
        return str(n)
    half = int(n.bit_length() * 0.30103) // 2
    high, low = divmod(n, 10 ** half)
    return _text_of(high) + _text_of(low).rjust(half, "0")


def _int_of(text):
    """int(text) without the limit on its length."""
    if len(text) <= 3000:
        return int(text)
    half = len(text) // 2
    return _int_of(text[:half]) * 10 ** (len(text) - half) + _int_of(text[half:])


def _length(n):
    """How many digits n >= 0 has; zero has one."""
    if n.bit_length() <= 200:
        return len(str(n))
    least = int((n.bit_length() - 1) * 0.30102999566398120) + 1
    return least + (n >= 10 ** least)


def _rounds_up(sign, kept, rest, half, rounding):
    """Whether a coefficient grows by one; rest > 0 was cut off, half is half a unit of the last place."""
    if rounding == ROUND_HALF_EVEN:
        return rest > half or rest == half and kept & 1
    if rounding == ROUND_HALF_UP:
        return rest >= half
    if rounding == ROUND_HALF_DOWN:
        return rest > half
    if rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    return kept % 5 == 0 # ROUND_05UP


def _cut(sign, n, places, rounding):
    """(n without its last `places` digits, whether something was lost)"""
    unit = 10 ** places
    kept, rest = divmod(n, unit)
    if rest and _rounds_up(sign, kept, 2 * rest, unit, rounding):
        kept += 1
    return kept, bool(rest)


def _check_rounding(rounding):
    if rounding not in _ROUNDINGS:
        raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, "
                        "ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")


# ---- contexts ----

class _SignalDict(dict):
    """Flags or traps of a context."""

    def __repr__(self):
        return "{%s}" % ", ".join("<class 'decimal.%s'>:%s" % (key.__name__, value) for key, value in self.items())

    def __delitem__(self, key):
        raise ValueError("signal keys cannot be deleted")

    def __setitem__(self, key, value):
        if key not in self:
            raise KeyError("invalid error flag")
        dict.__setitem__(self, key, bool(value))


def _signals(given, defaults=()):
    if isinstance(given, dict):
        if len(given) != len(_SIGNALS) or any(signal not in given for signal in _SIGNALS):
            raise KeyError("invalid signal dict")
        return _SignalDict((signal, bool(given[signal])) for signal in _SIGNALS)
    if given is None:
        given = defaults
    if not isinstance(given, (list, tuple)):
        raise TypeError("argument must be a signal dict")
    for each in given:
        if each not in _SIGNALS:
            raise TypeError("values must be signals")
    return _SignalDict((signal, signal in given) for signal in _SIGNALS)


class Context:
    """Precision, rounding, limits of exponents, and what happens on which signal."""

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None,
                 traps=None):
        default = DefaultContext if "DefaultContext" in globals() else None

        def choose(value, name):
            return getattr(default, name) if value is None else value
        self.prec = choose(prec, "prec")
        self.rounding = choose(rounding, "rounding")
        self.Emin = choose(Emin, "Emin")
        self.Emax = choose(Emax, "Emax")
        self.capitals = choose(capitals, "capitals")
        self.clamp = choose(clamp, "clamp")
        self.traps = _signals(traps if traps is not None else default.traps.copy())
        self.flags = _signals(flags)

    def __setattr__(self, name, value):
        limits = {"prec": (1, MAX_PREC), "Emin": (MIN_EMIN, 0), "Emax": (0, MAX_EMAX), "capitals": (0, 1),
                  "clamp": (0, 1)}
        if name in limits:
            if not isinstance(value, int):
                raise TypeError("an integer is required")
            low, high = limits[name]
            if not low <= value <= high:
                shown = {"prec": "[1, MAX_PREC]", "Emin": "[MIN_EMIN, 0]", "Emax": "[0, MAX_EMAX]",
                         "capitals": "[0, 1]", "clamp": "[0, 1]"}[name]
                raise ValueError("valid range for %s is %s" % (name, shown) if name not in ("capitals", "clamp")
                                 else "valid values for %s are 0 or 1" % name)
            value = int(value)
        elif name == "rounding":
            _check_rounding(value)
        elif name in ("flags", "traps"):
            if not isinstance(value, dict) and "traps" in self.__dict__:
                raise TypeError("argument must be a signal dict")
            value = _signals(value)
        else:
            raise AttributeError("'decimal.Context' object has no attribute '%s'" % name)
        object.__setattr__(self, name, value)
        self._note_limits()

    def _note_limits(self):
        """Keeps what _decimal_work asks of a context, as soon as all of it is set."""
        known = self.__dict__
        if "traps" in known and "flags" in known:
            object.__setattr__(self, "_limits", (
                known["prec"], known["Emin"], known["Emax"], _ROUNDING_NUMBERS[known["rounding"]], known["clamp"],
                known["flags"], known["traps"]))

    def __delattr__(self, name):
        raise AttributeError("context attributes cannot be deleted")

    def __repr__(self):
        return ("Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, clamp=%d, flags=[%s], traps=[%s])"
                % (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                   ", ".join(signal.__name__ for signal in _SHOWN if self.flags[signal]),
                   ", ".join(signal.__name__ for signal in _SHOWN if self.traps[signal])))

    def __reduce__(self):
        return Context, (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                         [signal for signal, on in self.flags.items() if on],
                         [signal for signal, on in self.traps.items() if on])

    def clear_flags(self):
        """Resets all flags to False."""
        for signal in _SIGNALS:
            self.flags[signal] = False

    def clear_traps(self):
        """Sets all traps to False."""
        for signal in _SIGNALS:
            self.traps[signal] = False

    def copy(self):
        """A context with the same settings."""
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, self.flags.copy(),
                       self.traps.copy())

    __copy__ = copy
    __hash__ = None

    def _quiet(self, **changes):
        """A copy for inner steps: nothing is trapped."""
        other = self.copy()
        other.clear_traps()
        other.clear_flags()
        for name, value in changes.items():
            setattr(other, name, value)
        return other

    def _raise(self, condition, result=None):
        """Signals: an exception when it is trapped, else the result."""
        signal = _FOLDED.get(condition, condition)
        self.flags[signal] = True
        if self.traps[signal]:
            raise signal([condition])
        return result

    def _raise_all(self, signals, result):
        """Signals what one operation found: all flags are set before an exception is raised."""
        for signal in signals:
            self.flags[signal] = True
        trapped = [signal for signal in _SIGNALS if signal in signals and self.traps[signal]]
        if trapped:
            raise trapped[0](trapped)
        return result

    def Etiny(self):
        """The smallest exponent of a subnormal number."""
        return self.Emin - self.prec + 1

    def Etop(self):
        """The largest exponent of a number with all its digits."""
        return self.Emax - self.prec + 1

    def create_decimal(self, num="0"):
        """A number rounded to the context. Text must be all digits: no spaces around, no underscores."""
        if isinstance(num, str) and ("_" in num or num != num.strip()):
            return self._raise(ConversionSyntax, _NaN)
        made = Decimal(num, self)
        if made._kind in ("n", "N") and _length(made._int) > self.prec - self.clamp and made._int:
            return self._raise(ConversionSyntax, _NaN)
        return made._fix(self)

    def create_decimal_from_float(self, f):
        return Decimal.from_float(f)._fix(self)

    def divide(self, a, b):
        return _operand(a)._divide(_operand(b), self)

    def add(self, a, b):
        return _operand(a)._add(_operand(b), self)

    def subtract(self, a, b):
        return _operand(a)._subtract(_operand(b), self)

    def multiply(self, a, b):
        return _operand(a)._multiply(_operand(b), self)

    def divide_int(self, a, b):
        return _operand(a)._divide_int(_operand(b), self)

    def divmod(self, a, b):
        return _operand(a)._divmod(_operand(b), self)

    def remainder(self, a, b):
        return _operand(a)._remainder(_operand(b), self)

    def power(self, a, b, modulo=None):
        return _operand(a)._power(_operand(b), modulo, self)

    def minus(self, a):
        return _operand(a)._minus(self)

    def plus(self, a):
        return _operand(a)._plus(self)

    def abs(self, a):
        a = _operand(a)
        return a._minus(self) if a._sign else a._plus(self)

    def to_sci_string(self, a):
        return _operand(a)._to_text(False, self)

    def to_eng_string(self, a):
        return _operand(a)._to_text(True, self)

    def radix(self):
        return Decimal(10)

    def apply(self, a):
        return _operand(a)._fix(self)

    _apply = apply


def _operand(value):
    """A Decimal from a Decimal or an int."""
    made = _convert(value)
    if made is NotImplemented:
        raise TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)
    return made


def _convert(value):
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return _make(value < 0, abs(value), 0)
    return NotImplemented


_current = _contextvars.ContextVar("decimal_context")
_running = _contextvars._local # in whose `context` the values of context variables are


def getcontext():
    """The current context of this thread or task."""
    try:
        return _running.context._values[_current]
    except (AttributeError, KeyError):
        context = DefaultContext.copy()
        context.clear_flags()
        _current.set(context)
        return context


def _given(context):
    """The context that a caller gave."""
    if not isinstance(context, Context):
        raise TypeError("optional argument must be a context")
    return context


def setcontext(context, /):
    """Sets the current context of this thread or task."""
    if not isinstance(context, Context):
        raise TypeError("argument must be a context")
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current.set(context)


class ContextManager:
    def __init__(self, new):
        self._new = new.copy()

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._new)
        return self._new

    def __exit__(self, *args):
        setcontext(self._saved)


def localcontext(ctx=None, **kwargs):
    """A context manager: a copy of the context is current inside."""
    if ctx is None:
        ctx = getcontext()
    elif not isinstance(ctx, Context):
        raise TypeError("optional argument must be a context")
    manager = ContextManager(ctx)
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError("'%s' is an invalid keyword argument for this function" % name)
        setattr(manager._new, name, value)
    return manager


# ---- numbers ----

_TEXT = _re.compile(r"""(?P<sign>[-+])?
    (?:(?=\d|\.\d)(?P<int>\d*)(?:\.(?P<frac>\d*))?(?:E(?P<exp>[-+]?\d+))?
     |(?P<inf>Inf(?:inity)?)|(?P<signal>s)?NaN(?P<diag>\d*))\Z""", _re.VERBOSE | _re.IGNORECASE)


def _make(sign, coefficient, exponent, kind="", cls=None):
    self = object.__new__(Decimal if cls is None else cls)
    self._sign = 1 if sign else 0
    self._int = coefficient
    self._exp = exponent
    self._kind = kind
    return self


def _exactly(f):
    """The Decimal of a float or int."""
    if isinstance(f, int):
        return _make(f < 0, abs(f), 0)
    if not isinstance(f, float):
        raise TypeError("argument must be int or float")
    sign = _math.copysign(1.0, f) < 0
    if _math.isnan(f):
        return _make(sign, 0, 0, "n")
    if _math.isinf(f):
        return _make(sign, 0, 0, "F")
    n, d = float.as_integer_ratio(float.__abs__(f))
    k = d.bit_length() - 1
    return _make(sign, n * 5 ** k, -k)


def _fits(coefficient, exponent):
    """Whether the widest context could hold such a number."""
    least = MIN_EMIN - MAX_PREC + 1
    return least <= exponent and exponent + (_length(coefficient) if coefficient else 1) - 1 <= MAX_EMAX


class Decimal:
    """A decimal number."""
    __slots__ = ("_sign", "_int", "_exp", "_kind")

    def __new__(cls, value="0", context=None):
        made = _work.from_value(cls, value)
        if context is not None:
            _given(context)
        if made is not None:
            return made
        if isinstance(value, str):
            found = _TEXT.match(value.strip().replace("_", ""))
            if found is None:
                return (getcontext() if context is None else context)._raise(ConversionSyntax, _NaN)
            sign = found["sign"] == "-"
            if found["int"] is not None:
                fraction = found["frac"] or ""
                coefficient = _int_of(found["int"] + fraction or "0")
                exponent = int(found["exp"] or "0") - len(fraction)
                if not _fits(coefficient, exponent):
                    return (getcontext() if context is None else context)._raise(InvalidOperation, _NaN)
                return _make(sign, coefficient, exponent, "", cls)
            if found["inf"] is not None:
                return _make(sign, 0, 0, "F", cls)
            return _make(sign, _int_of(found["diag"] or "0"), 0, "N" if found["signal"] else "n", cls)
        if isinstance(value, int):
            return _make(value < 0, abs(value), 0, "", cls)
        if isinstance(value, Decimal):
            if type(value) is cls and cls is Decimal:
                return value
            return _make(value._sign, value._int, value._exp, value._kind, cls)
        if isinstance(value, float):
            (getcontext() if context is None else context)._raise(FloatOperation)
            made = _exactly(value)
            return _make(made._sign, made._int, made._exp, made._kind, cls)
        if isinstance(value, (list, tuple)):
            return cls._from_tuple(tuple(value))
        raise TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)

    @classmethod
    def _from_tuple(cls, value):
        if len(value) != 3:
            raise ValueError("argument must be a sequence of length 3")
        sign, digits, exponent = value
        if not isinstance(sign, int) or sign not in (0, 1):
            raise ValueError("sign must be an integer with the value 0 or 1")
        if isinstance(exponent, str):
            if exponent not in ("F", "n", "N"):
                raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
        elif not isinstance(exponent, int):
            raise ValueError("exponent must be an integer")
        if exponent == "F":
            return _make(sign, 0, 0, "F", cls)
        coefficient = 0
        if not isinstance(digits, (list, tuple)):
            raise ValueError("coefficient must be a tuple of digits")
        for digit in digits:
            if not isinstance(digit, int) or not 0 <= digit <= 9:
                raise ValueError("coefficient must be a tuple of digits")
        coefficient = _int_of("".join(map(str, digits)) or "0")
        if exponent in ("n", "N"):
            return _make(sign, coefficient, 0, exponent, cls)
        return _make(sign, coefficient, exponent, "", cls)

    @classmethod
    def from_float(cls, f, /):
        """The exact value of a float."""
        made = _exactly(f)
        return made if cls is Decimal else cls(made)

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo):
        return self if type(self) is Decimal else self.__class__(str(self))

    def as_tuple(self):
        """Returns a tuple representation of the number."""
        if self._kind == "F":
            return DecimalTuple(self._sign, (0,), "F")
        if self._kind:
            return DecimalTuple(self._sign, tuple(map(int, _text_of(self._int))) if self._int else (), self._kind)
        return DecimalTuple(self._sign, tuple(map(int, _text_of(self._int))), self._exp)

    def as_integer_ratio(self):
        """A pair of integers whose ratio is exactly equal to the number."""
        if self._kind:
            if self._kind == "F":
                raise OverflowError("cannot convert Infinity to integer ratio")
            raise ValueError("cannot convert NaN to integer ratio")
        if not self._int:
            return 0, 1
        if self._exp >= 0:
            n, d = self._int * 10 ** self._exp, 1
        else:
            n, d = self._int, 10 ** -self._exp
            common = _math.gcd(n, d)
            n, d = n // common, d // common
        return -n if self._sign else n, d

    def __repr__(self):
        return "Decimal('%s')" % str(self)

    def __str__(self):
        text = _work.text(self)
        return text if text is not None else self._to_text(False, getcontext())

    def to_eng_string(self, context=None):
        """Text in engineering notation: exponents are multiples of 3."""
        return self._to_text(True, getcontext() if context is None else _given(context))

    def _to_text(self, engineering, context):
        sign = "-" if self._sign else ""
        if self._kind:
            if self._kind == "F":
                return sign + "Infinity"
            return sign + ("sNaN" if self._kind == "N" else "NaN") + (_text_of(self._int) if self._int else "")
        digits = _text_of(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif not self._int:
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            text = "0." + "0" * -point + digits
        elif point >= len(digits):
            text = digits + "0" * (point - len(digits))
        else:
            text = digits[:point] + "." + digits[point:]
        if left != point:
            text += ("E" if context.capitals else "e") + "%+d" % (left - point)
        return sign + text

    # ---- kinds ----

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._kind else self._exp + _length(self._int) - 1

    def is_nan(self):
        return self._kind in ("n", "N")

    def is_qnan(self):
        return self._kind == "n"

    def is_snan(self):
        return self._kind == "N"

    def is_infinite(self):
        return self._kind == "F"

    def is_finite(self):
        return not self._kind

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return not self._kind and self._int == 0

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def is_normal(self, context=None):
        context = getcontext() if context is None else _given(context)
        return not self._kind and bool(self._int) and context.Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        context = getcontext() if context is None else _given(context)
        return not self._kind and bool(self._int) and self.adjusted() < context.Emin

    def number_class(self, context=None):
        """The kind of the number as text."""
        if self._kind == "N":
            return "sNaN"
        if self._kind == "n":
            return "NaN"
        sign = "-" if self._sign else "+"
        if self._kind:
            return sign + "Infinity"
        if not self._int:
            return sign + "Zero"
        return sign + ("Subnormal" if self.is_subnormal(context) else "Normal")

    def radix(self):
        return Decimal(10)

    def _fix_nan(self, context):
        """A NaN whose payload fits."""
        most = context.prec - context.clamp
        if self._int and _length(self._int) > most:
            return _make(self._sign, self._int % 10 ** most, 0, self._kind)
        return _make(self._sign, self._int, 0, self._kind)

    def _nans(self, other, context):
        """The NaN that an operation gives, or None when no operand is one."""
        if not self._kind and (other is None or not other._kind):
            return None
        for each in (self, other):
            if each is not None and each._kind == "N":
                quiet = _make(each._sign, each._int, 0, "n")
                return context._raise(InvalidOperation, quiet._fix_nan(context))
        for each in (self, other):
            if each is not None and each._kind == "n":
                return each._fix_nan(context)
        return None

    def _fix(self, context):
        """Rounds to the precision and the exponents of the context."""
        if self._kind:
            return self._fix_nan(context) if self._kind != "F" else _make(self._sign, 0, 0, "F")
        coefficient, exponent, sign = self._int, self._exp, self._sign
        etiny = context.Emin - context.prec + 1
        etop = context.Emax - context.prec + 1
        if coefficient and coefficient < 10 ** 15 and context.prec >= 15 and etiny <= exponent <= etop and \
                context.Emin <= exponent and type(self) is Decimal:
            return self # as most are: far from every border
        if not coefficient:
            top = etop if context.clamp else context.Emax
            new = min(max(exponent, etiny), top)
            if new != exponent:
                context._raise(Clamped)
            return _make(sign, 0, new)
        digits = _length(coefficient)
        least = digits + exponent - context.prec
        if least > etop:
            return context._raise_all((Overflow, Inexact, Rounded), self._overflowed(context))
        subnormal = least < etiny
        if subnormal:
            least = etiny
        if exponent < least:
            cut = least - exponent
            if cut > digits + 1:
                kept, lost = (1 if _rounds_up(sign, 0, 1, 10, context.rounding) else 0), True
            else:
                kept, lost = _cut(sign, coefficient, cut, context.rounding)
            if _length(kept) > context.prec:
                kept //= 10
                least += 1
            signals = [Rounded]
            if least > etop:
                signals.append(Overflow)
            if lost:
                signals.append(Inexact)
            if subnormal:
                signals += [Subnormal, Underflow] if lost else [Subnormal]
            if not kept:
                signals.append(Clamped)
            return context._raise_all(signals, self._overflowed(context) if least > etop else
                                      _make(sign, kept, least))
        if subnormal:
            context._raise(Subnormal)
        if context.clamp and exponent > etop:
            context._raise(Clamped)
            return _make(sign, coefficient * 10 ** (exponent - etop), etop)
        return _make(sign, coefficient, exponent)

    def _overflowed(self, context):
        r = context.rounding
        if r in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_UP) or r == (
                ROUND_FLOOR if self._sign else ROUND_CEILING):
            return _make(self._sign, 0, 0, "F")
        return _make(self._sign, 10 ** context.prec - 1, context.Emax - context.prec + 1)

    # ---- comparison ----

    def _order(self, other):
        """-1, 0 or 1; no operand is a NaN."""
        if self._kind or other._kind:
            a = 0 if not self._kind else -1 if self._sign else 1
            b = 0 if not other._kind else -1 if other._sign else 1
            return (a > b) - (a < b)
        if not self._int or not other._int:
            a = 0 if not self._int else -1 if self._sign else 1
            b = 0 if not other._int else -1 if other._sign else 1
            return (a > b) - (a < b)
        if self._sign != other._sign:
            return -1 if self._sign else 1
        x, y = self.adjusted(), other.adjusted()
        if x == y:
            shift = self._exp - other._exp
            x = self._int * 10 ** shift if shift > 0 else self._int
            y = other._int * 10 ** -shift if shift < 0 else other._int
        result = (x > y) - (x < y)
        return -result if self._sign else result

    def _comparable(self, other, equality=False):
        """The other operand of a comparison as a Decimal."""
        if isinstance(other, Decimal):
            return other
        if isinstance(other, int):
            return _convert(other)
        if isinstance(other, _numbers.Rational):
            return other
        if equality and isinstance(other, complex) and other.imag == 0:
            other = other.real
        if isinstance(other, float):
            context = getcontext()
            if equality:
                context.flags[FloatOperation] = True
            else:
                context._raise(FloatOperation, None)
            return Decimal.from_float(other)
        return NotImplemented

    def _compare_with(self, other, equality):
        """The order, None for NaN, NotImplemented."""
        other = self._comparable(other, equality)
        if other is NotImplemented:
            return NotImplemented
        if not isinstance(other, Decimal): # a fraction
            if self._kind in ("n", "N"):
                other = Decimal(0)
            else:
                left = _make(self._sign, self._int * other.denominator, self._exp, self._kind)
                return left._order(_convert(other.numerator))
        if self.is_nan() or other.is_nan():
            if not equality or self._kind == "N" or other._kind == "N":
                getcontext()._raise(InvalidOperation)
            return None
        return self._order(other)

    def __eq__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order == 0
        order = self._compare_with(other, True)
        return order if order is NotImplemented else order == 0

    def __lt__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order < 0
        order = self._compare_with(other, False)
        return order if order is NotImplemented else order is not None and order < 0

    def __le__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order <= 0
        order = self._compare_with(other, False)
        return order if order is NotImplemented else order is not None and order <= 0

    def __gt__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order > 0
        order = self._compare_with(other, False)
        return order if order is NotImplemented else order is not None and order > 0

    def __ge__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order >= 0
        order = self._compare_with(other, False)
        return order if order is NotImplemented else order is not None and order >= 0

    def compare(self, other, context=None):
        """-1, 0, 1 or NaN as a Decimal."""
        context, other = getcontext() if context is None else _given(context), _operand(other)
        nan = self._nans(other, context)
        return Decimal(self._order(other)) if nan is None else nan

    def compare_signal(self, other, context=None):
        context, other = getcontext() if context is None else _given(context), _operand(other)
        if self.is_nan() or other.is_nan():
            nan = self._nans(other, context)
            return context._raise(InvalidOperation, nan)
        return Decimal(self._order(other))

    def compare_total(self, other, context=None):
        """Compares representations: 1.0 comes before 1."""
        other = _operand(other)
        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        ranks = {"": 0, "F": 1, "N": 2, "n": 3}
        x, y = ranks[self._kind], ranks[other._kind]
        if x == y:
            if x >= 2:
                x, y = self._int, other._int
            else:
                x, y = abs_order(self, other), 0
                if x == 0:
                    x, y = self._exp, other._exp
        result = (x > y) - (x < y)
        return Decimal(-result if self._sign else result)

    def compare_total_mag(self, other, context=None):
        return self.copy_abs().compare_total(_operand(other).copy_abs())

    def __hash__(self):
        if self._kind:
            if self._kind == "N":
                raise TypeError("Cannot hash a signaling NaN value")
            if self._kind == "n":
                return object.__hash__(self)
            return -_sys.hash_info.inf if self._sign else _sys.hash_info.inf
        modulus = _sys.hash_info.modulus
        if self._exp >= 0:
            scale = pow(10, self._exp, modulus)
        else:
            scale = pow(pow(10, -1, modulus), -self._exp, modulus)
        result = self._int * scale % modulus
        result = -result if self._sign else result
        return -2 if result == -1 else result

    def __bool__(self):
        return bool(self._kind) or bool(self._int)

    def _pick(self, other, context, larger, magnitude):
        context, other = getcontext() if context is None else _given(context), _operand(other)
        if self.is_nan() or other.is_nan():
            for a, b in ((self, other), (other, self)):
                if a._kind == "n" and not b.is_nan():
                    return b._fix(context)
            return self._nans(other, context)
        order = abs_order(self, other) if magnitude else self._order(other)
        if order == 0:
            order = int(self.compare_total(other))
        chosen = (self if order > 0 else other) if larger else (self if order < 0 else other)
        return chosen._fix(context)

    def max(self, other, context=None):
        """The larger of two numbers; a NaN loses."""
        return self._pick(other, context, True, False)

    def min(self, other, context=None):
        return self._pick(other, context, False, False)

    def max_mag(self, other, context=None):
        return self._pick(other, context, True, True)

    def min_mag(self, other, context=None):
        return self._pick(other, context, False, True)

    # ---- signs ----

    def copy_abs(self):
        return _make(0, self._int, self._exp, self._kind)

    def copy_negate(self):
        return _make(not self._sign, self._int, self._exp, self._kind)

    def copy_sign(self, other, context=None):
        return _make(_operand(other)._sign, self._int, self._exp, self._kind)

    def conjugate(self):
        return self

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def _minus(self, context):
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self.copy_negate()._fix(context)

    def _plus(self, context):
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self._fix(context)

    def __neg__(self):
        return self._minus(getcontext())

    def __pos__(self):
        return self._plus(getcontext())

    def __abs__(self):
        return self._minus(getcontext()) if self._sign else self._plus(getcontext())

    # ---- arithmetic ----

    def _add(self, other, context):
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        if self._kind or other._kind:
            if self._kind and other._kind and self._sign != other._sign:
                return context._raise(InvalidOperation, _NaN)
            return _make((self if self._kind else other)._sign, 0, 0, "F")
        exponent = min(self._exp, other._exp)
        negative_zero = context.rounding == ROUND_FLOOR and self._sign != other._sign
        a, b = self, other
        if not a._int and not b._int:
            return _make(min(a._sign, b._sign) or negative_zero, 0, exponent)._fix(context)
        if not a._int:
            return b._rescale_up(max(exponent, b._exp - context.prec - 1))._fix(context)
        if not b._int:
            return a._rescale_up(max(exponent, a._exp - context.prec - 1))._fix(context)
        if a._exp < b._exp:
            a, b = b, a # a has the larger exponent
        # An operand far below the last digit counts only as a sign.
        gap = a._exp - b._exp
        if gap:
            a_digits, b_digits = _length(a._int), _length(b._int)
            least = a._exp + min(-1, a_digits - context.prec - 2)
            if b_digits + b._exp - 1 < least:
                b = _make(b._sign, 1, least)
            exponent = b._exp
        x = a._int * 10 ** (a._exp - b._exp)
        total = (-x if a._sign else x) + (-b._int if b._sign else b._int)
        if not total:
            return _make(negative_zero, 0, exponent)._fix(context)
        return _make(total < 0, abs(total), b._exp)._fix(context)

    def _rescale_up(self, exponent):
        """The same number with more zeros."""
        if exponent >= self._exp:
            return self
        return _make(self._sign, self._int * 10 ** (self._exp - exponent), exponent)

    def _subtract(self, other, context):
        nan = self._nans(other, context)
        return self._add(other.copy_negate(), context) if nan is None else nan

    def _multiply(self, other, context):
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._kind or other._kind:
            if not self or not other:
                return context._raise(InvalidOperation, _NaN)
            return _make(sign, 0, 0, "F")
        return _make(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    def _divide(self, other, context):
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._kind:
            return context._raise(InvalidOperation, _NaN) if other._kind else _make(sign, 0, 0, "F")
        if other._kind:
            context._raise(Clamped)
            return _make(sign, 0, context.Etiny())
        if not other._int:
            if not self._int:
                return context._raise(DivisionUndefined, _NaN)
            return context._raise(DivisionByZero, _make(sign, 0, 0, "F"))
        if not self._int:
            return _make(sign, 0, self._exp - other._exp)._fix(context)
        shift = _length(other._int) - _length(self._int) + context.prec + 1
        exponent = self._exp - other._exp - shift
        if shift >= 0:
            quotient, rest = divmod(self._int * 10 ** shift, other._int)
        else:
            quotient, rest = divmod(self._int, other._int * 10 ** -shift)
        if rest:
            if quotient % 5 == 0:
                quotient += 1 # so that the lost rest counts when it is rounded
        else:
            ideal = self._exp - other._exp
            for step in (16, 8, 4, 2, 1):
                unit = 10 ** step
                while exponent + step <= ideal and quotient % unit == 0:
                    quotient //= unit
                    exponent += step
        return _make(sign, quotient, exponent)._fix(context)

    def _whole_division(self, other, context):
        """(quotient, remainder) of finite numbers, or None when the quotient has too many digits."""
        sign = self._sign ^ other._sign
        ideal = self._exp if other._kind else min(self._exp, other._exp)
        gap = self.adjusted() - other.adjusted()
        if not self._int or other._kind or gap <= -2:
            return _make(sign, 0, 0), self._to_exponent(ideal, context.rounding)
        if gap <= context.prec:
            a, b = self._int, other._int
            if self._exp >= other._exp:
                a *= 10 ** (self._exp - other._exp)
            else:
                b *= 10 ** (other._exp - self._exp)
            quotient, rest = divmod(a, b)
            if quotient < 10 ** context.prec:
                return _make(sign, quotient, 0), _make(self._sign, rest, ideal)
        return None

    def _divide_int(self, other, context):
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._kind:
            return context._raise(InvalidOperation, _NaN) if other._kind else _make(sign, 0, 0, "F")
        if not other:
            if not self:
                return context._raise(DivisionUndefined, _NaN)
            return context._raise(DivisionByZero, _make(sign, 0, 0, "F"))
        both = self._whole_division(other, context)
        return context._raise(DivisionImpossible, _NaN) if both is None else both[0]._fix(context)

    def _remainder(self, other, context):
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        if self._kind:
            return context._raise(InvalidOperation, _NaN)
        if not other:
            return context._raise(InvalidOperation if self else DivisionUndefined, _NaN)
        both = self._whole_division(other, context)
        return context._raise(DivisionImpossible, _NaN) if both is None else both[1]._fix(context)

    def _divmod(self, other, context):
        nan = self._nans(other, context)
        if nan is not None:
            return nan, nan
        sign = self._sign ^ other._sign
        if self._kind:
            if other._kind:
                nan = context._raise(InvalidOperation, _NaN)
                return nan, nan
            return _make(sign, 0, 0, "F"), context._raise(InvalidOperation, _NaN)
        if not other:
            if not self:
                nan = context._raise(DivisionUndefined, _NaN)
                return nan, nan
            context.flags[DivisionByZero] = context.flags[InvalidOperation] = True
            if context.traps[InvalidOperation]:
                raise InvalidOperation([InvalidOperation, DivisionByZero])
            return context._raise(DivisionByZero, _make(sign, 0, 0, "F")), _NaN
        both = self._whole_division(other, context)
        if both is None:
            nan = context._raise(DivisionImpossible, _NaN)
            return nan, nan
        return both[0]._fix(context), both[1]._fix(context)

    def remainder_near(self, other, context=None):
        """The remainder of the nearest quotient."""
        context, other = getcontext() if context is None else _given(context), _operand(other)
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        if self._kind:
            return context._raise(InvalidOperation, _NaN)
        if not other:
            return context._raise(InvalidOperation if self else DivisionUndefined, _NaN)
        if other._kind:
            return self._fix(context)
        ideal = min(self._exp, other._exp)
        if not self._int:
            return _make(self._sign, 0, ideal)._fix(context)
        gap = self.adjusted() - other.adjusted()
        if gap >= context.prec + 1:
            return context._raise(DivisionImpossible, _NaN)
        if gap <= -2:
            return self._to_exponent(ideal, context.rounding)._fix(context)
        a, b = self._int, other._int
        if self._exp >= other._exp:
            a *= 10 ** (self._exp - other._exp)
        else:
            b *= 10 ** (other._exp - self._exp)
        quotient, rest = divmod(a, b)
        if 2 * rest + (quotient & 1) > b:
            rest -= b
            quotient += 1
        if quotient >= 10 ** context.prec:
            return context._raise(DivisionImpossible, _NaN)
        sign = self._sign
        if rest < 0:
            sign, rest = 1 - sign, -rest
        return _make(sign, rest, ideal)._fix(context)

    def fma(self, other, third, context=None):
        """self * other + third with one rounding."""
        context = getcontext() if context is None else _given(context)
        other, third = _operand(other), _operand(third)
        if self._kind or other._kind:
            if self._kind == "N" or other._kind == "N" or self._kind == "n" or other._kind == "n":
                return self._nans(other, context)
            if not self or not other:
                return context._raise(InvalidOperation, _NaN)
            product = _make(self._sign ^ other._sign, 0, 0, "F")
        else:
            product = _make(self._sign ^ other._sign, self._int * other._int, self._exp + other._exp)
        return product._add(third, context)

    # ---- exponents ----

    def _to_exponent(self, exponent, rounding):
        """Rounded or padded to an exponent; nothing is signaled."""
        if self._kind:
            return self
        if not self._int:
            return _make(self._sign, 0, exponent)
        if self._exp >= exponent:
            return _make(self._sign, self._int * 10 ** (self._exp - exponent), exponent)
        cut = exponent - self._exp
        if cut > _length(self._int) + 1:
            return _make(self._sign, 1 if _rounds_up(self._sign, 0, 1, 10, rounding) else 0, exponent)
        return _make(self._sign, _cut(self._sign, self._int, cut, rounding)[0], exponent)

    def quantize(self, exp, rounding=None, context=None):
        """The number with the exponent of another."""
        context = getcontext() if context is None else _given(context)
        number = -1 if rounding is None else _ROUNDING_NUMBERS.get(rounding) if type(rounding) is str else None
        made = _work.quantize(self, exp, context._limits, number)
        if made is not None:
            return made
        exp = _operand(exp)
        rounding = context.rounding if rounding is None else rounding
        _check_rounding(rounding)
        nan = self._nans(exp, context)
        if nan is not None:
            return nan
        if self._kind or exp._kind:
            return self if self._kind and exp._kind else context._raise(InvalidOperation, _NaN)
        if not context.Etiny() <= exp._exp <= context.Emax:
            return context._raise(InvalidOperation, _NaN)
        if not self._int:
            return _make(self._sign, 0, exp._exp)._fix(context)
        adjusted = self.adjusted()
        if adjusted > context.Emax or adjusted - exp._exp + 1 > context.prec:
            return context._raise(InvalidOperation, _NaN)
        result = self._to_exponent(exp._exp, rounding)
        if result.adjusted() > context.Emax or _length(result._int) > context.prec:
            return context._raise(InvalidOperation, _NaN)
        signals = []
        if result and result.adjusted() < context.Emin:
            signals.append(Subnormal)
        if result._exp > self._exp:
            signals += [Rounded] if result._order(self) == 0 else [Rounded, Inexact]
        if context.clamp and result._exp > context.Etop():
            signals.append(Clamped)
        return context._raise_all(signals, result)._fix(context)

    def same_quantum(self, other, context=None):
        """Whether both have the same exponent."""
        other = _operand(other)
        if self._kind or other._kind:
            return self.is_nan() and other.is_nan() or self._kind == "F" and other._kind == "F"
        return self._exp == other._exp

    def normalize(self, context=None):
        """Without zeros at the end."""
        context = getcontext() if context is None else _given(context)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        rounded = self._fix(context)
        if rounded._kind:
            return rounded
        if not rounded._int:
            return _make(rounded._sign, 0, 0)
        top = context.Etop() if context.clamp else context.Emax
        coefficient, exponent = rounded._int, rounded._exp
        while coefficient % 10 == 0 and exponent < top:
            coefficient //= 10
            exponent += 1
        return _make(rounded._sign, coefficient, exponent)

    def to_integral_exact(self, rounding=None, context=None):
        """Rounded to a whole number; signals Inexact and Rounded."""
        context = getcontext() if context is None else _given(context)
        rounding = context.rounding if rounding is None else rounding
        _check_rounding(rounding)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if self._kind or self._exp >= 0:
            return self
        if not self._int:
            return _make(self._sign, 0, 0)
        result = self._to_exponent(0, rounding)
        return context._raise_all((Rounded,) if result._order(self) == 0 else (Inexact, Rounded), result)

    def to_integral_value(self, rounding=None, context=None):
        """Rounded to a whole number."""
        context = getcontext() if context is None else _given(context)
        rounding = context.rounding if rounding is None else rounding
        _check_rounding(rounding)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if self._kind or self._exp >= 0:
            return self
        return self._to_exponent(0, rounding)

    to_integral = to_integral_value

    def logb(self, context=None):
        """The exponent of the first digit as a Decimal."""
        context = getcontext() if context is None else _given(context)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if self._kind:
            return _Infinity
        if not self._int:
            return context._raise(DivisionByZero, _make(1, 0, 0, "F"))
        return Decimal(self.adjusted())._fix(context)

    def _small_int(self, other, limit):
        """The other operand as an int between -limit and limit, or None."""
        if other._kind or other._exp != 0:
            return None
        n = -other._int if other._sign else other._int
        return n if -limit <= n <= limit else None

    def scaleb(self, other, context=None):
        """The number times a power of ten."""
        context, other = getcontext() if context is None else _given(context), _operand(other)
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        n = self._small_int(other, 2 * (context.Emax + context.prec))
        if n is None:
            return context._raise(InvalidOperation, _NaN)
        return self if self._kind else _make(self._sign, self._int, self._exp + n)._fix(context)

    def shift(self, other, context=None):
        """The digits moved to the left or right."""
        context, other = getcontext() if context is None else _given(context), _operand(other)
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        n = self._small_int(other, context.prec)
        if n is None:
            return context._raise(InvalidOperation, _NaN)
        if self._kind:
            return self
        digits = self._int % 10 ** context.prec
        digits = digits // 10 ** -n if n < 0 else digits * 10 ** n % 10 ** context.prec
        return _make(self._sign, digits, self._exp)

    def rotate(self, other, context=None):
        """The digits moved around."""
        context, other = getcontext() if context is None else _given(context), _operand(other)
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        n = self._small_int(other, context.prec)
        if n is None:
            return context._raise(InvalidOperation, _NaN)
        if self._kind:
            return self
        text = _text_of(self._int % 10 ** context.prec).rjust(context.prec, "0")
        n %= context.prec
        return _make(self._sign, _int_of(text[n:] + text[:n]), self._exp)

    def _next(self, context, up):
        context = getcontext() if context is None else _given(context)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        largest = 10 ** context.prec - 1
        if self._kind:
            return self if self._sign != up else _make(self._sign, largest, context.Etop())
        quiet = context._quiet(rounding=ROUND_CEILING if up else ROUND_FLOOR)
        rounded = self._fix(quiet)
        if rounded._order(self) != 0:
            return rounded
        return self._add(_make(not up, 1, context.Etiny() - 1), quiet)

    def next_plus(self, context=None):
        """The smallest number that is larger."""
        return self._next(context, True)

    def next_minus(self, context=None):
        """The largest number that is smaller."""
        return self._next(context, False)

    def next_toward(self, other, context=None):
        """The next number in the direction of another."""
        context, other = getcontext() if context is None else _given(context), _operand(other)
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        order = self._order(other)
        if order == 0:
            return self.copy_sign(other)
        result = self._next(context, order < 0)
        signals = ()
        if result._kind:
            signals = (Overflow, Inexact, Rounded)
        elif result.adjusted() < context.Emin:
            signals = (Underflow, Subnormal, Inexact, Rounded) if result else (
                Underflow, Subnormal, Inexact, Rounded, Clamped)
        return context._raise_all(signals, result)

    # ---- digits as bits ----

    def _bits(self, context):
        """The digits as a text of 0 and 1, or None."""
        if self._kind or self._sign or self._exp:
            return None
        text = _text_of(self._int)
        return None if set(text) - {"0", "1"} else text[-context.prec:].rjust(context.prec, "0")

    def _logical(self, other, context, combine):
        context, other = getcontext() if context is None else _given(context), _operand(other)
        a, b = self._bits(context), other._bits(context)
        if a is None or b is None:
            return context._raise(InvalidOperation, _NaN)
        return _make(0, _int_of("".join(str(combine(int(x), int(y))) for x, y in zip(a, b))), 0)

    def logical_and(self, other, context=None):
        return self._logical(other, context, lambda x, y: x & y)

    def logical_or(self, other, context=None):
        return self._logical(other, context, lambda x, y: x | y)

    def logical_xor(self, other, context=None):
        return self._logical(other, context, lambda x, y: x ^ y)

    def logical_invert(self, context=None):
        context = getcontext() if context is None else _given(context)
        return self._logical(_make(0, _int_of("1" * context.prec), 0), context, lambda x, y: x ^ y)

    # ---- conversion ----

    def __int__(self):
        if self._kind:
            if self._kind == "F":
                raise OverflowError("cannot convert Infinity to integer")
            raise ValueError("cannot convert NaN to integer")
        n = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** -self._exp
        return -n if self._sign else n

    __trunc__ = __int__

    def __float__(self):
        if self._kind == "N":
            raise ValueError("cannot convert signaling NaN to float")
        if self._kind == "n":
            return -_math.nan if self._sign else _math.nan
        return float(str(self))

    def __complex__(self):
        return complex(float(self))

    def __floor__(self):
        return self._whole(ROUND_FLOOR)

    def __ceil__(self):
        return self._whole(ROUND_CEILING)

    def _whole(self, rounding):
        if self._kind:
            if self._kind == "F":
                raise OverflowError("cannot convert Infinity to integer")
            raise ValueError("cannot convert NaN to integer")
        return int(self._to_exponent(0, rounding))

    def __round__(self, n=None):
        if n is None:
            return self._whole(ROUND_HALF_EVEN)
        if not isinstance(n, int):
            raise TypeError("optional arg must be an integer")
        if not -_sys.maxsize <= n <= _sys.maxsize:
            raise OverflowError("Python int too large to convert to C ssize_t")
        return self.quantize(_make(0, 1, -n))

    def __format__(self, specifier, /):
        return _format(self, specifier, getcontext())

    # ---- powers and logarithms ----

    def sqrt(self, context=None):
        """The square root."""
        context = getcontext() if context is None else _given(context)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if self._kind and not self._sign:
            return self
        if not self._kind and not self._int:
            return _make(self._sign, 0, self._exp // 2)._fix(context)
        if self._sign:
            return context._raise(InvalidOperation, _NaN)
        digits = _length(self._int)
        exponent = self._exp >> 1
        c = self._int * 10 if self._exp & 1 else self._int
        half = digits // 2 + 1 if self._exp & 1 else (digits + 1) // 2
        shift = context.prec + 1 - half
        if shift >= 0:
            c *= 100 ** shift
            exact = True
        else:
            c, rest = divmod(c, 100 ** -shift)
            exact = not rest
        exponent -= shift
        root = _math.isqrt(c)
        exact = exact and root * root == c
        if exact:
            if shift >= 0:
                root //= 10 ** shift
            else:
                root *= 10 ** -shift
            exponent += shift
        elif root % 5 == 0:
            root += 1
        return _make(0, root, exponent)._fix(context._raising(ROUND_HALF_EVEN))

    def exp(self, context=None):
        """e to the power of the number."""
        context = getcontext() if context is None else _given(context)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if self._kind:
            return _make(0, 0, 0) if self._sign else self
        if not self._int:
            return Decimal(1)
        adjusted = self.adjusted()
        if not self._sign and adjusted > len(str((context.Emax + 1) * 3)):
            result = _make(0, 1, context.Emax + 1)
        elif self._sign and adjusted > len(str((-context.Etiny() + 1) * 3)):
            result = _make(0, 1, context.Etiny() - 1)
        elif not self._sign and adjusted < -context.prec:
            result = _make(0, 10 ** context.prec + 1, -context.prec)
        elif self._sign and adjusted < -context.prec - 1:
            result = _make(0, 10 ** (context.prec + 1) - 1, -context.prec - 1)
        else:
            result = _sure(lambda places: _exp_digits(self, places), context.prec)
        return result._fix(context._raising(ROUND_HALF_EVEN))

    def ln(self, context=None):
        """The natural logarithm."""
        context = getcontext() if context is None else _given(context)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if not self:
            return _make(1, 0, 0, "F")
        if self._kind and not self._sign:
            return _Infinity
        if self._order(_ONE) == 0:
            return _make(0, 0, 0)
        if self._sign:
            return context._raise(InvalidOperation, _NaN)
        return _sure(lambda places: _ln_digits(self, places), context.prec)._fix(context._raising(ROUND_HALF_EVEN))

    def log10(self, context=None):
        """The logarithm to base 10."""
        context = getcontext() if context is None else _given(context)
        nan = self._nans(None, context)
        if nan is not None:
            return nan
        if not self:
            return _make(1, 0, 0, "F")
        if self._kind and not self._sign:
            return _Infinity
        if self._sign:
            return context._raise(InvalidOperation, _NaN)
        coefficient, exponent = self._int, self._exp
        while coefficient % 10 == 0:
            coefficient //= 10
            exponent += 1
        if coefficient == 1:
            return Decimal(exponent)._fix(context)
        return _sure(lambda places: _log10_digits(self, places), context.prec)._fix(context._raising(ROUND_HALF_EVEN))

    def _power(self, other, modulo, context):
        if modulo is not None:
            return self._power_modulo(other, _operand(modulo), context)
        nan = self._nans(other, context)
        if nan is not None:
            return nan
        if not other:
            return context._raise(InvalidOperation, _NaN) if not self else _ONE
        whole = not other._kind and (other._exp >= 0 or other._int % 10 ** -other._exp == 0)
        sign = 0
        if self._sign:
            if whole:
                n = other._int * 10 ** other._exp if other._exp >= 0 else other._int // 10 ** -other._exp
                sign = n & 1
            elif self:
                return context._raise(InvalidOperation, _NaN)
            self = self.copy_negate()
        if not self:
            return _make(sign, 0, 0) if not other._sign else _make(sign, 0, 0, "F")
        if self._kind:
            return _make(sign, 0, 0, "F") if not other._sign else _make(sign, 0, 0)
        order = self._order(_ONE)
        if other._kind:
            if order == 0:
                context._raise(Inexact)
                context._raise(Rounded)
                return _make(sign, 10 ** (context.prec - 1), 1 - context.prec)
            return _make(0, 0, 0) if (other._sign == 0) == (order < 0) else _Infinity
        if order == 0:
            exponent = 1 - context.prec
            if whole:
                n = other._int * 10 ** other._exp if other._exp >= 0 else other._int // 10 ** -other._exp
                exponent = 0 if other._sign else max(self._exp * n, exponent)
                if exponent > self._exp * n or other._sign and self._exp:
                    context._raise(Rounded)
                if other._sign and self._exp:
                    exponent = 1 - context.prec
            else:
                context._raise(Inexact)
                context._raise(Rounded)
            return _make(sign, 10 ** -exponent, exponent)
        # Far outside the range of exponents: no need to compute.
        estimate = self.adjusted() * (-1 if other._sign else 1)
        if other.adjusted() > len(str(context.Emax)) + 2 and estimate:
            if estimate > 0:
                return _make(sign, 1, context.Emax + 1)._fix(context)
            return _make(sign, 1, context.Etiny() - 1)._fix(context)
        result = None
        exact = False
        if whole and other._int:
            zeros = _length(self._int) - 1
            if self._int == 10 ** zeros and not other._sign:
                n = int(other)
                shown = min(zeros * n, context.prec + 1)
                result, exact = _make(0, 10 ** shown, (self._exp + zeros) * n - shown), True
            elif other.adjusted() < 6:
                n = int(other.copy_abs())
                if n * _length(self._int) <= 20 * context.prec + 1000:
                    result, exact = self._whole_power(n, other._sign, context)
        elif not whole:
            result = self._exact_root_power(other, context)
            exact = result is not None
        if result is None:
            result = _sure(lambda places: _power_digits(self, other, places), context.prec)
        result = _make(sign, result._int, result._exp)
        if exact and not whole:
            # An exact result of a fractional power still counts as rounded.
            missing = context.prec + 1 - _length(result._int)
            if missing > 0:
                result = _make(sign, result._int * 10 ** missing, result._exp - missing)
            quiet = context._quiet(prec=context.prec)
            rounded = result._fix(quiet)
            context._raise(Inexact)
            context._raise(Rounded)
            return rounded
        if whole and result.adjusted() < context.Emin - context.prec - len(str(other._int)) - other._exp - 2:
            # Far below the smallest number: zero in every rounding.
            return context._raise_all((Clamped, Inexact, Rounded, Subnormal, Underflow),
                                      _make(sign, 0, context.Etiny()))
        return result._fix(context)

    def _whole_power(self, n, inverse, context):
        """(self ** n or its inverse with digits to spare, whether it is exact)"""
        value, exponent = self._int ** n, self._exp * n
        if not inverse:
            return _make(0, value, exponent), True
        reduced, twos, fives = value, 0, 0
        while reduced % 2 == 0:
            reduced //= 2
            twos += 1
        while reduced % 5 == 0:
            reduced //= 5
            fives += 1
        if reduced == 1:
            places = max(twos, fives)
            coefficient = 10 ** places // value
            if _length(coefficient) <= context.prec:
                return _make(0, coefficient, -places - exponent), True
        shift = _length(value) + context.prec + 2
        quotient, rest = divmod(10 ** shift, value)
        if rest and quotient % 5 == 0:
            quotient += 1
        return _make(0, quotient, -shift - exponent), False

    def _exact_root_power(self, other, context):
        """self ** other when the result is exact, else None."""
        n, d = other.as_integer_ratio()
        if d > 10 * context.prec + 100 or abs(n) > 10 * context.prec + 100:
            return None
        c, e = self._int, self._exp
        while c % 10 == 0:
            c //= 10
            e += 1
        if e % d:
            back = e % d
            c, e = c * 10 ** back, e - back
        root = _integer_root(c, d)
        if root ** d != c:
            return None
        base = _make(0, root, e // d)
        result, exact = base._whole_power(abs(n), n < 0, context)
        return result if exact and _length(result._int) <= context.prec else None

    def _power_modulo(self, other, modulo, context):
        for a, b in ((self, other), (modulo, None)):
            nan = a._nans(b, context)
            if nan is not None:
                return nan
        def integral(x):
            return not x._kind and (x._exp >= 0 or x._int % 10 ** -x._exp == 0)
        if not (integral(self) and integral(other) and integral(modulo)) or other._sign and other or not modulo \
                or modulo.adjusted() >= context.prec or not other and not self:
            return context._raise(InvalidOperation, _NaN)
        base, exponent, m = int(self), int(other), abs(int(modulo))
        sign = self._sign and exponent % 2
        return _make(sign, pow(abs(base), exponent, m), 0)


def abs_order(a, b):
    return a.copy_abs()._order(b.copy_abs())


def _integer_root(n, k):
    """The largest r with r ** k <= n."""
    if k == 1:
        return n
    if k == 2:
        return _math.isqrt(n)
    r = 1 << -(-n.bit_length() // k)
    while True:
        s = ((k - 1) * r + n // r ** (k - 1)) // k
        if s >= r:
            return r
        r = s


# ---- transcendental functions: ints scaled by powers of ten ----

def _sure(compute, prec):
    """Computes with ever more digits until rounding is certain. compute(places) gives a scaled int whose
    last digit may be wrong by a few, and its exponent."""
    extra = 4
    while True:
        value, exponent = compute(prec + extra)
        size = _length(abs(value))
        spare = size - prec
        if spare >= 3:
            unit = 10 ** spare
            rest = abs(value) % unit
            if (not any(abs(rest - middle) <= 50 for middle in (0, unit // 2, unit))
                    or extra > 4 * prec + 200): # so near to a boundary that it must be on it
                return _make(value < 0, abs(value), exponent)
        extra += 4 if extra < 100 else extra


def _exp_scaled(x, scale):
    """exp(x / scale) * scale, 0 <= x < scale or so."""
    halvings = max(8, int(_math.isqrt(scale.bit_length())) // 2)
    wide = scale << (2 * halvings + 8)
    value = (x << (2 * halvings + 8)) >> halvings
    total = term = wide
    k = 1
    while term:
        term = term * value // (wide * k)
        total += term
        k += 1
    for _ in range(halvings):
        total = total * total // wide
    return total >> (2 * halvings + 8)


_ln10_kept = {}


def _atanh_inverse(n, scale):
    """atanh(1 / n) * scale"""
    total = term = scale // n
    square, k = n * n, 3
    while term:
        term //= square
        total += term // k
        k += 2
    return total


def _ln10(places):
    """ln(10) * 10 ** places"""
    kept = _ln10_kept.get("digits")
    if kept is None or kept[0] < places:
        wide = places + 20
        scale = 10 ** wide
        ln2 = 18 * _atanh_inverse(26, scale) - 2 * _atanh_inverse(4801, scale) + 8 * _atanh_inverse(8749, scale)
        # ln 10 = 3 ln 2 + ln(5/4), ln(5/4) = 2 atanh(1/9)
        kept = wide, 3 * ln2 + 2 * _atanh_inverse(9, scale)
        _ln10_kept["digits"] = kept
    return kept[1] // 10 ** (kept[0] - places)


def _ln_scaled(n, places):
    """ln(n / 10 ** places) * 10 ** places, for n between 10 ** places and 10 ** (places + 1)"""
    scale = 10 ** places
    guess = _math.log(n / scale) if places < 300 else _math.log(n // 10 ** (places - 17) / 1e17)
    y = int(guess * 1e15) * scale // 10 ** 15
    digits = 15
    while True: # Newton: y += 2 (n - e^y) / (n + e^y), which triples the digits
        power = _exp_scaled(y, scale)
        step = 2 * scale * (n - power) // (n + power)
        y += step
        digits *= 3
        if digits > places + 5:
            return y


def _ln_digits(x, places):
    adjusted = x.adjusted()
    digits = _length(x._int)
    wide = places + len(str(abs(adjusted))) + 10
    if adjusted in (0, -1): # near 1 the leading digits cancel
        gap = x._add(_make(1, 1, 0), Context(prec=digits + 5 + abs(x._exp), traps=[], Emin=MIN_EMIN, Emax=MAX_EMAX))
        wide += max(0, -gap.adjusted())
    shift = wide - (digits - 1)
    n = x._int * 10 ** shift if shift >= 0 else x._int // 10 ** -shift
    value = _ln_scaled(n, wide) + adjusted * _ln10(wide)
    return _shorten(value, -wide, places)


def _shorten(value, exponent, places):
    surplus = _length(abs(value)) - places - 3
    if surplus > 0:
        value = value // 10 ** surplus if value >= 0 else -(-value // 10 ** surplus)
        exponent += surplus
    return value, exponent


def _log10_digits(x, places):
    value, exponent = _ln_digits(x, places + 8)
    wide = -exponent + 10
    ten = _ln10(wide)
    return _shorten(value * 10 ** (places + 10 + wide + exponent) // ten if wide + exponent + places >= 0 else 0,
                    -(places + 10), places)


def _exp_from(value, exponent, places):
    """e ** (value * 10 ** exponent)"""
    wide = places + 10
    size = _length(abs(value)) + exponent
    inner = wide + max(size, 0) + 5
    x = value * 10 ** (inner + exponent) if inner + exponent >= 0 else value // 10 ** -(inner + exponent)
    tens, rest = divmod(x, _ln10(inner))
    rest = rest // 10 ** (inner - wide)
    return _shorten(_exp_scaled(rest, 10 ** wide), tens - wide, places)


def _exp_digits(x, places):
    return _exp_from(-x._int if x._sign else x._int, x._exp, places)


def _power_digits(x, y, places):
    extra = max(0, y.adjusted() + len(str(abs(x.adjusted()) + 1))) + 10
    value, exponent = _ln_digits(x, places + extra)
    n = -y._int if y._sign else y._int
    return _exp_from(value * n, exponent + y._exp, places)


# ---- format() ----

_SPEC = _re.compile(r"""(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>z?[-+ ]|[-+ ]z|z)?(?P<zero>0)?
    (?P<width>(?!0)\d+)?(?P<thousands>,)?(?:\.(?P<precision>0|(?!0)\d+))?(?P<type>[eEfFgGn%])?\Z""",
                    _re.VERBOSE | _re.DOTALL)


def _format(number, text, context):
    if not isinstance(text, str):
        raise TypeError("format arg must be str")
    spec = _SPEC.match(text)
    if spec is None:
        raise ValueError("invalid format string")
    kind = spec["type"]
    fill, align = spec["fill"], spec["align"]
    if spec["zero"]:
        if fill is not None or align is not None:
            raise ValueError("invalid format string")
        fill, align = "0", "="
    fill, align = fill or " ", align or ">"
    width = int(spec["width"] or "0")
    precision = None if spec["precision"] is None else int(spec["precision"])
    if precision == 0 and (kind is None or kind in "gGn"):
        precision = 1
    wanted = spec["sign"] or ""
    plus = wanted.strip("z-")
    sign = "-" if number._sign else plus
    if number._kind:
        body = number.copy_abs()._to_text(False, context)
        if kind == "%":
            body += "%"
        if align == "=" and fill == "0":
            fill, align = " ", ">"
        return _pad(sign, body, width, fill, align)
    if kind == "n":
        kind = "g"
    if kind is None:
        kind = "g" if context.capitals == 0 else "G"
    if kind == "%":
        number = _make(number._sign, number._int, number._exp + 2)
    if precision is not None:
        rounding = context.rounding
        if kind in "eE":
            number = _round_digits(number, precision + 1, rounding)
        elif kind in "fF%":
            number = number._to_exponent(-precision, rounding)
        elif _length(number._int) > precision:
            number = _round_digits(number, precision, rounding)
    if not number._int and number._exp > 0 and kind in "fF%":
        number = _make(number._sign, 0, 0)
    if not number._int and "z" in wanted:
        sign = plus
    digits = _text_of(number._int)
    left = number._exp + len(digits)
    if kind in "eE":
        point = 1 - precision if not number._int and precision is not None else 1
    elif kind in "fF%":
        point = left
    else:
        point = left if number._exp <= 0 and left > -6 else 1
    if point < 0:
        whole, fraction = "0", "0" * -point + digits
    elif point > len(digits):
        whole, fraction = digits + "0" * (point - len(digits)), ""
    else:
        whole, fraction = digits[:point] or "0", digits[point:]
    exponent = left - point
    body = whole
    tail = "." + fraction if fraction else ""
    if exponent or kind in "eE":
        letter = "E" if kind in "EG" else "e"
        tail += letter + "%+d" % exponent
    if kind == "%":
        tail += "%"
    if spec["thousands"]:
        least = width - len(sign) - len(tail) if spec["zero"] or fill == "0" and align == "=" else 0
        body = _group(whole, least)
    return _pad(sign, body + tail, width, fill, align)


def _round_digits(number, digits, rounding):
    if not number._int:
        return number
    result = number._to_exponent(number.adjusted() + 1 - digits, rounding)
    if result.adjusted() != number.adjusted():
        result = result._to_exponent(result.adjusted() + 1 - digits, rounding)
    return result


def _group(whole, least):
    """Digits with commas, at least so many characters."""
    def grouped(text):
        first = len(text) % 3 or 3
        return ",".join([text[:first]] + [text[i:i + 3] for i in range(first, len(text), 3)])
    text = grouped(whole)
    while len(text) < least:
        whole = "0" + whole
        text = grouped(whole)
    return text


def _pad(sign, body, width, fill, align):
    missing = fill * (width - len(sign) - len(body))
    if align == "<":
        return sign + body + missing
    if align == ">":
        return missing + sign + body
    if align == "=":
        return sign + missing + body
    half = len(missing) // 2
    return missing[:half] + sign + body + missing[half:]


# ---- operators and context methods ----

def _operator(name, method, quick):
    def forward(self, other):
        context = getcontext()
        made = quick(self, other, context._limits)
        if made is not None:
            return made
        other = _convert(other)
        return other if other is NotImplemented else getattr(self, method)(other, context)

    def backward(self, other):
        context = getcontext()
        made = quick(other, self, context._limits)
        if made is not None:
            return made
        other = _convert(other)
        return other if other is NotImplemented else getattr(other, method)(self, context)
    for function, full in ((forward, "__%s__" % name), (backward, "__r%s__" % name)):
        function.__name__ = full
        function.__qualname__ = "Decimal." + full
        setattr(Decimal, full, function)


def _not_quick(a, b, limits):
    return None


for _name, _method, _quick in (
        ("add", "_add", _work.add), ("sub", "_subtract", _work.subtract), ("mul", "_multiply", _work.multiply),
        ("truediv", "_divide", _work.divide), ("floordiv", "_divide_int", _not_quick),
        ("mod", "_remainder", _not_quick), ("divmod", "_divmod", _not_quick)):
    _operator(_name, _method, _quick)


def _pow(self, other, modulo=None):
    other = _convert(other)
    if other is NotImplemented:
        return other
    if modulo is not None:
        modulo = _convert(modulo)
        if modulo is NotImplemented:
            return modulo
    return self._power(other, modulo, getcontext())


def _rpow(self, other, modulo=None):
    other = _convert(other)
    return other if other is NotImplemented else other._power(self, None, getcontext())


Decimal.__pow__, Decimal.__rpow__ = _pow, _rpow


def _forward(name, operands):
    def method(self, *args):
        if len(args) != operands:
            raise TypeError("%s() takes exactly %d argument%s (%d given)"
                            % (name, operands, "s" if operands > 1 else "", len(args)))
        first = _operand(args[0])
        return getattr(first, name)(*args[1:], context=self)
    method.__name__ = name
    method.__qualname__ = "Context." + name
    setattr(Context, name, method)


for _name in ("compare", "compare_signal", "compare_total", "compare_total_mag", "max", "max_mag", "min", "min_mag",
              "remainder_near", "scaleb", "shift", "rotate", "next_toward", "logical_and", "logical_or", "logical_xor"):
    _forward(_name, 2)
for _name in ("exp", "ln", "log10", "logb", "logical_invert", "next_minus", "next_plus", "normalize", "number_class",
              "is_normal", "is_subnormal", "sqrt", "to_integral_exact", "to_integral_value", "to_integral"):
    if _name.startswith("to_integral"):
        def _method(self, a, _name=_name):
            return getattr(_operand(a), _name)(context=self)
        setattr(Context, _name, _method)
    else:
        _forward(_name, 1)
for _name in ("canonical", "copy_abs", "copy_negate", "is_canonical", "is_finite", "is_infinite", "is_nan", "is_qnan",
              "is_signed", "is_snan", "is_zero"):
    def _method(self, a, _name=_name):
        return getattr(_operand(a), _name)()
    setattr(Context, _name, _method)
Context.copy_decimal = lambda self, a: _operand(a)
Context.copy_sign = lambda self, a, b: _operand(a).copy_sign(b)
Context.same_quantum = lambda self, a, b: _operand(a).same_quantum(b)
Context.quantize = lambda self, a, b: _operand(a).quantize(b, context=self)
Context.fma = lambda self, a, b, c: _operand(a).fma(b, c, context=self)


def _raising(self, rounding):
    """A view of the context with another rounding whose signals are those of the context."""
    other = self.copy()
    other.rounding = rounding
    object.__setattr__(other, "flags", self.flags)
    object.__setattr__(other, "traps", self.traps)
    other._note_limits()
    return other


Context._raising = _raising
_numbers.Number.register(Decimal)
_work.layout(Decimal, Inexact, Rounded, tuple(10 ** i for i in range(128)))
_NaN, _Infinity, _ONE = _make(0, 0, 0, "n"), _make(0, 0, 0, "F"), _make(0, 1, 0)
DefaultContext = object.__new__(Context)
for _name, _value in (("prec", 28), ("rounding", ROUND_HALF_EVEN), ("Emin", -999999), ("Emax", 999999),
                      ("capitals", 1), ("clamp", 0), ("flags", []),
                      ("traps", [InvalidOperation, DivisionByZero, Overflow])):
    setattr(DefaultContext, _name, _value)
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, flags=[],
                       traps=[InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, flags=[], traps=[])

import _weft
_weft.name_in_full(Decimal, "decimal.Decimal")
_weft.name_in_full(Context, "decimal.Context")
del _name, _value, _method, _quick, _weft
