"""Random arithmetic with dates, moments and spans, at the limits too: results and errors are the same everywhere."""
import hashlib
import random
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, timezone

chosen = random.Random(3)
below, choice = chosen.randrange, chosen.choice


class Day(date):
    pass


class Moment(datetime):
    pass


class Span(timedelta):
    pass


ZONES = [None, None, None, timezone.utc, timezone(timedelta(hours=2)), timezone(timedelta(hours=-5, minutes=-30))]


def some_date(kind):
    year = choice([1, 4, 100, 400, 1600, 1900, 1999, 2000, 2019, 2020, 2024, 2100, 9999])
    month = below(12) + 1
    day = choice([1, 28, 30, 31, below(28) + 1])
    while True:
        try:
            return kind(year, month, day)
        except ValueError:
            day -= 1


def some_moment(kind):
    day = some_date(date)
    return kind(day.year, day.month, day.day, choice([0, 23, below(24)]), choice([0, 59, below(60)]), choice([0, 59, below(60)]),
                choice([0, 999999, below(1000000)]), choice(ZONES), fold=below(10) == 0)


def some_span(kind):
    return kind(days=choice([0, 1, -1, 365, 366, 146097, below(4000) - 2000, 3652058, -3652058, 999999999, -999999999, 95000000]),
                seconds=choice([0, 1, -1, 86399, 86400, below(200000) - 100000]), microseconds=choice([0, 0, 1, -1, 999999, below(10 ** 7)]))


def some_value():
    return choice([lambda: some_date(date), lambda: some_date(Day), lambda: some_moment(datetime), lambda: some_moment(datetime),
                   lambda: some_moment(Moment), lambda: some_span(timedelta), lambda: some_span(timedelta), lambda: some_span(Span),
                   lambda: choice([0, 1.5, "x", None, time(1, 2)])])()


OPERATIONS = [
    ("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("==", lambda a, b: a == b), ("!=", lambda a, b: a != b),
    ("<", lambda a, b: a < b), ("<=", lambda a, b: a <= b), (">", lambda a, b: a > b), (">=", lambda a, b: a >= b),
]
seen = hashlib.sha256()
problems = {}
for turn in range(2000):
    try:
        a, b = some_value(), some_value()
    except OverflowError:
        continue
    if below(6) == 0:
        b = a
    name, operation = choice(OPERATIONS)
    try:
        result = operation(a, b)
        line = "%s %r" % (type(result).__name__, result)
    except Exception as problem:
        line = "%s %s" % (type(problem).__name__, problem)
        problems[line] = problems.get(line, 0) + 1
    seen.update(("%r %s %r: %s" % (a, name, b, line)).encode())
    if isinstance(a, date):
        more = [a.toordinal(), a.weekday(), a.isoweekday(), tuple(a.isocalendar()), str(a), a.isoformat(), type(a).fromisoformat(str(a)) == a,
                a.timetuple(), type(a).fromordinal(a.toordinal()), hash(a) == hash(a.replace())]
        if isinstance(a, datetime):
            more += [a.date(), type(a.date()).__name__, a.isoformat(" "), a.isoformat("_", "minutes"), a.time()]
        seen.update(repr(more).encode())
    if turn % 2000 == 1999:
        print(turn, seen.hexdigest()[:12])
for problem in sorted(problems):
    print(problems[problem], problem)

for ordinal in (-1, 0, 1, 365, 366, 1461, 36524, 36525, 146096, 146097, 146098, 730119, 730120, 3652058, 3652059, 3652060, True):
    for kind in (date, datetime, Day):
        try:
            print(repr(kind.fromordinal(ordinal)), end=" ")
        except (ValueError, OverflowError) as problem:
            print(type(problem).__name__, problem, end=" ")
    print()
for text in ("2020-02-29", "2021-02-29", "2020-13-01", "2020-01-01T00:00:00", "2020-01-01 23:59:59", "2020-01-01T24:00:00", "2020-01-01T12:60:00",
             "2020-01-01x01:02:03.456", "2020-01-01T01:02:03.456789", "2020-01-01T01:02:03,456789", "2020-01-01T01:02:03.45", "2020-01-01T01:02:03.4567891",
             "2020-01-01T01:02:03Z", "2020-01-01T01:02:03+02:00", "20200101T010203", "2020-W01-1", "2020-01-01T", "2020-01-0a", "0000-01-01",
             "2020-01-01T01:02", "2020-01-01T01", "٢020-01-01", "2020-01-01é01:02:03", "2020/01/01", " 020-01-01", "+020-01-01", ""):
    for kind in (datetime, Moment):
        try:
            print(repr(kind.fromisoformat(text)), end=" ")
        except ValueError as problem:
            print("ValueError", ascii(str(problem)), end=" ")
    print()
for stamp in (0, 1, -1, 1.5, -1.5, 1e9, 1234567890.123456, 253402300799, 253402300800, -62135596800, -62135596801, 1e-7, 0.9999999, 1e20, True):
    for zone in ZONES[3:]:
        try:
            print(repr(datetime.fromtimestamp(stamp, zone)), end=" ")
        except (ValueError, OverflowError, OSError) as problem:
            print(type(problem).__name__, end=" ")
    print(type(Moment.fromtimestamp(min(abs(stamp), 5), timezone.utc)).__name__)
for arguments in ((2020, 1, 32), (0, 1, 1), (10000, 1, 1), (2020, 0, 1), (2020, 1, 1, 24), (2020, 1, 1, 0, 60), (2020, 1, 1, 0, 0, 60),
                  (2020, 1, 1, 0, 0, 0, 1000000), (2020, 1, 1.0), ("2020", 1, 1), (2020, 1, 1, 0, 0, 0, 0, 5), (2020,), (2020, True, True), (2 ** 70, 1, 1)):
    for kind in (date, datetime):
        try:
            print(repr(kind(*arguments)), end="; ")
        except (TypeError, ValueError, OverflowError) as problem:
            print(type(problem).__name__, str(problem) if kind is datetime and len(arguments) > 1 else "", end="; ")
    print()
print(MINYEAR, MAXYEAR, repr(Moment(2020, 1, 1) + timedelta(1)), repr(Day(2020, 1, 1) + timedelta(1)), type(Moment(2020, 1, 1).date()))
