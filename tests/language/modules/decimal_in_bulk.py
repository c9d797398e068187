"""Arithmetic of decimal in contexts of all kinds, with the signals that each group of operations raised."""
import hashlib
import random
from decimal import (ROUND_05UP, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_UP, Context, Decimal, getcontext,
                     setcontext)

chosen = random.Random(3)


def number():
    return Decimal('%s%d%sE%d' % (chosen.choice(['', '-']), chosen.randrange(10 ** chosen.randrange(1, 20)),
                                  chosen.choice(['', '.5', '.000']), chosen.randrange(-30, 30)))


digest = hashlib.sha256()
for i in range(1200):
    if i % 100 == 0:
        setcontext(Context(prec=chosen.choice([3, 9, 15, 16, 28, 40]), Emin=chosen.choice([-5, -30, -999999]),
                           Emax=chosen.choice([9, 30, 999999]), clamp=chosen.randrange(2), traps=[],
                           rounding=chosen.choice([ROUND_HALF_EVEN, ROUND_UP, ROUND_FLOOR, ROUND_05UP])))
    a, b, context = number(), number(), getcontext()
    context.clear_flags()
    results = [a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), +a, -a, abs(b), a / 4, a / 1000000,
               (a * b) / b]
    raised = sorted(flag.__name__ for flag, value in context.flags.items() if value)
    digest.update(f'{results} {raised}'.encode())
print(digest.hexdigest())

setcontext(Context(prec=28, traps=[]))
print(Decimal(1) / 2, Decimal(100) / 4, Decimal('1e40') / Decimal('1e3'), Decimal(7) / 8, Decimal(1) / 3,
      Decimal('1E+2') / 5, Decimal('10000000000000000000000') / 10)


class Price(Decimal):
    pass


print(type(+Price('1.5')).__name__, type(Price('1.5') + 1).__name__, type(abs(Price('-2'))).__name__)
setcontext(Context(prec=9, Emax=5, Emin=-5, traps=[]))
print(Decimal('1e5') // Decimal('0.01'), divmod(Decimal('1e5'), Decimal('0.01')), Decimal('1e5') // 3)
