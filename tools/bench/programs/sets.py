"""Sets: algebra, membership, building, comparison; sieves and reachable nodes."""
import sys


def sieve(limit):
    composite = set()
    primes = []
    for n in range(2, limit):
        if n not in composite:
            primes.append(n)
            composite.update(range(n * n, limit, n))
    return len(primes)


def algebra(rounds):
    total = 0
    small = set(range(0, 40, 3))
    for i in range(rounds):
        left, right = set(range(i % 50, i % 50 + 30)), frozenset(range(20, 60))
        total += len(left | right) + len(left & right) - len(left - right) + len(left ^ right)
        total += (left <= right) + left.isdisjoint(small) + (i % 40 in small)
        left -= small
        left |= {i, i + 1}
        left.discard(25)
        total += len(left)
    return total


def reachable(n):
    edges = {i: {(i * 7 + 1) % n, (i * 11 + 3) % n} for i in range(n)}
    seen, frontier = {0}, {0}
    while frontier:
        frontier = {other for node in frontier for other in edges[node]} - seen
        seen |= frontier
    return len(seen)


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    for _ in range(times):
        result = sieve(8000), algebra(2500), reachable(4000)
    print("sets", *result)


main()
