"""Random arithmetic under random contexts: results and flags are the same everywhere."""
import decimal
import hashlib
import random
from decimal import Context, Decimal

ROUNDINGS = [decimal.ROUND_UP, decimal.ROUND_DOWN, decimal.ROUND_CEILING, decimal.ROUND_FLOOR, decimal.ROUND_HALF_UP,
             decimal.ROUND_HALF_DOWN, decimal.ROUND_HALF_EVEN, decimal.ROUND_05UP]
SIGNALS = [decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow, decimal.Underflow, decimal.Subnormal,
           decimal.Inexact, decimal.Rounded, decimal.Clamped, decimal.FloatOperation]
chosen = random.Random(11)
below, choice = chosen.randrange, chosen.choice


def number():
    kind = below(20)
    if kind == 0:
        return Decimal(choice(["0", "-0", "0E+5", "-0.000", "0E-30", "Infinity", "-Infinity", "NaN", "-sNaN12"]))
    if kind == 1:
        return choice([0, 1, -1, 7, 10 ** 18, -2 ** 61, 2 ** 70, True])
    digits = choice([1, 2, 3, 5, 9, 17, 18, 19, 20, 28, 29, 40, 70])
    coefficient = choice([below(10 ** min(digits, 9)) + 1, 10 ** (digits - 1), 10 ** digits - 1, 5 * 10 ** (digits - 1),
                          int("".join(str(below(10)) for _ in range(digits))) + 1])
    exponent = choice([0, 0, -1, -2, -5, 3, -digits, below(60) - 30, below(400) - 200, 6000, -6000])
    return Decimal("%s%dE%d" % (choice(["", "-"]), coefficient, exponent))


OPERATIONS = [
    lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b,
    lambda a, b: Decimal(a).quantize(b), lambda a, b: Decimal(a).quantize(Decimal("0.01")),
    lambda a, b: Decimal(a).quantize(Decimal("1E2"), rounding=choice(ROUNDINGS)),
    lambda a, b: (a == b, a != b), lambda a, b: (a < b, a >= b), lambda a, b: (a > b, a <= b),
    lambda a, b: Decimal(a).compare(Decimal(b)), lambda a, b: a // b, lambda a, b: a % b,
    lambda a, b: -Decimal(a), lambda a, b: sum([a, b, a], Decimal(1)),
]
seen = hashlib.sha256()
counts = {}
for turn in range(2000):
    most = choice([5, 50, 300, 6144, 999999])
    context = Context(prec=choice([1, 2, 3, 7, 9, 16, 28, 28, 28, 34, 60, 100]), rounding=choice(ROUNDINGS), Emax=most,
                      Emin=-most, clamp=below(8) == 0,
                      traps=[] if below(3) else [choice(SIGNALS), decimal.InvalidOperation])
    decimal.setcontext(context)
    a, b = number(), number()
    if type(a) is not Decimal and type(b) is not Decimal:
        b = Decimal(b)
    which = below(len(OPERATIONS))
    try:
        result = OPERATIONS[which](a, b)
    except decimal.DecimalException as problem:
        result = type(problem).__name__
    flags = [signal.__name__ for signal in SIGNALS if context.flags[signal]]
    line = "%d %s %s -> %s %s" % (which, a, b, result, flags)
    seen.update(line.encode())
    if turn % 1000 == 999:
        print(turn, seen.hexdigest()[:12])
    for flag in flags:
        counts[flag] = counts.get(flag, 0) + 1
print(sorted(counts.items()))

for text in ("1", "-1", "+1.50", ".5", "5.", ".", "-", "", "+", "1..2", "1.2.3", "-.0", "000", "00.10", " 1 ", "1_000", "1e5",
             "123456789012345678", "1234567890123456789", "0.00000123", "0.0000001", "0.000001", "-0.0000", "９", "1\n", "12345678901234567.8",
             "x", "1x", "--1", "-0", "NaN", "100.0", "0.1234567890123456789"):
    try:
        value = Decimal(text)
        print(repr(text), repr(value), value.as_tuple())
    except decimal.InvalidOperation:
        print(repr(text), "InvalidOperation")


class Money(Decimal):
    pass


class Noted(Decimal):
    def __new__(cls, value, note):
        self = super().__new__(cls, value)
        self.note = note
        return self


money = Money("1.50")
print(type(money), type(money + 1), type(1 + money), type(money.quantize(Decimal("0.1"))), money, Noted("2.25", "x").note,
      Noted("2.25", "x") * 2)
for wrong in (lambda: Decimal(1) + 1.5, lambda: Decimal(1) + "1", lambda: Decimal(1).quantize("1"), lambda: Decimal([1]),
              lambda: Decimal(1).quantize(Decimal(1), rounding="ROUND_X"), lambda: Decimal(1) < "a", lambda: Decimal()):
    try:
        print(wrong())
    except Exception as problem:
        print(type(problem).__name__, str(problem).split("\n")[0])
