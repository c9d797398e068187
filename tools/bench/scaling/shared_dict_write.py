"""All threads overwrite items of one dictionary."""
from harness import measure


def work(table, n):
    for i in range(n):
        table[i & 63] = i
    return len(table)


measure("shared dict write", lambda: dict.fromkeys(range(64), 0), work)
