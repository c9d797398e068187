"""SimpleQueue: each item once, and put() from finalizers in the middle of other operations."""
import gc
import queue

from _harness import done, rounds

COUNT = 150


class Puts:
    def __init__(self, to):
        self.to = to

    def __del__(self):
        self.to.put("finalizer")


def setup(_):
    return queue.SimpleQueue(), [], queue.SimpleQueue()


def producer(state):
    items, _, side = state
    for i in range(COUNT):
        cycle = Puts(side)
        cycle.cycle = cycle
        del cycle
        items.put(i)
        if i % 50 == 49:
            gc.collect()


def consumer(state):
    items, got, side = state
    while True:
        try:
            got.append(items.get(timeout=0.5 if len(got) < 2 * COUNT else 0))
        except queue.Empty:
            if len(got) >= 2 * COUNT:
                break
        try:
            side.get_nowait()
        except queue.Empty:
            pass


def check(state):
    assert sorted(state[1]) == sorted(list(range(COUNT)) * 2)
    assert state[0].empty()


rounds(setup, [producer, producer, consumer, consumer], check, most=40)
done()
