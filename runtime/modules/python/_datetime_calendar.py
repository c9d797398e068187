"""Numbers and texts of dates and times of day: what `datetime` needs to know of the calendar.

Days are counted by ordinals, 1 for the first of January of the year 1, in the Gregorian calendar at all times.
Nothing here knows the classes of `datetime`, whose name everything bears.
"""
__name__ = "datetime"

MINYEAR, MAXYEAR = 1, 9999
_MAXORDINAL = 3652059
_DAYS_IN_MONTH = (None, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (None, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAY_NAMES = (None, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_NAMES = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _shown(value):
    """The name of a value's type in error messages."""
    kind = type(value)
    return "datetime." + kind.__name__ if kind.__module__ == "datetime" else kind.__name__


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _DAYS_IN_MONTH[month]


def _days_before_month(year, month):
    return _DAYS_BEFORE_MONTH[month] + (month > 2 and _is_leap(year))


def _ymd2ord(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _ord2ymd(n):
    n -= 1
    centuries4, n = divmod(n, 146097)
    centuries, n = divmod(n, 36524)
    fours, n = divmod(n, 1461)
    years, n = divmod(n, 365)
    year = centuries4 * 400 + 1 + centuries * 100 + fours * 4 + years
    if years == 4 or centuries == 4:
        return year - 1, 12, 31
    month = (n + 50) >> 5
    before = _days_before_month(year, month)
    if before > n:
        month -= 1
        before = _days_before_month(year, month)
    return year, month, n - before + 1


def _index(value):
    try:
        number = value.__index__()
    except AttributeError:
        raise TypeError("'%s' object cannot be interpreted as an integer" % _shown(value)) from None
    if not -0x80000000 <= number <= 0x7FFFFFFF:
        if number.bit_length() > 63:
            raise OverflowError("Python int too large to convert to C long")
        raise OverflowError("signed integer is %s" % ("greater than maximum" if number > 0 else "less than minimum"))
    return number


def _state_bytes(state):
    """The bytes that a pickle passes to a constructor; those of Python 2 come as text."""
    return state if isinstance(state, bytes) else state.encode("latin1", "replace")


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("year %i is out of range" % year)
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond, fold


def _check_name(name):
    if name is not None and not isinstance(name, str):
        raise TypeError("tzinfo.tzname() must return None or a string, not '%s'" % _shown(name))
    return name


def _iso_to_date(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("Year is out of range: %d" % year)
    if not 0 < week < 53:
        first = _ymd2ord(year, 1, 1) % 7
        if not (week == 53 and (first == 4 or first == 3 and _is_leap(year))):
            raise ValueError("Invalid week: %d" % week)
    if not 0 < day < 8:
        raise ValueError("Invalid day: %d (range is [1, 7])" % day)
    ordinal = _iso_start(year) + (week - 1) * 7 + day - 1
    if not 1 <= ordinal <= _MAXORDINAL:
        raise ValueError("ordinal must be >= 1")
    return _ord2ymd(ordinal)


def _iso_start(year):
    """The ordinal of the Monday of the first week."""
    first = _ymd2ord(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _digits(text, start, count):
    piece = text[start:start + count]
    if len(piece) != count or not (piece.isascii() and piece.isdigit()):
        raise ValueError
    return int(piece)


def _parse_date(text):
    """(year, month, day) of an ISO date."""
    year = _digits(text, 0, 4)
    dash = text[4:5] == "-"
    at = 5 if dash else 4
    if text[at:at + 1] == "W":
        week = _digits(text, at + 1, 2)
        at += 3
        day = 1
        if len(text) > at:
            if (text[at] == "-") != dash:
                raise ValueError
            at += dash
            day = _digits(text, at, 1)
            at += 1
        if at != len(text):
            raise ValueError
        return _iso_to_date(year, week, day)
    month = _digits(text, at, 2)
    at += 2
    if (text[at:at + 1] == "-") != dash:
        raise ValueError
    at += dash
    day = _digits(text, at, 2)
    if at + 2 != len(text):
        raise ValueError
    return year, month, day


def _parse_clock(text, more):
    """[hour, minute, second, microsecond] of HH[:MM[:SS]] with a fraction behind, and whether anything follows;
    `more`: an offset does. CPython's reader decides what counts: a fraction may stand behind hours or minutes, and
    one odd character before an offset is passed over."""
    parts = [0, 0, 0, 0]
    at = 0
    for i in range(3):
        parts[i] = _digits(text, at, 2)
        mark = text[at + 2:at + 3]
        if i == 0:
            colon = mark == ":"
        at += 3
        if at >= len(text):
            return parts, more or mark != ""
        if mark == ":" and colon:
            continue
        if mark in ".,":
            break
        if colon:
            raise ValueError
        at -= 1
    fraction = text[at:at + 6]
    parts[3] = _digits(fraction, 0, len(fraction)) * 10 ** (6 - len(fraction))
    return parts, more or text[at + 6:].lstrip("0123456789") != ""


def _date_part(text):
    """Where the date ends in an ISO text of date and time."""
    if len(text) == 7:
        return 7
    if text[4] == "-":
        if text[5] != "W":
            return 10
        if len(text) < 8:
            raise ValueError
        if len(text) > 8 and text[8] == "-":
            if len(text) == 9:
                raise ValueError
            if len(text) > 10 and text[10].isdigit():
                return 8
            return 10
        return 8
    if text[4] == "W":
        at = 7
        while at < len(text) and text[at].isdigit():
            at += 1
        if at < 9:
            return at
        return 7 if at % 2 == 0 else 8
    return 8


def _clock_text(hour, minute, second, microsecond, timespec):
    formats = {"hours": "{:02d}", "minutes": "{:02d}:{:02d}", "seconds": "{:02d}:{:02d}:{:02d}",
               "milliseconds": "{:02d}:{:02d}:{:02d}.{:03d}", "microseconds": "{:02d}:{:02d}:{:02d}.{:06d}"}
    if not isinstance(timespec, str):
        raise TypeError("isoformat() argument 1 must be str, not %s" % _shown(timespec))
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    elif timespec == "milliseconds":
        microsecond //= 1000
    if timespec not in formats:
        raise ValueError("Unknown timespec value")
    return formats[timespec].format(hour, minute, second, microsecond)
