"""Events at their times: a queue that calls functions when their time has come."""
import heapq
import itertools
import threading
import time
from collections import namedtuple

__all__ = ["scheduler"]

_absent = object()


class Event(namedtuple("Event", "time, priority, sequence, action, argument, kwargs")):
    """One entry of a scheduler; enter() and enterabs() give it, cancel() takes it."""

    __slots__ = ()


class scheduler:
    """Runs functions in the order of their times, and of priorities among equal times.

    timefunc tells the time, delayfunc waits so long. Threads may enter events while run() runs.
    """

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue = []
        self._lock = threading.RLock()
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._sequence_generator = itertools.count()

    def enterabs(self, time, priority, action, argument=(), kwargs=_absent):
        """Enters an event for a time."""
        with self._lock:
            event = Event(time, priority, next(self._sequence_generator), action, argument,
                          {} if kwargs is _absent else kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_absent):
        """Enters an event for a time that is so far away."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Takes an event out; ValueError if it is not there."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Runs events until none is left; blocking=False: those whose time has come, and gives the time to
        the next one.
        """
        while True:
            with self._lock:
                if not self._queue:
                    break
                event = self._queue[0]
                now = self.timefunc()
                due = event.time <= now
                if due:
                    heapq.heappop(self._queue)
            if due:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)  # lets other threads run
            elif not blocking:
                return event.time - now
            else:
                self.delayfunc(event.time - now)
        return None

    @property
    def queue(self):
        """The events that are left, in order."""
        with self._lock:
            return sorted(self._queue)
