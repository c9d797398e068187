"""Digits of pi by a spigot of unbounded integers."""
import sys


def digits():
    k, a, b, a1, b1 = 2, 4, 1, 12, 4
    while True:
        p, q, k = k * k, 2 * k + 1, k + 1
        a, b, a1, b1 = a1, b1, p * a + q * a1, p * b + q * b1
        d, d1 = a // b, a1 // b1
        while d == d1:
            yield d
            a, a1 = 10 * (a % b), 10 * (a1 % b1)
            d, d1 = a // b, a1 // b1


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    stream = digits()
    found = [next(stream) for _ in range(count)]
    check = 0
    for d in found:
        check = (check * 31 + d) % 1000000007
    print("pidigits", "".join(map(str, found[-10:])), sum(found), check, pow(3, 20011) % 10 ** 9 + 7)


main()
