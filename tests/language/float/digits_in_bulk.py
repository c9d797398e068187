"""repr and fixed formats over magnitudes, ties and neighbours of powers: a digest for all, some in full."""
import hashlib
import random
import struct

chosen = random.Random(20)


def from_bits(bits):
    return struct.unpack('<d', struct.pack('<Q', bits))[0]


def bits_of(number):
    return struct.unpack('<Q', struct.pack('<d', number))[0]


def numbers(count):
    for i in range(count):
        kind = i % 8
        if kind == 0:
            yield from_bits(chosen.getrandbits(63) % (0x7FF << 52))
        elif kind == 1:
            yield chosen.random()
        elif kind == 2:
            yield chosen.uniform(0, 10) ** chosen.randrange(-8, 18)
        elif kind == 3:
            yield chosen.randrange(10 ** chosen.randrange(1, 17)) / 10 ** chosen.randrange(0, 18)
        elif kind == 4:
            yield chosen.randrange(10 ** chosen.randrange(1, 16)) / 2 ** chosen.randrange(0, 40)
        elif kind == 5:
            yield from_bits(bits_of(10.0 ** chosen.randrange(-8, 18)) + chosen.randrange(-3, 4))
        elif kind == 6:
            yield from_bits(bits_of(2.0 ** chosen.randrange(-30, 60)) + chosen.randrange(-2, 3))
        else:
            yield chosen.randrange(1, 1000) / 8.0 + chosen.randrange(10 ** 15)


digest = hashlib.sha256()
for number in numbers(4000):
    text = repr(number)
    assert float(text) == number, text
    lines = [text, repr(-number)]
    for precision in (0, 1, 2, 3, chosen.randrange(4, 20)):
        lines.append('%.*f' % (precision, number))
        lines.append(f'{-number:#.{precision}f}')
    lines.append(f'{number:,.2f} {number:10.3f} {number:%}')
    digest.update('\n'.join(lines).encode())
print(digest.hexdigest())

# Ties: between two texts of sixteen digits that both read back, and in fixed formats.
for number in (600000000000000.25, 600000000000000.75, 0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1e15, 1e16,
               123456789012345.6, 0.1 + 0.2, 1 / 3, 2 / 3, 1e-4, 1e-5, 9.999999e-6, 5e-324,
               1.7976931348623157e308, 4503599627370495.5, 0.30000000000000004, 9007199254740993.0):
    print(repr(number), '%.0f' % number, '%.1f' % number, '%.2f' % number, '%.17f' % number)
print(-0.0, '%.2f' % -0.0, '%.2f' % -0.001, '%.3f' % 0.0)
