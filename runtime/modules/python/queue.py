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
    """First in, first out; put() waits while `maxsize` items are in (0: no limit)."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = threading.Lock()
        self.not_empty = threading.Condition(self.mutex)
        self.not_full = threading.Condition(self.mutex)
        self.all_tasks_done = threading.Condition(self.mutex)
        self.unfinished_tasks = 0

    def task_done(self):
        with self.all_tasks_done:
            left = self.unfinished_tasks - 1
            if left <= 0:
                if left < 0:
                    raise ValueError("task_done() called too many times")
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = left

    def join(self):
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        with self.mutex:
            return self._qsize()

    def empty(self):
        with self.mutex:
            return not self._qsize()

    def full(self):
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        with self.not_full:
            if self.maxsize > 0:
                if not block:
                    if self._qsize() >= self.maxsize:
                        raise Full
                elif timeout is None:
                    while self._qsize() >= self.maxsize:
                        self.not_full.wait()
                elif timeout < 0:
                    raise ValueError("'timeout' must be a non-negative number")
                else:
                    end = time() + timeout
                    while self._qsize() >= self.maxsize:
                        left = end - time()
                        if left <= 0.0:
                            raise Full
                        self.not_full.wait(left)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        with self.not_empty:
            if not block:
                if not self._qsize():
                    raise Empty
            elif timeout is None:
                while not self._qsize():
                    self.not_empty.wait()
            elif timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            else:
                end = time() + timeout
                while not self._qsize():
                    left = end - time()
                    if left <= 0.0:
                        raise Empty
                    self.not_empty.wait(left)
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        return self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    __class_getitem__ = classmethod(types.GenericAlias)


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        self.queue.append(item)

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
