"""Integers of all sizes, floats, conversions."""
import math
total = 0
for i in range(1, 40):
    total += 3 ** i * (7 ** i // 5) - (1 << i * 5)
print(total, total % 97, -total >> 60, hex(total)[:20])
print(math.factorial(40), math.comb(60, 30), math.gcd(2 ** 90, 6 ** 40), math.isqrt(10 ** 60), pow(3, 10 ** 20, 10 ** 30))
print(float("1e300") * 1e-290, repr(0.1 + 0.2), round(2.675, 2), (1.5).hex(), (0.1).as_integer_ratio())
print(complex(1, -2) ** 3, int("123456789" * 5), int.from_bytes(b"abcdefghijklmnop", "big"), (10 ** 30).to_bytes(16, "little"))
print("%d %x %o %e %g %r" % (10 ** 25, 255, 8, 1.5, 1e-7, 2.5), f"{10 ** 20:,} {3.14159:.3f} {255:#b}")
