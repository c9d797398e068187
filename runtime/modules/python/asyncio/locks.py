"""Locks between the tasks of one loop; none of them is for threads."""
import collections

from asyncio.futures import CancelledError
from asyncio.loop import get_running_loop


class BrokenBarrierError(RuntimeError):
    """Somebody gave up the barrier that this task waits at."""


class _Waiting:
    """Futures of the tasks that wait, first come first served."""

    def __init__(self):
        self._waiters = collections.deque()

    async def _wait(self):
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            self._waiters.remove(waiter)

    def _wake(self, count=1):
        for waiter in self._waiters:
            if count == 0:
                break
            if not waiter.done():
                waiter.set_result(True)
                count -= 1

    def _shown(self, state):
        extra = f'{state}, waiters:{len(self._waiters)}' if self._waiters else state
        return f'<{type(self).__module__}.{type(self).__qualname__} object at {id(self):#x} [{extra}]>'


class _Entered:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, *exception):
        self.release()


class Lock(_Entered, _Waiting):
    """One task at a time."""

    def __init__(self):
        super().__init__()
        self._locked = False

    def __repr__(self):
        return self._shown('locked' if self._locked else 'unlocked')

    def locked(self):
        return self._locked

    async def acquire(self):
        if not self._locked and all(waiter.cancelled() for waiter in self._waiters):
            self._locked = True
            return True
        try:
            await self._wait()
        except CancelledError:
            if not self._locked:
                self._wake()
            raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        self._wake()


class Event(_Waiting):
    """A flag that tasks wait for."""

    def __init__(self):
        super().__init__()
        self._value = False

    def __repr__(self):
        return self._shown('set' if self._value else 'unset')

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            self._wake(len(self._waiters))

    def clear(self):
        self._value = False

    async def wait(self):
        if not self._value:
            await self._wait()
        return True


class Condition(_Entered, _Waiting):
    """Tasks that hold a lock wait for each other's news."""

    def __init__(self, lock=None):
        super().__init__()
        self._lock = lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = lock.locked, lock.acquire, lock.release

    def __repr__(self):
        return self._shown('locked' if self.locked() else 'unlocked')

    async def wait(self):
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self.release()
        try:
            await self._wait()
            return True
        finally:
            cancelled = None
            while True: # the lock must be held again, whatever happens
                try:
                    await self.acquire()
                    break
                except CancelledError as e:
                    cancelled = e
            if cancelled is not None:
                raise cancelled

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        self._wake(n)

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_Entered, _Waiting):
    """So many tasks at a time."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        super().__init__()
        self._value = value

    def __repr__(self):
        return self._shown('locked' if self.locked() else f'unlocked, value:{self._value}')

    def locked(self):
        return self._value == 0 or any(not waiter.cancelled() for waiter in self._waiters)

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        except CancelledError:
            if not waiter.cancelled(): # it was handed over already
                self._value += 1
            raise
        finally:
            self._waiters.remove(waiter)
            self._hand_over()
        return True

    def _hand_over(self):
        for waiter in self._waiters:
            if self._value == 0:
                break
            if not waiter.done():
                self._value -= 1
                waiter.set_result(True)

    def release(self):
        self._value += 1
        self._hand_over()


class BoundedSemaphore(Semaphore):
    """A Semaphore that is not released more often than it was acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value

    def release(self):
        if self._value >= self._bound:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()


class Barrier(_Waiting):
    """Tasks that go on when all of them have arrived."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be > 0')
        super().__init__()
        self._parties = parties
        self._inside = 0
        self._broken = False

    parties = property(lambda self: self._parties)
    n_waiting = property(lambda self: len(self._waiters))
    broken = property(lambda self: self._broken)

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *exception):
        pass

    async def wait(self):
        if self._broken:
            raise BrokenBarrierError('Barrier aborted')
        place = self._inside
        self._inside += 1
        if self._inside == self._parties:
            self._inside = 0
            self._wake(len(self._waiters))
            return place
        try:
            await self._wait()
        except CancelledError:
            self._inside -= 1
            raise
        if self._broken:
            raise BrokenBarrierError('Abort or reset of barrier')
        return place

    async def reset(self):
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_exception(BrokenBarrierError('Abort or reset of barrier'))
        self._inside = 0
        self._broken = False

    async def abort(self):
        self._broken = True
        self._wake(len(self._waiters))
