"""decimal: a bill of many calls, rounded to cents, and series to many digits."""
import decimal
import sys
from decimal import Decimal


def bill(n):
    cent, rates = Decimal("0.01"), (Decimal("0.0013"), Decimal("0.00894"))
    tax, surcharge = Decimal("0.0675"), Decimal("0.0341")
    total = taxes = Decimal(0)
    lines = []
    for i in range(n):
        price = (Decimal(i * 7919 % 20000 + 1) * rates[i & 1]).quantize(cent, decimal.ROUND_HALF_EVEN)
        due = (price * tax).quantize(cent, decimal.ROUND_DOWN)
        if i & 1:
            due += (price * surcharge).quantize(cent, decimal.ROUND_DOWN)
        taxes += due
        total += price + due
        lines.append(str(price + due))
    return total, taxes, len("".join(lines)), max(map(Decimal, lines))


def series(n):
    with decimal.localcontext() as context:
        context.prec = 60
        total, term = Decimal(1), Decimal(1)
        for i in range(1, n):
            term /= i
            total += term if i < 40 else Decimal(1) / i
    return total


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    for _ in range(times):
        result = bill(8000), series(6000)
    print("billing", *result[0], result[1])


main()
