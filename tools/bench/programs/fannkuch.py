"""Pancake flips over all permutations: list slices, integer arithmetic, item stores."""
import sys


def flips_of_all(n):
    counts = list(range(n))
    order = list(range(n))
    most = checksum = number = 0
    while True:
        if order[0]:
            work = order[:]
            flips = 0
            first = work[0]
            while first:
                work[:first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > most:
                most = flips
            checksum += -flips if number & 1 else flips
        number += 1
        # The next permutation: rotate ever longer prefixes.
        for length in range(1, n):
            order.insert(length, order.pop(0))
            counts[length] -= 1
            if counts[length] >= 0:
                break
            counts[length] = length
        else:
            return most, checksum


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    print("fannkuch", *flips_of_all(n))


main()
