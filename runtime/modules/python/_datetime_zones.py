"""Spans of time, and zones as spans from UTC: timedelta, tzinfo and timezone of `datetime`, whose name they bear."""
import math as _math
import time as _time
import _datetime_work as _work
from _datetime_calendar import _parse_clock, _shown

__name__ = "datetime"

datetime = None  # `datetime` sets the class of moments, which zones move


def _round_half_even(numerator, denominator):
    q, r = divmod(numerator, denominator)
    r *= 2
    return q + (r > denominator if denominator > 0 else r < denominator) if r != denominator else q + (q & 1)


class timedelta:
    """A span of time."""
    __slots__ = ("_days", "_seconds", "_microseconds", "_hashcode")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0        # microseconds
        rest = 0.0       # fractions of one
        for name, value, factor in (("days", days, 86400000000), ("seconds", seconds, 1000000),
                                    ("microseconds", microseconds, 1), ("milliseconds", milliseconds, 1000),
                                    ("minutes", minutes, 60000000), ("hours", hours, 3600000000),
                                    ("weeks", weeks, 604800000000)):
            if isinstance(value, int):
                total += value * factor
            elif isinstance(value, float):
                fraction, whole = _math.modf(value)
                total += int(whole) * factor
                if fraction:
                    fraction, whole = _math.modf(fraction * factor)
                    total += int(whole)
                    rest += fraction
            else:
                raise TypeError("unsupported type for timedelta %s component: %s" % (name, _shown(value)))
        if rest:
            whole = round(rest)
            if abs(whole - rest) == 0.5: # half goes to the even sum
                whole = 2 * round((rest + (total & 1)) * 0.5) - (total & 1)
            total += int(whole)
        return cls._make(total)

    @classmethod
    def _make(cls, total):
        seconds, microseconds = divmod(total, 1000000)
        days, seconds = divmod(seconds, 86400)
        if not -999999999 <= days <= 999999999:
            if not -2147483648 <= days <= 2147483647:
                raise OverflowError("Python int too large to convert to C int")
            raise OverflowError("days=%d; must have magnitude <= 999999999" % days)
        self = object.__new__(cls)
        self._days, self._seconds, self._microseconds, self._hashcode = days, seconds, microseconds, -1
        return self

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def __repr__(self):
        args = []
        for name in ("days", "seconds", "microseconds"):
            value = getattr(self, name)
            if value:
                args.append("%s=%d" % (name, value))
        return "%s(%s)" % (_shown(self), ", ".join(args) or "0")

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        text = "%d:%02d:%02d" % (minutes // 60, minutes % 60, seconds)
        if self._days:
            text = "%d day%s, %s" % (self._days, "" if abs(self._days) == 1 else "s", text)
        if self._microseconds:
            text += ".%06d" % self._microseconds
        return text

    def total_seconds(self):
        """The span in seconds."""
        return self._total() / 10 ** 6

    @property
    def days(self):
        """The days; the one part that may be negative."""
        return self._days

    @property
    def seconds(self):
        """The seconds of a day, from 0 to 86399."""
        return self._seconds

    @property
    def microseconds(self):
        """The millionths of a second, from 0 to 999999."""
        return self._microseconds

    def __add__(self, other):
        made = _work.add(self, other)
        if made is not None:
            return made
        if isinstance(other, timedelta):
            return timedelta._make(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        made = _work.subtract(self, other)
        if made is not None:
            return made
        if isinstance(other, timedelta):
            return timedelta._make(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._make(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._make(-self._total())

    def __pos__(self):
        return timedelta._make(self._total())

    def __abs__(self):
        return -self if self._days < 0 else timedelta._make(self._total())

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._make(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._make(_round_half_even(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._make(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            if other == 0:
                raise ZeroDivisionError("integer division or modulo by zero")
            return timedelta._make(_round_half_even(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if a == 0:
                raise ZeroDivisionError("division by zero")
            return timedelta._make(_round_half_even(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._make(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            quotient, rest = divmod(self._total(), other._total())
            return quotient, timedelta._make(rest)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash((self._days, self._seconds, self._microseconds))
        return self._hashcode

    def __bool__(self):
        return self._days != 0 or self._seconds != 0 or self._microseconds != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


_DAY = timedelta(1)
timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % _shown(tz))


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError("tzinfo.%s() must return None or a timedelta, not '%s'" % (name, _shown(offset)))
    if not -_DAY < offset < _DAY:
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                         "timedelta(hours=24).")


def _format_offset(offset, colon=":"):
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign, offset = "-", -offset
    minutes, seconds = divmod(offset.seconds, 60)
    text = "%s%02d%s%02d" % (sign, minutes // 60, colon, minutes % 60)
    if seconds or offset.microseconds:
        text += "%s%02d" % (colon, seconds)
        if offset.microseconds:
            text += ".%06d" % offset.microseconds
    return text


class tzinfo:
    """A time zone; subclasses say how far it is from UTC."""
    __slots__ = ()

    def tzname(self, dt):
        """The zone's name at that time."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        """How far local time is ahead of UTC at a time: a timedelta, negative in the west."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        """What of that is due to summer time: a timedelta."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """Local time of a time in UTC."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        summer = dt.dst()
        if summer is None:
            raise ValueError("fromutc: non-None dst() result required")
        standard = offset - summer
        if standard:
            dt += standard
            summer = dt.dst()
            if summer is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + summer

    def __reduce__(self):
        get = getattr(self, "__getinitargs__", None)
        return self.__class__, get() if get else (), getattr(self, "__dict__", None) or None


class timezone(tzinfo):
    """A fixed offset from UTC."""
    __slots__ = ("_offset", "_name")
    _no_name = object()

    def __new__(cls, offset, name=_no_name):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not %s" % _shown(offset))
        if name is cls._no_name:
            if not offset:
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError("timezone() argument 2 must be str, not %s" % _shown(name))
        if not -_DAY < offset < _DAY:
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             "timedelta(hours=24), not %r." % offset)
        return cls._create(offset, name)

    @classmethod
    def _create(cls, offset, name=None):
        self = tzinfo.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return "datetime.timezone.utc"
        name = "%s.%s" % (self.__class__.__module__, self.__class__.__qualname__)
        return "%s(%r)" % (name, self._offset) if self._name is None else "%s(%r, %r)" % (name, self._offset, self._name)

    def __str__(self):
        return self.tzname(None)

    def _check(self, dt, name):
        if not (dt is None or isinstance(dt, datetime)):
            raise TypeError("%s(dt) argument must be a datetime instance or None, not %s" % (name, _shown(dt)))

    def utcoffset(self, dt):
        """The offset."""
        self._check(dt, "utcoffset")
        return self._offset

    def tzname(self, dt):
        """The name that was given, or one like UTC+01:00."""
        self._check(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _format_offset(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        """None, as nothing is known about summer time."""
        self._check(dt, "dst")
        return None

    def fromutc(self, dt):
        """Local time of a time in UTC."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime instance, not %s" % _shown(dt))
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset


UTC = timezone.utc = timezone._create(timedelta(0))
timezone.min = timezone._create(-timedelta(hours=23, minutes=59))
timezone.max = timezone._create(timedelta(hours=23, minutes=59))


def _parse_time(text):
    """Numbers of a time of day, and its zone. A ValueError that says nothing: the text is malformed."""
    zone = None
    sign = next((i for i, c in enumerate(text) if c in "+-Z"), -1)
    clock = text if sign < 0 else text[:sign]
    parts, follows = _parse_clock(clock, sign >= 0)
    if sign < 0:
        if follows:
            raise ValueError
    else:
        if text[sign] == "Z":
            if len(text) != sign + 1:
                raise ValueError
            zone = timezone.utc
        else:
            (hours, minutes, seconds, micros), follows = _parse_clock(text[sign + 1:], False)
            if follows:
                raise ValueError
            delta = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micros)
            zone = timezone.utc if not delta else timezone(-delta if text[sign] == "-" else delta)
    return parts, zone


def _wrap_strftime(moment, format, timetuple):
    """strftime() with %f, %z and %Z, which the system's does not know."""
    out, at = [], 0
    while (mark := format.find("%", at)) >= 0:
        out.append(format[at:mark])
        letter = format[mark + 1:mark + 2]
        at = mark + 2
        if letter == "f":
            out.append("%06d" % getattr(moment, "microsecond", 0))
        elif letter == "z":
            offset = moment.utcoffset() if hasattr(moment, "utcoffset") else None
            out.append(_format_offset(offset, ""))
        elif letter == "Z":
            name = moment.tzname() if hasattr(moment, "tzname") else None
            out.append((name or "").replace("%", "%%"))
        else:
            out.append("%" + letter)
    out.append(format[at:])
    return _time.strftime("".join(out), timetuple)
