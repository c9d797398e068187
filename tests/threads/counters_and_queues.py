"""What programs build on: itertools.count, deque and queue hand out each item once; locks exclude."""
import collections
import itertools
import queue
import threading

from _harness import THREADS, done, rounds

COUNT = 150


def setup(_):
    return (itertools.count(), collections.deque(range(THREADS * COUNT)), queue.Queue(),
            threading.Lock(), [0], [[] for _ in range(THREADS)], [[] for _ in range(THREADS)])


def body_for(tag):
    def body(state):
        counter, items, pipe, lock, cell, counted, taken = state
        for _ in range(COUNT):
            counted[tag].append(next(counter))
            taken[tag].append(items.popleft() if tag % 2 else items.pop())
            pipe.put(tag)
            with lock:
                cell[0] = cell[0] + 1
        for _ in range(COUNT):
            assert 0 <= pipe.get() < THREADS
    return body


def check(state):
    counter, items, pipe, lock, cell, counted, taken = state
    for parts in (counted, taken):
        assert sorted(value for part in parts for value in part) == list(range(THREADS * COUNT))
    assert cell[0] == THREADS * COUNT and pipe.empty() and not items


rounds(setup, [body_for(tag) for tag in range(THREADS)], check)
done()
