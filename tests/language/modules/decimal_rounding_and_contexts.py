# Decimal: round() follows the context, format() drops the minus of zero, create_decimal() is strict, every task has
# its own context, and misuse is refused.
import asyncio
import decimal
from decimal import Context, Decimal, getcontext, localcontext


def attempt(work):
    try:
        print(repr(work()))
    except Exception as error:
        print(type(error).__name__, "|", error)


for rounding in (decimal.ROUND_UP, decimal.ROUND_HALF_EVEN, decimal.ROUND_FLOOR):
    with localcontext(rounding=rounding):
        print(rounding, [round(Decimal(text), places) for text in ("2.5", "-2.45", "0.05") for places in (0, 1, -1)],
              round(Decimal("-2.5")))
attempt(lambda: round(Decimal(1), 10 ** 30))

for spec in ("z.2f", "+z.1f", "z+.1f", " z.1f", "z<z8.1f", "z010.1f", "z.0%", "z", "zz", "*z", "#", "z#.1f"):
    attempt(lambda: [format(Decimal(text), spec) for text in ("-0.001", "-0", "0.26", "-1.26", "-Inf")])

context = Context(prec=5, traps=[])
for text in ("1.234567", " 1", "1 ", "1_0", "\n3.14", "\u0661", "inf ", "9" * 8):
    print(repr(text), context.create_decimal(text), Decimal(text), [flag.__name__ for flag, on in context.flags.items() if on])
    context.clear_flags()
print(Context(flags=[decimal.Inexact, decimal.InvalidOperation, decimal.DivisionByZero, decimal.Clamped]))


class Noted(Decimal):
    def __init__(self, *given):
        self.given = given


for value in (0.5, 7, float("-inf")):
    made = Noted.from_float(value)
    print(type(made).__name__, made, made.given)

for work in (lambda: Decimal(1).quantize(Decimal(1), context=3), lambda: Decimal(1).sqrt(5), lambda: Decimal("1", 5),
             lambda: Decimal(2).to_integral_value("up"), lambda: Decimal(2).to_integral_exact(context=""),
             lambda: setattr(context, "flags", []), lambda: setattr(context, "traps", {0: 1}),
             lambda: setattr(context, "prec", "x"), lambda: Decimal("1e1000000000000000000000"),
             lambda: Decimal("1e-1000000000000000000000"), lambda: Decimal("1e999999999999999999")):
    attempt(work)

for rounding in (decimal.ROUND_FLOOR, decimal.ROUND_HALF_EVEN):
    with localcontext(rounding=rounding):
        attempt(lambda: Decimal(10) ** 2000000)
        attempt(lambda: Decimal(10) ** 999999)
tiny = Context(prec=3, Emin=-20, rounding=decimal.ROUND_UP, traps=[])
print(tiny.power(Decimal("3E-20"), 2), sorted(flag.__name__ for flag, on in tiny.flags.items() if on))
strict = Context(prec=3, traps=[decimal.Inexact])
attempt(lambda: strict.to_integral_exact(Decimal("2.5")))
print(sorted(flag.__name__ for flag, on in strict.flags.items() if on))


async def digits(precision):
    getcontext().prec = precision if precision != 5 else getcontext().prec
    with localcontext(prec=precision):
        await asyncio.sleep(0)
        return Decimal(2).sqrt()


async def main():
    getcontext()
    print(await asyncio.gather(*(digits(precision) for precision in (3, 5, 8))))

asyncio.run(main())
