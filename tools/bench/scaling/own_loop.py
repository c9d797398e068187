"""Each thread runs a loop over its own integers."""
from harness import measure


def work(shared, n):
    total = 0
    for i in range(n):
        total = (total + i * 3 - (i >> 2)) & 0xFFFFFF
    return total


measure("own loop", lambda: None, work)
