"""Lists: sorting with and without keys, slices, inserting in order, reversing, heaps."""
import bisect
import heapq
import sys
from operator import itemgetter


def numbers(n, seed=11):
    row = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        row.append(seed)
    return row


def once():
    row = numbers(3000)
    floats = sorted(x / 7.0 for x in row)
    people = [("name%d" % (x % 700), x % 90, x) for x in row]
    by_age = sorted(people, key=lambda person: person[1])
    by_name = sorted(people, key=itemgetter(0), reverse=True)
    both = sorted((age, name) for name, age, _ in people)
    words = sorted({name for name, _, _ in people})
    kept = []
    for x in row[:600]:
        bisect.insort(kept, x)
    heap = []
    for x in row:
        heapq.heappush(heap, x % 5000)
    least = [heapq.heappop(heap) for _ in range(1000)]
    turned = row[::-1]
    turned[100:200] = sorted(turned[100:200])
    turned.reverse()
    parts = [turned[i:i + 50] for i in range(0, len(turned), 50)]
    merged = list(heapq.merge(*(sorted(part) for part in parts)))
    return (round(sum(floats)), by_age[17][2], by_name[5][0], both[1000][1], words[::150],
            kept == sorted(row[:600]), sum(least), merged == sorted(row))


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for _ in range(times):
        result = once()
    print("sorting", *result)


main()
