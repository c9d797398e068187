"""Each thread makes objects, lists and tuples that die young."""
from harness import measure


class Pair:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def work(shared, n):
    total = 0
    kept = None
    for i in range(n):
        kept = Pair(i, kept if i & 15 else None)
        row = [i, i + 1, kept]
        total += len(row) + (i, total)[0] - kept.left
    return total


measure("allocation", lambda: None, work)
