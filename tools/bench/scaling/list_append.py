"""All threads append to one list."""
from harness import measure


def work(items, n):
    before = len(items)
    for i in range(n):
        items.append(i)
    return len(items) - before >= n


measure("list append", list, work)
