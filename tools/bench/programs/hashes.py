"""Integers beyond one machine word and bit tricks: hashes, a random generator, powers, divisions."""
import sys

MASK = (1 << 64) - 1


def fnv(data):
    value = 0xcbf29ce484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001b3) & MASK
    return value


def splitmix(state, n):
    total = 0
    for _ in range(n):
        state = (state + 0x9e3779b97f4a7c15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & MASK
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & MASK
        total ^= z ^ (z >> 31)
    return total


def prime(n):
    if n % 2 == 0:
        return n == 2
    d, r = n - 1, 0
    while d % 2 == 0:
        d //= 2
        r += 1
    for base in (2, 3, 5, 7, 11, 13):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    data = bytes(range(256)) * 40
    for _ in range(times):
        found = sum(prime(n) for n in range(2 ** 61 + 1, 2 ** 61 + 1200, 2))
        rests = sum(divmod(7 ** 200, 3 ** 90 + i)[1] % 9 for i in range(300))
        result = fnv(data), splitmix(42, 12000), found, 3 ** 400 % (10 ** 40), rests
    print("hashes", *result)


main()
