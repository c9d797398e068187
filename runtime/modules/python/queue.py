"""Queues between threads: Queue, LifoQueue, PriorityQueue, SimpleQueue."""
import threading
import types
from _thread import allocate_lock
from collections import deque
from heapq import heappush, heappop
from time import monotonic as time

__all__ = ["Empty", "Full", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]


class Empty(Exception):
    "There was nothing to get in time."


class Full(Exception):
    "There was no room in time."


class Queue:
    """First in, first out; put() waits while `maxsize` items are in (0: no limit).

    One lock guards everything. What the three conditions stand for is in their names. Subclasses choose
    another order by _init(), _qsize(), _put() and _get(), which are called with the lock held."""

    _container = deque  # what _init() makes

    def __init__(self, maxsize=0):
        mutex = threading.Lock()
        self.mutex, self.maxsize, self.unfinished_tasks = mutex, maxsize, 0
        self.not_empty, self.not_full, self.all_tasks_done = (threading.Condition(mutex) for _ in range(3))
        self._init(maxsize)

    def task_done(self):
        with self.all_tasks_done:
            left = self.unfinished_tasks - 1
            if left < 0:
                raise ValueError("task_done() called too many times")
            self.unfinished_tasks = left
            if left == 0:
                self.all_tasks_done.notify_all()

    def join(self):
        with self.all_tasks_done:
            self.all_tasks_done.wait_for(lambda: not self.unfinished_tasks)

    def qsize(self):
        with self.mutex:
            return self._qsize()

    def empty(self):
        return not self.qsize()

    def full(self):
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        with self.not_full:
            if self.maxsize > 0:
                _await(self.not_full, lambda: self._qsize() < self.maxsize, block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        with self.not_empty:
            _await(self.not_empty, self._qsize, block, timeout, Empty)
            item = self._get()
            self.not_full.notify()
        return item

    def put_nowait(self, item):
        return self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def _init(self, maxsize):
        self.queue = self._container()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    __class_getitem__ = classmethod(types.GenericAlias)


def _await(condition, ready, block, timeout, failure):
    """Returns as soon as ready(); raises the failure when that has not come about in time. The condition is
    held, and is again when this ends, so what was found ready stays so for the caller."""
    if block and timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    if not ready() and not (block and condition.wait_for(ready, timeout)):
        raise failure


class PriorityQueue(Queue):
    """The smallest item first."""

    _container = list

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    _container = list

    def _get(self):
        return self.queue.pop()


class SimpleQueue:
    """A queue without limit and without task counting. It needs no lock of its own, so put() may be
    called by a finalizer that runs in the middle of another put() or get() of the same thread.

    Who finds nothing adds a lock that it holds to the waiters and looks again before it sleeps on it;
    who puts an item in releases the lock of one waiter. Each step on a deque is atomic."""

    def __init__(self):
        self._items = deque()
        self._waiters = deque()

    def put(self, item, block=True, timeout=None):
        self._items.append(item)
        self._wake_one()

    def _wake_one(self):
        try:
            waiter = self._waiters.popleft()
        except IndexError:
            return
        waiter.release()

    def _withdraw(self, waiter):
        """Waits no more; a wake-up that was meant for this waiter goes to another."""
        while True:
            try:
                return self._waiters.remove(waiter)
            except ValueError:
                return self._wake_one()
            except IndexError:
                pass  # the row changed under the search: search again

    def get(self, block=True, timeout=None):
        end = None
        if block and timeout is not None:
            if not (hasattr(timeout, "__float__") or hasattr(timeout, "__index__")):
                raise TypeError("%r object cannot be interpreted as an integer"
                                % type(timeout).__name__)
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            end = time() + timeout
        while True:
            try:
                return self._items.popleft()
            except IndexError:
                pass
            left = -1 if end is None else end - time()
            if not block or (end is not None and left <= 0):
                raise Empty
            waiter = allocate_lock()
            waiter.acquire()
            self._waiters.append(waiter)
            woken = False
            try:
                if not self._items:
                    woken = waiter.acquire(True, left)
            finally:
                if not woken:
                    self._withdraw(waiter)

    def put_nowait(self, item):
        return self.put(item)

    def get_nowait(self):
        return self.get(False)

    def empty(self):
        return len(self._items) == 0

    def qsize(self):
        return len(self._items)

    __class_getitem__ = classmethod(types.GenericAlias)


SimpleQueue.__module__ = Empty.__module__ = "_queue"
