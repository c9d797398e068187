"""heapq and bisect on a shared list never tear an item."""
import bisect
import heapq

from _harness import done, together

heap, ordered = [(0, "item")], [0]


def push_and_pop():
    for i in range(30):
        heapq.heappush(heap, (i % 7, "item"))
        try:
            assert heapq.heappop(heap)[1] == "item"
        except IndexError:
            pass


def look():
    for _ in range(30):
        try:
            assert heap[0][1] == "item"
        except IndexError:
            pass
        assert len(heap) < 10
        assert 0 <= bisect.bisect(ordered, 5) <= 21


def insert():
    for i in range(20):
        bisect.insort(ordered, i)
    del ordered[1:]


together(push_and_pop, push_and_pop, look, insert)
done()
