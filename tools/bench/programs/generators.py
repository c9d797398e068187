"""Pipelines of generators, yield from over a tree, send()."""
import sys


class Node:
    def __init__(self, low, high):
        middle = (low + high) // 2
        self.value = middle
        self.left = Node(low, middle) if low < middle else None
        self.right = Node(middle + 1, high) if middle + 1 < high else None

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def numbers(n):
    for i in range(n):
        yield i


def keep(predicate, source):
    for item in source:
        if predicate(item):
            yield item


def pairwise(source):
    before = next(source)
    for item in source:
        yield before, item
        before = item


def averager():
    total = count = 0
    answer = None
    while True:
        value = yield answer
        if value is None:
            return total
        total += value
        count += 1
        answer = total // count


def feed(n):
    machine = averager()
    next(machine)
    last = 0
    for i in range(n):
        last = machine.send(i)
    try:
        machine.send(None)
    except StopIteration as stop:
        return last, stop.value


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 14
    tree = Node(0, 5000)
    total = 0
    for _ in range(times):
        total += sum(tree)
        total += sum(b - a for a, b in pairwise(keep(lambda x: x % 3 != 0, numbers(60000))))
        last = feed(60000)
    print("generators", total, *last)


main()
