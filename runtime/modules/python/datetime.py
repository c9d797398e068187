"""Dates, times of day, moments and spans of time.

Here are the classes date, time and datetime. What they know of the calendar stands in `_datetime_calendar`, spans of
time and zones in `_datetime_zones`. What `_datetime_work`, in C, can do with objects of exactly these classes it does;
where it gives None, the methods here do it by all the rules.
"""
import math as _math
import sys
import time as _time
import _datetime_work as _work
import _datetime_zones
from _datetime_calendar import (MAXYEAR, MINYEAR, _DAY_NAMES, _MAXORDINAL, _MONTH_NAMES, _check_date, _check_name,
                                _check_time, _clock_text, _date_part, _days_before_month, _index, _iso_start,
                                _iso_to_date, _ord2ymd, _parse_date, _shown, _state_bytes, _ymd2ord)
from _datetime_zones import (UTC, _check_offset, _check_tzinfo, _format_offset, _parse_time, _wrap_strftime,
                             timedelta, timezone, tzinfo)

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")


def _cannot_compare(x, y):
    raise TypeError("can't compare %s to %s" % (_shown(x), _shown(y)))


class date:
    """A day of the Gregorian calendar."""
    __slots__ = ("_year", "_month", "_day", "_hashcode")

    def __new__(cls, year, month=None, day=None):
        made = _work.make_date(cls, year, month, day)
        if made is not None:
            return made
        if month is None and isinstance(year, (bytes, str)) and len(year) == 4:
            data = _state_bytes(year)
            if 1 <= data[2] <= 12:
                self = object.__new__(cls)
                self._year, self._month, self._day = data[0] << 8 | data[1], data[2], data[3]
                self._hashcode = -1
                return self
        if month is None or day is None:
            _index(year)
            missing = "month" if month is None else "day"
            raise TypeError("function missing required argument '%s' (pos %d)" % (missing, 2 if month is None else 3))
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day, self._hashcode = year, month, day, -1
        return self

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """The local date of a time in seconds since 1970."""
        if timestamp is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        return cls(*_time.localtime(timestamp)[:3])

    @classmethod
    def today(cls):
        """What fromtimestamp() gives for this moment."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """The date with this number, counted in days from 1 for the first of January of the year 1."""
        made = _work.from_ordinal(cls, ordinal) if cls is date else None
        if made is not None:
            return made
        ordinal = _index(ordinal)
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > _MAXORDINAL:
            raise ValueError("year %d is out of range" % (ordinal // 365.2425 + 1))
        return cls(*_ord2ymd(ordinal))

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The date that an ISO 8601 text names."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        if len(date_string) not in (7, 8, 10):
            raise ValueError("Invalid isoformat string: %r" % date_string)
        try:
            fields = _parse_date(date_string)
        except ValueError:
            raise ValueError("Invalid isoformat string: %r" % date_string) from None
        return cls(*fields)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The date of a day (1 is Monday) in a week of an ISO year."""
        try:
            year, week, day = _index(year), _index(week), _index(day)
        except OverflowError:
            raise ValueError("ISO calendar component out of range") from None
        return cls(*_iso_to_date(year, week, day))

    def __repr__(self):
        return "%s(%d, %d, %d)" % (_shown(self), self._year, self._month, self._day)

    def ctime(self):
        """The text that time.ctime() would give."""
        return "%s %s %2d 00:00:00 %04d" % (_DAY_NAMES[self.toordinal() % 7 or 7], _MONTH_NAMES[self._month],
                                            self._day, self._year)

    def strftime(self, format):
        """The text that time.strftime() makes by the format."""
        if not isinstance(format, str):
            raise TypeError("strftime() argument 1 must be str, not %s" % _shown(format))
        return _wrap_strftime(self, format, self.timetuple())

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError("__format__() argument 1 must be str, not %s" % _shown(format))
        return self.strftime(format) if format else str(self)

    def isoformat(self):
        """The date as YYYY-MM-DD."""
        return "%04d-%02d-%02d" % (self._year, self._month, self._day)

    def __str__(self):
        return self.isoformat()

    @property
    def year(self):
        return self._year

    @property
    def month(self):
        return self._month

    @property
    def day(self):
        return self._day

    def timetuple(self):
        """The struct_time of midnight; whether it is summer time is unknown."""
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(),
                                  _days_before_month(self._year, self._month) + self._day, -1))

    def toordinal(self):
        """The number of days up to this one, 1 for the first of January of the year 1."""
        ordinal = _work.ordinal(self)
        return _ymd2ord(self._year, self._month, self._day) if ordinal is None else ordinal

    def replace(self, year=None, month=None, day=None):
        """A copy in which what is given differs."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order == 0
        if isinstance(other, date):
            return self._key() == (other._year, other._month, other._day)
        return NotImplemented

    def __le__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order <= 0
        if isinstance(other, date):
            return self._key() <= (other._year, other._month, other._day)
        return NotImplemented

    def __lt__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order < 0
        if isinstance(other, date):
            return self._key() < (other._year, other._month, other._day)
        return NotImplemented

    def __ge__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order >= 0
        if isinstance(other, date):
            return self._key() >= (other._year, other._month, other._day)
        return NotImplemented

    def __gt__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order > 0
        if isinstance(other, date):
            return self._key() > (other._year, other._month, other._day)
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._state())
        return self._hashcode

    def __add__(self, other):
        made = _work.add(self, other)
        if made is not None:
            return made
        if isinstance(other, timedelta):
            ordinal = self.toordinal() + other.days
            if 0 < ordinal <= _MAXORDINAL:
                return type(self).fromordinal(ordinal)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        made = _work.subtract(self, other)
        if made is not None:
            return made
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """The day of the week, 0 for Monday to 6 for Sunday."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """The day of the week, 1 for Monday to 7 for Sunday."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """(year, week, weekday) of the ISO calendar."""
        year = self._year
        start = _iso_start(year)
        today = _ymd2ord(self._year, self._month, self._day)
        week, day = divmod(today - start, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_start(year), 7)
        elif week >= 52 and today >= _iso_start(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def _state(self):
        high, low = divmod(self._year, 256)
        return bytes((high, low, self._month, self._day))

    def __reduce__(self):
        return self.__class__, (self._state(),)


class IsoCalendarDate(tuple):
    """Year, week number and weekday of the ISO calendar."""

    def __new__(cls, year, week, weekday, /):
        return super().__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return "%s.%s(year=%s, week=%s, weekday=%s)" % ("datetime", self.__class__.__name__, *self)


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(days=1)


class time:
    """A time of day."""
    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_hashcode", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(hour, (bytes, str)) and len(hour) == 6:
            data = _state_bytes(hour)
            zone = minute or None
            if data[0] & 0x7F < 24:
                if zone is not None and not isinstance(zone, _tzinfo_class):
                    raise TypeError("bad tzinfo state arg")
                self = object.__new__(cls)
                self._hour, self._minute, self._second, self._fold = data[0] & 0x7F, data[1], data[2], data[0] >> 7
                self._microsecond = data[3] << 16 | data[4] << 8 | data[5]
                self._tzinfo, self._hashcode = zone, -1
                return self
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._hashcode, self._fold = tzinfo, -1, fold
        return self

    @property
    def hour(self):
        return self._hour

    @property
    def minute(self):
        return self._minute

    @property
    def second(self):
        return self._second

    @property
    def microsecond(self):
        return self._microsecond

    @property
    def tzinfo(self):
        return self._tzinfo

    @property
    def fold(self):
        return self._fold

    def _compare(self, other, allow_mixed=False):
        a = b = None
        if self._tzinfo is not other._tzinfo:
            a, b = self.utcoffset(), other.utcoffset()
        mine = (self._hour, self._minute, self._second, self._microsecond)
        theirs = (other._hour, other._minute, other._second, other._microsecond)
        if a != b:
            if a is None or b is None:
                if allow_mixed:
                    return 2
                raise TypeError("can't compare offset-naive and offset-aware times")
            mine = ((mine[0] * 60 + mine[1]) * 60 + mine[2]) * 1000000 + mine[3] - a._total()
            theirs = ((theirs[0] * 60 + theirs[1]) * 60 + theirs[2]) * 1000000 + theirs[3] - b._total()
        return (mine > theirs) - (mine < theirs)

    def __eq__(self, other):
        return self._compare(other, True) == 0 if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._compare(other) <= 0 if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._compare(other) < 0 if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._compare(other) >= 0 if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._compare(other) > 0 if isinstance(other, time) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            plain = self.replace(fold=0) if self._fold else self
            offset = plain.utcoffset()
            if not offset:
                self._hashcode = hash(plain._state())
            else:
                total = ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond
                self._hashcode = hash(total - offset._total())
        return self._hashcode

    def __repr__(self):
        if self._microsecond:
            rest = ", %d, %d" % (self._second, self._microsecond)
        elif self._second:
            rest = ", %d" % self._second
        else:
            rest = ""
        text = "%s(%d, %d%s)" % (_shown(self), self._hour, self._minute, rest)
        if self._tzinfo is not None:
            text = text[:-1] + ", tzinfo=%r)" % self._tzinfo
        return text[:-1] + ", fold=1)" if self._fold else text

    def isoformat(self, timespec="auto"):
        """HH:MM:SS, with the fraction and the offset from UTC where there are such."""
        return _clock_text(self._hour, self._minute, self._second, self._microsecond, timespec) + \
            _format_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, time_string, /):
        """The time of day that an ISO 8601 text names."""
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            parts, zone = _parse_time(time_string.removeprefix("T"))
        except ValueError as problem:
            if problem.args:
                raise
            raise ValueError("Invalid isoformat string: %r" % time_string) from None
        return cls(*parts, zone)

    def strftime(self, format):
        """The text that time.strftime() makes by the format, on the first of January 1900."""
        if not isinstance(format, str):
            raise TypeError("strftime() argument 1 must be str, not %s" % _shown(format))
        return _wrap_strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError("__format__() argument 1 must be str, not %s" % _shown(format))
        return self.strftime(format) if format else str(self)

    def utcoffset(self):
        """What the zone says without a date."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """The name that the zone has without a date."""
        if self._tzinfo is None:
            return None
        return _check_name(self._tzinfo.tzname(None))

    def dst(self):
        """The summer time that the zone has without a date."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(None)
        _check_offset("dst", offset)
        return offset

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """A copy in which what is given differs."""
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _state(self, protocol=3):
        micro = self._microsecond
        hour = self._hour | 128 if self._fold and protocol > 3 else self._hour
        return bytes((hour, self._minute, self._second, micro >> 16, micro >> 8 & 255, micro & 255))

    def __reduce_ex__(self, protocol):
        state = self._state(protocol)
        return self.__class__, (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_time_class = time
time.min, time.max, time.resolution = time(0, 0, 0), time(23, 59, 59, 999999), timedelta(microseconds=1)
_tzinfo_class = tzinfo


class datetime(date):
    """A date with a time of day."""
    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if tzinfo is None or isinstance(tzinfo, _tzinfo_class):
            made = _work.make_datetime(cls, year, month, day, hour, minute, second, microsecond, fold, tzinfo)
            if made is not None:
                return made
        if isinstance(year, (bytes, str)) and len(year) == 10:
            data = _state_bytes(year)
            if 1 <= data[2] & 0x7F <= 12:
                if month is not None and not isinstance(month, _tzinfo_class):
                    raise TypeError("bad tzinfo state arg")
                self = object.__new__(cls)
                self._year, self._month, self._day = data[0] << 8 | data[1], data[2] & 0x7F, data[3]
                self._fold = data[2] >> 7
                self._hour, self._minute, self._second = data[4], data[5], data[6]
                self._microsecond = data[7] << 16 | data[8] << 8 | data[9]
                self._tzinfo, self._hashcode = month, -1
                return self
        if month is None or day is None:
            _index(year)
            missing = "month" if month is None else "day"
            raise TypeError("function missing required argument '%s' (pos %d)" % (missing, 2 if month is None else 3))
        year, month, day = _check_date(year, month, day)
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._year, self._month, self._day, self._hashcode = year, month, day, -1
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = time.hour
    minute = time.minute
    second = time.second
    microsecond = time.microsecond
    tzinfo = time.tzinfo
    fold = time.fold

    @classmethod
    def _from_seconds(cls, stamp, utc, tz):
        if not isinstance(stamp, (int, float)) and not hasattr(stamp, "__index__"):
            raise TypeError("'%s' object cannot be interpreted as an integer" % _shown(stamp))
        if isinstance(stamp, float) and not _math.isfinite(stamp):
            if _math.isnan(stamp):
                raise ValueError("Invalid value NaN (not a number)")
            raise OverflowError("cannot convert float infinity to integer")
        fraction, seconds = _math.modf(stamp) if isinstance(stamp, float) else (0, stamp.__index__())
        micro = round(fraction * 1e6)
        seconds = int(seconds)
        if micro >= 1000000:
            seconds += 1
            micro -= 1000000
        elif micro < 0:
            seconds -= 1
            micro += 1000000
        if utc and cls is datetime:
            result = _work.from_micros(cls, (_EPOCH_SECONDS + seconds) * 1000000 + micro, tz)
            if result is not None:
                return result if tz is None else tz.fromutc(result)
        convert = _time.gmtime if utc else _time.localtime
        fields = convert(seconds)
        if not MINYEAR <= fields[0] <= MAXYEAR:
            raise ValueError("year %d is out of range" % fields[0])
        second = min(fields[5], 59)
        result = cls(*fields[:5], second, micro, tz)
        if tz is None and not utc:
            # In the hour that is repeated when clocks go back, the later one is marked.
            day = 24 * 3600
            if seconds < day:
                return result
            earlier = convert(seconds - day)
            if earlier.tm_gmtoff <= fields.tm_gmtoff:
                return result
            before = cls(*earlier[:6], micro)
            gap = result - before - timedelta(seconds=day)
            if gap.days < 0:
                probe = cls(*convert(seconds + gap // timedelta(seconds=1))[:6], micro)
                if probe == result:
                    result._fold = 1
        elif tz is not None:
            result = tz.fromutc(result)
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The time, in the zone or else local, of seconds since 1970."""
        _check_tzinfo(tz)
        return cls._from_seconds(timestamp, tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, t, /):
        """The time in UTC, without a zone, of seconds since 1970."""
        return cls._from_seconds(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """This moment, in the zone or else local."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """This moment in UTC, without a zone."""
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """The moment that a date and a time of day make."""
        if not isinstance(date, _date_class):
            raise TypeError("combine() argument 1 must be datetime.date, not %s" % _shown(date))
        if not isinstance(time, _time_class):
            raise TypeError("combine() argument 2 must be datetime.time, not %s" % _shown(time))
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo,
                   fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The date that an ISO 8601 text names."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        made = _work.from_iso(cls, date_string) if cls is datetime else None
        if made is not None:
            return made
        problem_text = "Invalid isoformat string: %r" % date_string
        if len(date_string) < 7:
            raise ValueError(problem_text)
        try:
            end = _date_part(date_string)
            fields = _parse_date(date_string[:end])
            rest = date_string[end + 1:]
            if date_string[end:] and not rest:
                raise ValueError
        except ValueError:
            raise ValueError(problem_text) from None
        try:
            parts, zone = _parse_time(rest) if rest else ([0, 0, 0, 0], None)
        except ValueError as problem:
            if problem.args:
                raise
            raise ValueError(problem_text) from None
        return cls(*fields, *parts, zone)

    def timetuple(self):
        """The struct_time of the moment; the zone says whether it is summer time."""
        dst = self.dst()
        flag = -1 if dst is None else 1 if dst else 0
        return _time.struct_time((self._year, self._month, self._day, self._hour, self._minute, self._second,
                                  self.weekday(), _days_before_month(self._year, self._month) + self._day, flag))

    def _mktime(self):
        """Seconds since 1970 of a local time."""
        epoch = datetime(1970, 1, 1)
        day = 24 * 3600
        wanted = (self.replace(tzinfo=None, fold=0) - epoch) // timedelta(0, 1)

        def local(u):
            return (datetime(*_time.localtime(u)[:6]) - epoch) // timedelta(0, 1)

        def with_offset_of(u):
            return wanted - (local(u) - u)
        # After PEP 495: clocks show one time twice when they are set back, and pass over some when they are set
        # forward. So one answer comes from the offset at about that time, the other from that on the far side of
        # a change: the day before, or for the later of two times (fold) the day after.
        first = with_offset_of(wanted)
        exact = local(first) == wanted
        other = with_offset_of(first + (day if self._fold else -day) if exact else first)
        if exact and (other == first or local(other) != wanted):
            return first
        if exact or local(other) == wanted:
            return other
        return min(first, other) if self._fold else max(first, other)

    def timestamp(self):
        """Seconds since 1970; without a zone the time is a local one."""
        if self._tzinfo is None:
            return self._mktime() + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def utctimetuple(self):
        """The struct_time of the moment in UTC."""
        offset = self.utcoffset()
        moment = self.replace(tzinfo=None, fold=0)
        if offset:
            moment -= offset
        return _time.struct_time((moment._year, moment._month, moment._day, moment._hour, moment._minute,
                                  moment._second, moment.weekday(),
                                  _days_before_month(moment._year, moment._month) + moment._day, 0))

    def date(self):
        """The date alone."""
        made = _work.date_alone(self)
        return made if made is not None else _date_class(self._year, self._month, self._day)

    def time(self):
        """The time of day alone, without the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """The time of day with the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        """A copy in which what is given differs."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day, self._hour if hour is None else hour,
                          self._minute if minute is None else minute, self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _local_zone(self):
        stamp = self._mktime() if self._tzinfo is None else (self - _EPOCH) // timedelta(seconds=1)
        fields = _time.localtime(stamp)
        return timezone(timedelta(seconds=fields.tm_gmtoff), fields.tm_zone)

    def astimezone(self, tz=None):
        """The same moment in another zone, the local one if none is given."""
        if tz is None:
            tz = self._local_zone()
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % _shown(tz))
        mine = self._tzinfo
        offset = None
        if mine is None:
            mine = self._local_zone()
            offset = mine.utcoffset(self)
        else:
            if tz is mine:
                return self
            offset = mine.utcoffset(self)
            if offset is None:
                mine = self.replace(tzinfo=None)._local_zone()
                offset = mine.utcoffset(self)
        if tz is mine:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        """The text that time.ctime() would give."""
        return "%s %s %2d %02d:%02d:%02d %04d" % (_DAY_NAMES[self.toordinal() % 7 or 7], _MONTH_NAMES[self._month],
                                                  self._day, self._hour, self._minute, self._second, self._year)

    def isoformat(self, sep="T", timespec="auto"):
        """YYYY-MM-DDTHH:MM:SS, or with another separator, and with the fraction and the offset where there are such."""
        if timespec == "auto":
            text = _work.iso_text(self, sep)
            if text is not None:
                return text
        if not isinstance(sep, str):
            raise TypeError("isoformat() argument 1 must be a unicode character, not %s" % _shown(sep))
        if len(sep) != 1:
            raise TypeError("isoformat() argument 1 must be a unicode character, not str")
        return "%04d-%02d-%02d%s" % (self._year, self._month, self._day, sep) + \
            _clock_text(self._hour, self._minute, self._second, self._microsecond, timespec) + \
            _format_offset(self.utcoffset())

    def __repr__(self):
        fields = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if not fields[-1]:
            del fields[-1]
            if not fields[-1]:
                del fields[-1]
        text = "%s(%s" % (_shown(self), ", ".join(map(str, fields)))
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % self._tzinfo if not self._fold else ", fold=1, tzinfo=%r" % self._tzinfo
        elif self._fold:
            text += ", fold=1"
        return text + ")"

    def __str__(self):
        return self.isoformat(sep=" ")

    @classmethod
    def strptime(cls, date_string, format, /):
        """The time that a text names in a format of time.strptime()."""
        for number, each in ((1, date_string), (2, format)):
            if not isinstance(each, str):
                raise TypeError("strptime() argument %d must be str, not %s" % (number, _shown(each)))
        import _strptime
        return _strptime._strptime_datetime(cls, date_string, format)

    def utcoffset(self):
        """What the zone says about this time."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """The name that the zone has at this time."""
        return None if self._tzinfo is None else _check_name(self._tzinfo.tzname(self))

    def dst(self):
        """The summer time that the zone has at this time."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(self)
        _check_offset("dst", offset)
        return offset

    def _fields(self):
        return (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond)

    def __eq__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order == 0
        if isinstance(other, datetime):
            return self._compare(other, True) == 0
        return NotImplemented if not isinstance(other, date) else False

    def __le__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order <= 0
        if isinstance(other, datetime):
            return self._compare(other) <= 0
        return NotImplemented if not isinstance(other, date) else _cannot_compare(self, other)

    def __lt__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order < 0
        if isinstance(other, datetime):
            return self._compare(other) < 0
        return NotImplemented if not isinstance(other, date) else _cannot_compare(self, other)

    def __ge__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order >= 0
        if isinstance(other, datetime):
            return self._compare(other) >= 0
        return NotImplemented if not isinstance(other, date) else _cannot_compare(self, other)

    def __gt__(self, other):
        order = _work.compare(self, other)
        if order is not None:
            return order > 0
        if isinstance(other, datetime):
            return self._compare(other) > 0
        return NotImplemented if not isinstance(other, date) else _cannot_compare(self, other)

    def _compare(self, other, allow_mixed=False):
        mine, theirs = self._tzinfo, other._tzinfo
        a = b = None
        if mine is not theirs:
            a, b = self.utcoffset(), other.utcoffset()
            if allow_mixed: # times that a change of the clock makes doubtful equal no other
                if a != self.replace(fold=not self._fold).utcoffset():
                    return 2
                if b != other.replace(fold=not other._fold).utcoffset():
                    return 2
        if a == b:
            x, y = self._fields(), other._fields()
            return (x > y) - (x < y)
        if a is None or b is None:
            if allow_mixed:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        difference = self - other
        return -1 if difference.days < 0 else 1 if difference else 0

    def _micros(self):
        return ((self.toordinal() * 24 + self._hour) * 60 + self._minute) * 60000000 + self._second * 1000000 + \
            self._microsecond

    def __add__(self, other):
        made = _work.add(self, other)
        if made is not None:
            return made
        return self._moved(other._total()) if isinstance(other, timedelta) else NotImplemented

    def _moved(self, micros):
        total = self._micros() + micros
        days, rest = divmod(total, 86400000000)
        if not 0 < days <= _MAXORDINAL:
            raise OverflowError("date value out of range")
        seconds, micro = divmod(rest, 1000000)
        minutes, second = divmod(seconds, 60)
        return type(self)(*_ord2ymd(days), minutes // 60, minutes % 60, second, micro, tzinfo=self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        made = _work.subtract(self, other)
        if made is not None:
            return made
        if not isinstance(other, datetime):
            return self._moved(-other._total()) if isinstance(other, timedelta) else NotImplemented
        base = timedelta._make(self._micros() - other._micros())
        if self._tzinfo is other._tzinfo:
            return base
        a, b = self.utcoffset(), other.utcoffset()
        if a == b:
            return base
        if a is None or b is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return base + b - a

    def __hash__(self):
        if self._hashcode == -1:
            plain = self.replace(fold=0) if self._fold else self
            offset = plain.utcoffset()
            self._hashcode = hash(plain._state()) if offset is None else hash(self._micros() - offset._total())
        return self._hashcode

    def _state(self, protocol=3):
        high, low = divmod(self._year, 256)
        micro = self._microsecond
        month = self._month | 128 if self._fold and protocol > 3 else self._month
        return bytes((high, low, month, self._day, self._hour, self._minute, self._second, micro >> 16,
                      micro >> 8 & 255, micro & 255))

    def __reduce_ex__(self, protocol):
        state = self._state(protocol)
        return self.__class__, (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_date_class = date
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_datetime_zones.datetime = datetime
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_EPOCH_SECONDS = _EPOCH.toordinal() * 86400
_work.layout(date, datetime, timedelta)

import _weft
for _class in (date, datetime, time, timedelta, timezone, tzinfo, IsoCalendarDate):
    _weft.name_in_full(_class, "datetime." + _class.__name__)
del _class, _weft
