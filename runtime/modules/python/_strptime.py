"""Reading times by a format, for time.strptime() and datetime.strptime()."""
import re
import time

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"]
_SHORT_DAYS = [name[:3] for name in _DAYS]
_SHORT_MONTHS = [name[:3] for name in _MONTHS]


def _choice(name, words):
    return "(?P<%s>%s)" % (name, "|".join(sorted(filter(None, words), key=len, reverse=True)))


def _zones():
    return sorted({"utc", "gmt"} | {name.lower() for name in time.tzname})


_FIELDS = {
    "d": r"(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])", "f": r"(?P<f>[0-9]{1,6})",
    "H": r"(?P<H>2[0-3]|[0-1]\d|\d)", "I": r"(?P<I>1[0-2]|0[1-9]|[1-9])", "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])", "M": r"(?P<M>[0-5]\d|\d)", "S": r"(?P<S>6[0-1]|[0-5]\d|\d)",
    "U": r"(?P<U>5[0-3]|[0-4]\d|\d)", "w": r"(?P<w>[0-6])", "u": r"(?P<u>[1-7])",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)", "W": r"(?P<W>5[0-3]|[0-4]\d|\d)", "y": r"(?P<y>\d\d)",
    "Y": r"(?P<Y>\d\d\d\d)", "z": r"(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))",
    "A": _choice("A", _DAYS), "a": _choice("a", _SHORT_DAYS), "B": _choice("B", _MONTHS),
    "b": _choice("b", _SHORT_MONTHS), "p": "(?P<p>am|pm)", "%": "%",
}
_WHOLE = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_patterns = {}


def _pattern(format):
    found = _patterns.get((format, time.tzname))
    if found is not None:
        return found
    text = re.sub(r"([\\.^$*+?\(\){}\[\]|])", r"\\\1", format)
    text = re.sub(r"\s+", r"\\s+", text)
    compiled = re.compile(_translated(text, format), re.IGNORECASE)
    if len(_patterns) > 50:
        _patterns.clear()
    _patterns[format, time.tzname] = compiled
    return compiled


def _translated(text, format):
    """A regular expression for what a part of a format asks for."""
    out, at = [], 0
    while (mark := text.find("%", at)) >= 0:
        out.append(text[at:mark])
        if mark + 1 >= len(text):
            raise ValueError("stray %% in format '%s'" % format) from None
        letter = text[mark + 1]
        if letter == "Z":
            out.append(_choice("Z", _zones()))
        elif letter in _FIELDS:
            out.append(_FIELDS[letter])
        elif letter in _WHOLE:
            out.append(_translated(_WHOLE[letter].replace(" ", r"\s+"), format))
        else:
            if letter == "\\":
                letter = "%" # what follows was quoted
            raise ValueError("'%s' is a bad directive in format '%s'" % (letter, format)) from None
        at = mark + 2
    out.append(text[at:])
    return "".join(out)


