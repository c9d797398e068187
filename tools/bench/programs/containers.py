"""collections: deque, Counter, defaultdict, OrderedDict, ChainMap; text in memory; bytes and struct."""
import collections
import io
import struct
import sys


def window(n):
    last, total = collections.deque(maxlen=50), 0
    for i in range(n):
        last.append(i * i % 97)
        if i % 10 == 0:
            last.rotate(3)
            total += sum(last) + last[0] - last[-1]
    queue = collections.deque(range(100))
    for _ in range(n):
        queue.append(queue.popleft())
    return total, queue[0]


def tallies(n):
    text = "the quick brown fox jumps over the lazy dog " * 3
    letters = collections.Counter()
    groups = collections.defaultdict(list)
    recent = collections.OrderedDict()
    for i in range(n):
        letters.update(text[i % 40:i % 40 + 40])
        groups[i % 13].append(i)
        recent[i % 40] = i
        recent.move_to_end(i % 40)
        if len(recent) > 30:
            recent.popitem(last=False)
    both = letters + collections.Counter("aeiou")
    chained = collections.ChainMap({"a": 1}, {"b": 2})
    return both.most_common(2), sum(map(len, groups.values())), list(recent)[:3], chained["b"]


def streams(n):
    out = io.StringIO()
    for i in range(n):
        print(i, "line", i * 3, file=out)
        out.write("second\n")
    out.seek(0)
    length = sum(len(line.rstrip()) for line in out)
    packed = bytearray()
    for i in range(n):
        packed += struct.pack("<IHd", i, i & 255, i / 3)
    total = sum(sum(struct.unpack_from("<IH", packed, at)) for at in range(0, len(packed), 14))
    return length, total, bytes(packed[:20]).hex(), packed.count(0)


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    for _ in range(times):
        result = window(8000), tallies(1500), streams(1500)
    print("containers", *result)


main()
