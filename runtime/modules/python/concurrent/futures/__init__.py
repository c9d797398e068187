"""Futures and the thread pool: ThreadPoolExecutor, wait, as_completed."""
import queue as _queue
import threading as _threading
import time as _time
from itertools import count as _count

__all__ = ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError",
           "BrokenExecutor", "InvalidStateError", "Future", "Executor", "wait", "as_completed",
           "ThreadPoolExecutor"]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_PENDING, _RUNNING, _CANCELLED, _NOTIFIED, _FINISHED = (
    "PENDING", "RUNNING", "CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED")
_shown = {_PENDING: "pending", _RUNNING: "running", _CANCELLED: "cancelled",
          _NOTIFIED: "cancelled", _FINISHED: "finished"}


class Error(Exception):
    """Base class of this module's own exceptions."""


class CancelledError(Error):
    """The future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """The executor can take no more work."""


class BrokenThreadPool(BrokenExecutor):
    """A worker's initializer failed."""


class Future:
    """The result of a call that may not have been made yet. All methods are thread-safe."""

    def __init__(self):
        self._condition = _threading.Condition()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._callbacks = []

    def __repr__(self):
        with self._condition:
            name = self.__class__.__name__
            if self._state == _FINISHED:
                if self._exception:
                    return "<%s at %#x state=%s raised %s>" % (
                        name, id(self), _shown[self._state], self._exception.__class__.__name__)
                return "<%s at %#x state=%s returned %s>" % (
                    name, id(self), _shown[self._state], self._result.__class__.__name__)
            return "<%s at %#x state=%s>" % (name, id(self), _shown[self._state])

    def _run_callbacks(self):
        for callback in self._callbacks:
            try:
                callback(self)
            except Exception as error:
                import sys
                sys.excepthook(type(error), error, error.__traceback__)

    def cancel(self):
        with self._condition:
            if self._state in (_RUNNING, _FINISHED):
                return False
            if self._state in (_CANCELLED, _NOTIFIED):
                return True
            self._state = _CANCELLED
            self._condition.notify_all()
        self._run_callbacks()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (_CANCELLED, _NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == _RUNNING

    def done(self):
        with self._condition:
            return self._state in (_CANCELLED, _NOTIFIED, _FINISHED)

    def _get(self):
        if self._exception:
            try:
                raise self._exception
            finally:
                self = None
        return self._result

    def add_done_callback(self, fn):
        with self._condition:
            if self._state not in (_CANCELLED, _NOTIFIED, _FINISHED):
                self._callbacks.append(fn)
                return
        try:
            fn(self)
        except Exception as error:
            import sys
            sys.excepthook(type(error), error, error.__traceback__)

    def _wait(self, timeout):
        if self._state not in (_CANCELLED, _NOTIFIED, _FINISHED):
            self._condition.wait_for(
                lambda: self._state in (_CANCELLED, _NOTIFIED, _FINISHED), timeout)
        if self._state in (_CANCELLED, _NOTIFIED):
            raise CancelledError()
        if self._state != _FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        with self._condition:
            self._wait(timeout)
            return self._get()

    def exception(self, timeout=None):
        with self._condition:
            self._wait(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == _CANCELLED:
                self._state = _NOTIFIED
                self._condition.notify_all()
                return False
            if self._state == _PENDING:
                self._state = _RUNNING
                return True
            raise RuntimeError("Future in unexpected state")

    def _set(self, result, exception):
        with self._condition:
            if self._state in (_CANCELLED, _NOTIFIED, _FINISHED):
                raise InvalidStateError("%s: %r" % (self._state, self))
            self._result = result
            self._exception = exception
            self._state = _FINISHED
            self._condition.notify_all()
        self._run_callbacks()

    def set_result(self, result):
        self._set(result, None)

    def set_exception(self, exception):
        self._set(None, exception)


class DoneAndNotDoneFutures(tuple):
    """What wait() returns: a pair with names."""

    def __new__(cls, done, not_done):
        return super().__new__(cls, (done, not_done))

    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])

    def __repr__(self):
        return "DoneAndNotDoneFutures(done=%r, not_done=%r)" % (self[0], self[1])


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    changed = _threading.Condition()

    def enough():
        done = [f for f in fs if f.done()]
        if return_when == FIRST_COMPLETED and done:
            return True
        if return_when == FIRST_EXCEPTION and any(
                not f.cancelled() and f.exception() is not None for f in done):
            return True
        return len(done) == len(fs)

    def wake(future):
        with changed:
            changed.notify_all()

    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError("Invalid return condition: %r" % return_when)
    for future in fs:
        future.add_done_callback(wake)
    with changed:
        changed.wait_for(enough, timeout)
    done = {f for f in fs if f.done()}
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    end = None if timeout is None else _time.monotonic() + timeout
    fs = set(fs)
    total = len(fs)
    finished = _queue.SimpleQueue()
    for future in fs:
        future.add_done_callback(finished.put)
    for number in range(total):
        left = None
        if end is not None:
            left = end - _time.monotonic()
            if left < 0:
                left = 0
        try:
            yield finished.get(True, left) if left is None or left > 0 else finished.get(False)
        except _queue.Empty:
            raise TimeoutError("%d (of %d) futures unfinished" % (total - number, total)) from None


class Executor:
    """What executors have in common."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = None if timeout is None else timeout + _time.monotonic()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    if end is None:
                        yield futures.pop().result()
                    else:
                        yield futures.pop().result(end - _time.monotonic())
            finally:
                for future in futures:
                    future.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


_live_pools = []
_live_lock = _threading.Lock()


def _at_exit():
    with _live_lock:
        pools = list(_live_pools)
    for pool in pools:
        pool.shutdown(wait=True)


_threading._register_atexit(_at_exit)


class ThreadPoolExecutor(Executor):
    """Runs calls on at most `max_workers` threads, which are started as they are needed."""

    _counter = _count().__next__

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            import os
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._queue = _queue.SimpleQueue()
        self._idle = _threading.Semaphore(0)
        self._threads = []
        self._broken = False
        self._shutdown = False
        self._lock = _threading.Lock()
        self._prefix = thread_name_prefix or "ThreadPoolExecutor-%d" % self._counter()
        self._initializer = initializer
        self._initargs = initargs
        with _live_lock:
            _live_pools.append(self)

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            self._queue.put((future, fn, args, kwargs))
            if not self._idle.acquire(False) and len(self._threads) < self._max_workers:
                thread = _threading.Thread(
                    name="%s_%d" % (self._prefix, len(self._threads)), target=self._work)
                self._threads.append(thread)
                thread.daemon = True
                thread.start()
            return future

    def _work(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException as error:
                import sys
                sys.excepthook(type(error), error, error.__traceback__)
                self._fail()
                return
        while True:
            try:
                task = self._queue.get(False)
            except _queue.Empty:
                self._idle.release()
                task = self._queue.get()
            if task is None:
                self._queue.put(None)
                return
            future, fn, args, kwargs = task
            task = None
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)
            future = fn = args = kwargs = result = None

    def _fail(self):
        with self._lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            while True:
                try:
                    task = self._queue.get_nowait()
                except _queue.Empty:
                    break
                if task is not None:
                    task[0].set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        task = self._queue.get_nowait()
                    except _queue.Empty:
                        break
                    if task is not None:
                        task[0].cancel()
            self._queue.put(None)
        with _live_lock:
            if self in _live_pools:
                _live_pools.remove(self)
        if wait:
            for thread in self._threads:
                thread.join()
