"""Dictionaries: counting, grouping, growing, deleting, keys of several kinds, sets of keys."""
import sys


def count_words(n):
    counts = {}
    seed = 7
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        key = "key%d" % (seed % 997)
        counts[key] = counts.get(key, 0) + 1
    return counts


def grid(size):
    cells = {}
    for x in range(size):
        for y in range(size):
            cells[x, y] = x ^ y
    total = 0
    for x in range(1, size - 1):
        for y in range(1, size - 1):
            total += cells[x - 1, y] + cells[x + 1, y] - cells[x, y - 1] + cells[x, y + 1]
    return total


def churn(n):
    live = {}
    total = 0
    for i in range(n):
        live[i] = i * 3
        if i >= 100:
            total += live.pop(i - 100)
        if i % 1000 == 0:
            total += sum(live.values()) + len(live.keys() & {i, i - 1, -1})
    return total, len(live)


def graph(n):
    edges = {i: [(i * 7 + 1) % n, (i * 13 + 5) % n, (i + 1) % n] for i in range(n)}
    distance = {0: 0}
    queue = [0]
    for node in queue:
        for other in edges[node]:
            if other not in distance:
                distance[other] = distance[node] + 1
                queue.append(other)
    return max(distance.values()), sum(distance.values())


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    for _ in range(times):
        counts = count_words(30000)
        result = (len(counts), max(counts.values()), grid(90), churn(40000), graph(9000))
    print("dicts", *result)


main()
