"""A search that begins while another thread moves items, and ends alone, still finds what was there all
the time: that the other thread has ended meanwhile does not undo what it moved. CPython promises this only
where no user code is asked, as the comparisons are here that let the other thread run."""
import gc
import sys
import threading

from _harness import done, time_is_up


class Wanted:
    pass


class Probe:
    """Compared first, and while it is compared the other thread works and ends."""

    def __init__(self, mover):
        self.mover = mover

    def __eq__(self, other):
        if self.mover is not None:
            mover, self.mover = self.mover, None
            mover()
        return False

    __hash__ = None


def once(search):
    wanted = Wanted()
    go = threading.Event()
    items = []

    def move():
        go.wait()
        del items[1]

    thread = threading.Thread(target=move)

    def finish():
        go.set()
        thread.join()
        for _ in range(3):  # a collection stops the world, and finds itself alone in it
            gc.collect()

    # While place 2 is compared, `wanted` moves from place 3 to place 2.
    items.extend([Probe(None), Probe(None), Probe(finish), wanted])
    thread.start()
    assert search(items, wanted) or sys.implementation.name == "cpython"
    assert len(items) == 3


rounds = 0
while rounds < 5 or not time_is_up():
    once(lambda items, wanted: wanted in items)
    once(lambda items, wanted: items.count(wanted) == 1)
    rounds += 1
done()
