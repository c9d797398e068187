"""All threads read the items of one list."""
from harness import measure


def work(items, n):
    total = 0
    for i in range(n):
        total += items[i & 255] - items[-1 - (i & 127)]
    return total


measure("shared list read", lambda: list(range(1000, 1256)), work)
