"""Threads that push to and pop from one heap lose nothing, get each item once, and leave a heap."""
import heapq

from _harness import THREADS, done, rounds

COUNT = 60


def setup(_):
    return [], []


def worker(tag):
    def body(state):
        heap, out = state
        for i in range(COUNT):
            heapq.heappush(heap, (i * 7 % COUNT, tag))
            if i % 2:
                out.append(heapq.heappop(heap))
            if i % 5 == 0:
                out.append(heapq.heappushpop(heap, (i, 100 + tag)))
    return body


def check(state):
    heap, out = state
    for i in range(1, len(heap)):
        assert heap[(i - 1) // 2] <= heap[i], i
    rest = [heapq.heappop(heap) for _ in range(len(heap))]
    assert rest == sorted(rest)
    pushed = [(i * 7 % COUNT, tag) for i in range(COUNT) for tag in range(THREADS)]
    pushed += [(i, 100 + tag) for i in range(0, COUNT, 5) for tag in range(THREADS)]
    assert sorted(map(repr, rest + out)) == sorted(map(repr, pushed))


rounds(setup, [worker(tag) for tag in range(THREADS)], check)
done()
