"""Random lines under random dialects: what is read and written is the same everywhere."""
import csv
import hashlib
import io
import random


class Real(float):
    pass


class Floating:
    def __float__(self):
        return 1.5

    def __str__(self):
        return "float,ing"


numbers = random.Random(7)
seen = hashlib.sha256()
outcomes = {}


def settings():
    return {"delimiter": numbers.choice(",;\t |é"), "quotechar": numbers.choice(['"', "'", "€"]),
            "escapechar": numbers.choice([None, None, "\\", "/"]), "doublequote": numbers.randrange(2) == 1,
            "skipinitialspace": numbers.randrange(2) == 1, "strict": numbers.randrange(4) == 0,
            "quoting": numbers.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC,
                                       csv.QUOTE_NONE]),
            "lineterminator": numbers.choice(["\r\n", "\n", "", "x"])}


def note(outcome):
    seen.update(repr(outcome).encode("utf-8"))
    kind = outcome if isinstance(outcome, str) else type(outcome).__name__
    outcomes[kind] = outcomes.get(kind, 0) + 1


for number in range(800):
    rules = settings()
    alphabet = "ab12 ,\"'\\/\r\n\n" + rules["delimiter"] * 3 + rules["quotechar"] * 2 + (rules["escapechar"] or "")
    lines = ["".join(numbers.choice(alphabet) for _ in range(numbers.randrange(14))) + numbers.choice(["\n", "\r\n", ""])
             for _ in range(3)]
    if number % 17 == 0:
        lines = [line[:2] + "\U0001F600" * 3 + line[2:] for line in lines]
    reader = csv.reader(lines, **rules)
    try:
        while True:
            note(next(reader))
            seen.update(b"%d" % reader.line_num)
    except StopIteration:
        pass
    except (csv.Error, ValueError) as problem:
        note("%s: %s" % (type(problem).__name__, str(problem).split(": ")[0]))
    out = io.StringIO(newline="")
    writer = csv.writer(out, **rules)
    for _ in range(3):
        row = [numbers.choice(["", "a", "1", "a b", " x", 5, -2.5, None, 2 ** 70, Real(2), Floating(), True, b"b",
                               "".join(numbers.choice(alphabet) for _ in range(4))]) for _ in range(numbers.randrange(4))]
        try:
            note(writer.writerow(numbers.choice([row, tuple(row), iter(row)])))
        except csv.Error as problem:
            note("Error: %s" % problem)
    seen.update(out.getvalue().encode())
print(seen.hexdigest()[:16])
for kind in sorted(outcomes):
    print(kind, outcomes[kind])

# Limits, and what is no line or no row.
old = csv.field_size_limit(5)
for line in ("12345,12345", "123456", '"12345\n', '"123"456'):
    try:
        print(next(csv.reader([line])))
    except csv.Error as problem:
        print("Error:", problem)
print(old, csv.field_size_limit(old))


def failing():
    yield "a,b"
    raise LookupError("no more")


def wrong():
    yield 1
    raise TypeError("inside")


reader = csv.reader(failing())
print(next(reader), reader.line_num)
for action in (lambda: next(reader), lambda: next(csv.reader([b"a"])), lambda: csv.reader(5),
               lambda: csv.writer(io.StringIO()).writerow(5), lambda: csv.writer(io.StringIO()).writerow(wrong()),
               lambda: csv.writer(io.StringIO()).writerows([[1], 2]), lambda: csv.writer(5), lambda: type(reader)(),
               lambda: setattr(reader, "line_num", 5), lambda: next(csv.reader(['"a'], strict=True))):
    try:
        print(action())
    except Exception as problem:
        print(type(problem).__name__, problem)
print(type(reader), type(csv.writer(io.StringIO())), iter(reader) is reader)
print([name for name in dir(reader) + dir(csv.writer(io.StringIO())) if not name.startswith("_")])
