"""Built-in iterators: zip, enumerate, map, filter, reversed, any, all, min, max, itertools, unpacking."""
import itertools
import sys


def matrix(size):
    a = [[float(x * y % 7) for x in range(size)] for y in range(size)]
    b = [[float(x + y) for x in range(size)] for y in range(size)]
    product = [[sum(p * q for p, q in zip(row, column)) for column in zip(*b)] for row in a]
    return sum(map(sum, product))


def pipelines(n):
    row = list(range(n))
    total = sum(x for x in map(lambda v: v * 3, filter(lambda v: v % 3, row)) if x & 1)
    for i, (left, right) in enumerate(zip(row, reversed(row))):
        total += i * (left - right)
    total += max(row, key=lambda v: (v * 37) % 101) + min(len(str(v)) for v in row)
    total += any(v > n for v in row) + all(v >= 0 for v in row)
    first, *middle, last = row
    return total + first + len(middle) + last


def combined(n):
    row = range(n)
    total = sum(a * b for a, b in itertools.product(row, repeat=2))
    total += sum(len(c) for c in itertools.combinations(row, 3))
    total += sum(itertools.accumulate(itertools.chain(row, row)))
    total += sum(key * len(list(group)) for key, group in itertools.groupby(sorted(v % 5 for v in row)))
    total += sum(itertools.islice(itertools.count(3, 2), 200)) + sum(itertools.takewhile(lambda v: v < 20, row))
    return total + sum(a - b for a, b in itertools.zip_longest(row, range(7), fillvalue=1))


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    for _ in range(times):
        result = matrix(14), pipelines(2000), combined(26)
    print("iterators", *result)


main()
