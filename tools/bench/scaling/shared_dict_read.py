"""All threads read one dictionary, by text and by number."""
from harness import measure


def setup():
    table = {"key%d" % i: i for i in range(64)}
    table.update({i: i * i for i in range(64)})
    return table, ["key%d" % i for i in range(64)]


def work(shared, n):
    table, keys = shared
    total = 0
    for i in range(n):
        total += table[keys[i & 63]] + table[i & 63]
    return total


measure("shared dict read", setup, work)