def _days_before(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _ordinal(year, month, day):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _days_before(year) + _BEFORE[month - 1] + (month > 2 and leap) + day


def _from_week(year, week, day, monday_first):
    """The day of the year for a week number and a weekday."""
    first = (_ordinal(year, 1, 1) + 6) % 7
    if not monday_first:
        first = (first + 1) % 7
        day = (day + 1) % 7
    before = (7 - first) % 7
    if week == 0:
        return 1 + day - first
    return 1 + before + 7 * (week - 1) + day


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """(the nine numbers with zone and offset, microseconds, microseconds of the offset)"""
    for index, arg in enumerate((data_string, format)):
        if not isinstance(arg, str):
            raise TypeError("strptime() argument %d must be str, not %s" % (index, type(arg)))
    found = _pattern(format).match(data_string)
    if not found:
        raise ValueError("time data %r does not match format %r" % (data_string, format))
    if len(data_string) != found.end():
        raise ValueError("unconverted data remains: %s" % data_string[found.end():])
    year = iso_year = iso_week = week = week_starts = julian = weekday = None
    month = day = 1
    hour = minute = second = fraction = 0
    zone, offset, offset_fraction = -1, None, 0
    fields = found.groupdict()
    for letter, text in fields.items():
        if text is None:
            continue
        if letter == "y":
            year = int(text)
            year += 2000 if year <= 68 else 1900
        elif letter == "Y":
            year = int(text)
        elif letter == "G":
            iso_year = int(text)
        elif letter == "m":
            month = int(text)
        elif letter == "B":
            month = _MONTHS.index(text.lower()) + 1
        elif letter == "b":
            month = _SHORT_MONTHS.index(text.lower()) + 1
        elif letter == "d":
            day = int(text)
        elif letter == "H":
            hour = int(text)
        elif letter == "I":
            hour = int(text)
            half = (fields.get("p") or "").lower()
            if half in ("", "am"):
                hour = 0 if hour == 12 else hour
            elif hour != 12:
                hour += 12
        elif letter == "M":
            minute = int(text)
        elif letter == "S":
            second = int(text)
        elif letter == "f":
            fraction = int(text.ljust(6, "0"))
        elif letter == "A":
            weekday = _DAYS.index(text.lower())
        elif letter == "a":
            weekday = _SHORT_DAYS.index(text.lower())
        elif letter == "w":
            weekday = (int(text) + 6) % 7
        elif letter == "u":
            weekday = int(text) - 1
        elif letter == "j":
            julian = int(text)
        elif letter in ("U", "W"):
            week, week_starts = int(text), letter
        elif letter == "V":
            iso_week = int(text)
        elif letter == "z":
            offset, offset_fraction = _offset(text)
        elif letter == "Z":
            name = text.lower()
            for value, names in enumerate(({"utc", "gmt", time.tzname[0].lower()}, {time.tzname[1].lower()})):
                if name in names and not (time.tzname[0] == time.tzname[1] and time.daylight
                                          and name not in ("utc", "gmt")):
                    zone = value
                    break
    if year is None and iso_year is not None:
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
    elif iso_week is not None and week is None:
        if weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year "
                         "'%G' instead.")
    leap_fix = False
    if year is None and month == 2 and day == 29:
        year, leap_fix = 1904, True
    elif year is None:
        year = 1900
    if julian is None and weekday is not None:
        if week is not None:
            julian = _from_week(year, week, weekday, week_starts == "W")
        elif iso_year is not None and iso_week is not None:
            first = _ordinal(iso_year, 1, 4)
            ordinal = first - (first + 6) % 7 + 7 * (iso_week - 1) + weekday
            year = iso_year
            if ordinal < _ordinal(year, 1, 1):
                year -= 1
            elif ordinal >= _ordinal(year + 1, 1, 1):
                year += 1
            julian = ordinal - _days_before(year)
        if julian is not None and julian <= 0:
            year -= 1
            julian += 366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365
    if julian is None:
        if day > 28:
            import datetime
            datetime.date(year, month, day)
        julian = _ordinal(year, month, day) - _days_before(year)
    else:
        import datetime
        date = datetime.date.fromordinal(julian - 1 + _ordinal(year, 1, 1))
        year, month, day = date.year, date.month, date.day
    if weekday is None:
        weekday = (_ordinal(year, month, day) + 6) % 7
    if leap_fix:
        year = 1900
    return ((year, month, day, hour, minute, second, weekday, julian, zone, fields.get("Z"), offset), fraction,
            offset_fraction)


def _offset(text):
    """An offset from UTC in seconds, and microseconds beyond."""
    if text == "Z":
        return 0, 0
    if text[3] == ":":
        if len(text) > 6 and text[6] != ":":
            raise ValueError("Inconsistent use of : in %s" % text)
        text = text.replace(":", "")
    elif ":" in text:
        raise ValueError("Inconsistent use of : in %s" % text)
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:7] or 0)
    fraction = int(text[8:].ljust(6, "0")) if len(text) > 8 else 0
    return (-seconds, -fraction) if text[0] == "-" else (seconds, fraction)


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """time.strptime()"""
    numbers = _strptime(data_string, format)[0]
    return time.struct_time(numbers)


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """datetime.strptime()"""
    from datetime import timedelta, timezone
    numbers, fraction, offset_fraction = _strptime(data_string, format)
    zone, offset = numbers[-2:]
    args = numbers[:6] + (fraction,)
    if offset is not None:
        delta = timedelta(seconds=offset, microseconds=offset_fraction)
        args += (timezone(delta, zone) if zone else timezone(delta),)
    return cls(*args)
