"""datetime: moments and spans added, compared, shown and parsed."""
import sys
from datetime import date, datetime, timedelta, timezone


def walk(n):
    start = moment = datetime(2020, 1, 1, 12, 30)
    step, check = timedelta(hours=7, minutes=13), 0
    for i in range(n):
        moment += step
        check += moment.day + moment.hour + (moment - start).days + moment.weekday()
        if moment > datetime(2031, 1, 1):
            moment = start
        if i % 4 == 0:
            text = moment.isoformat()
            check += len(text) + (datetime.fromisoformat(text) == moment) + len(moment.strftime("%Y-%m-%d %H:%M"))
        check += date(2020, 1 + i % 12, 1 + i % 28).toordinal() % 7 + int((step * 3).total_seconds()) % 5
    return check


def zones(n):
    moment, there, check = datetime(2024, 1, 1, tzinfo=timezone.utc), timezone(timedelta(hours=2)), 0
    for i in range(n):
        check += (moment + timedelta(seconds=i * 1000)).astimezone(there).hour
    return check


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    for _ in range(times):
        result = walk(3000), zones(1000)
    print("calendar_days", *result)


main()
