"""Results of more than sixty digits are rounded at the right digit."""
from decimal import Decimal, getcontext, localcontext

for precision in (28, 59, 60, 61, 62, 63, 64, 70, 100, 200):
    getcontext().prec = precision
    total = Decimal(1)
    for i in range(1, 400):
        total += Decimal(1) / i
    print(precision, total)
    print((Decimal(10) ** (precision - 1) * 9 + Decimal("0.5")) * 3, Decimal(2).sqrt() * Decimal(3).sqrt())
for digits in (59, 60, 61, 62, 64, 65, 100):
    for near in (-1, 0, 1):
        print(Decimal(10 ** digits + near).adjusted(), end=" ")
    print(Decimal(2 ** (3 * digits)).adjusted())
with localcontext() as context:
    context.prec = 60
    print(Decimal("9.99998828271136011938395972104914840448857949518031577615204") +
          Decimal("0.000219780219780219780219780219780219780219780219780219780219780"))
