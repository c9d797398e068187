"""All placements of queens: recursive generators, sets, and a second count with bit masks."""
import sys


def placements(n, row, columns, rising, falling):
    if row == n:
        yield ()
        return
    for column in range(n):
        if column not in columns and row + column not in rising and row - column not in falling:
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            for rest in placements(n, row + 1, columns, rising, falling):
                yield (column,) + rest
            columns.discard(column)
            rising.discard(row + column)
            falling.discard(row - column)


def count(full, columns, rising, falling):
    if columns == full:
        return 1
    total = 0
    free = full & ~(columns | rising | falling)
    while free:
        bit = free & -free
        free ^= bit
        total += count(full, columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
    return total


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    for _ in range(times):
        solutions = list(placements(8, 0, set(), set(), set()))
        counted = count((1 << 9) - 1, 0, 0, 0)
    print("nqueens", len(solutions), solutions[0], solutions[-1], counted)


main()
