"""Queues between the tasks of one loop."""
import collections
import heapq

from asyncio.locks import Event
from asyncio.loop import get_running_loop


class QueueEmpty(Exception):
    """There is nothing to get now."""


class QueueFull(Exception):
    """There is no room now."""


class Queue:
    """First in, first out; put() waits while there are maxsize items, when that is above zero."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = collections.deque()
        self._putters = collections.deque()
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()
        self._init(maxsize)

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)

    def _init(self, maxsize):
        self._queue = collections.deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    def _parts(self):
        shown = f'maxsize={self._maxsize!r}'
        if self._queue:
            shown += f' _queue={list(self._queue)!r}'
        if self._getters:
            shown += f' _getters[{len(self._getters)}]'
        if self._putters:
            shown += f' _putters[{len(self._putters)}]'
        if self._unfinished:
            shown += f' tasks={self._unfinished}'
        return shown

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x} {self._parts()}>'

    def __str__(self):
        return f'<{type(self).__name__} {self._parts()}>'

    maxsize = property(lambda self: self._maxsize)

    def qsize(self):
        return len(self._queue)

    def empty(self):
        return not self._queue

    def full(self):
        return self._maxsize > 0 and self.qsize() >= self._maxsize

    @staticmethod
    def _wake(waiters):
        while waiters:
            waiter = waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                break

    async def _wait_while(self, condition, waiters):
        while condition():
            waiter = get_running_loop().create_future()
            waiters.append(waiter)
            try:
                await waiter
            except BaseException:
                if waiter in waiters:
                    waiters.remove(waiter)
                if not condition() and not waiter.cancelled():
                    self._wake(waiters) # this one was woken in vain: the next one may go on
                raise

    async def put(self, item):
        await self._wait_while(self.full, self._putters)
        self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._finished.clear()
        self._wake(self._getters)

    async def get(self):
        await self._wait_while(self.empty, self._getters)
        return self.get_nowait()

    def get_nowait(self):
        if self.empty():
            raise QueueEmpty
        item = self._get()
        self._wake(self._putters)
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished > 0:
            await self._finished.wait()


class PriorityQueue(Queue):
    """The least item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
