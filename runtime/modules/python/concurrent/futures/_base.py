"""Futures, what waits for them, and what executors have in common."""
import collections
import sys as _sys
import threading
import time

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"                            # by cancel()
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"  # an executor has seen it
FINISHED = "FINISHED"
_shown = {PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled",
          CANCELLED_AND_NOTIFIED: "cancelled", FINISHED: "finished"}
_DONE = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)


class Error(Exception):
    """Base class of this module's own exceptions."""


class CancelledError(Error):
    """The future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """A future is not, or already, done."""


class BrokenExecutor(RuntimeError):
    """The executor can take no more work."""


def _report(message, error):
    """Tells of an exception that nobody can catch: to the program's log, if it has one."""
    logging = _sys.modules.get("logging")
    if logging is not None:
        logging.getLogger("concurrent.futures").critical(message, exc_info=error)
        return
    stderr = _sys.stderr
    if stderr is not None:
        stderr.write(message + "\n")
        _sys.excepthook(type(error), error, error.__traceback__)


class Future:
    """The result of a call that may not have been made yet. All methods are thread-safe."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._done_callbacks = []
        self._waiters = []   # called with the future once it is done, under its condition

    def _call(self, callback):
        try:
            callback(self)
        except Exception as error:
            _report("exception calling callback for %r" % self, error)

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _tell_waiters(self):
        for waiter in self._waiters:
            waiter(self)
        self._condition.notify_all()

    def __repr__(self):
        with self._condition:
            text = "<%s at %#x state=%s" % (self.__class__.__name__, id(self), _shown[self._state])
            if self._state != FINISHED:
                return text + ">"
            if self._exception:
                return text + " raised %s>" % self._exception.__class__.__name__
            return text + " returned %s>" % self._result.__class__.__name__

    def cancel(self):
        """Cancels the call unless it runs or has run already; tells whether it is cancelled."""
        with self._condition:
            if self._state != PENDING:
                return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == RUNNING

    def done(self):
        with self._condition:
            return self._state in _DONE

    def add_done_callback(self, fn):
        """fn(future) is called when the future is done: by whoever ends it, or now."""
        with self._condition:
            if self._state not in _DONE:
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _wait_done(self, timeout):
        if self._state not in _DONE:
            self._condition.wait_for(lambda: self._state in _DONE, timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        try:
            with self._condition:
                self._wait_done(timeout)
                if self._exception:
                    raise self._exception
                return self._result
        finally:
            self = None  # the exception's traceback must not keep the future alive

    def exception(self, timeout=None):
        with self._condition:
            self._wait_done(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        """For executors: False when the call was cancelled and must not be made."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                self._tell_waiters()
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            if _sys.stderr is not None:
                _sys.stderr.write("Future %s in unexpected state: %s\n" % (id(self), self._state))
            raise RuntimeError("Future in unexpected state")

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError("%s: %r" % (self._state, self))
            self._result = result
            self._exception = exception
            self._state = FINISHED
            self._tell_waiters()
        self._invoke_callbacks()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)

    __class_getitem__ = classmethod(type(list[int]))


DoneAndNotDoneFutures = collections.namedtuple("DoneAndNotDoneFutures", "done not_done")


class _Watch:
    """Counts down as futures end: `enough` is set when return_when is fulfilled. Futures that are
    added must be unfinished when add() returns True."""

    def __init__(self, return_when):
        self.enough = threading.Event()
        self.return_when = return_when
        self.left = 0
        self.lock = threading.Lock()

    def add(self, future):
        """False: the future is done. An executor has to have seen a cancelled one."""
        with future._condition:
            if future._state in (CANCELLED_AND_NOTIFIED, FINISHED):
                return False
            self.left += 1
            future._waiters.append(self.ended)
            return True

    def ended(self, future):
        with self.lock:
            self.left -= 1
            if self.left == 0 or self.return_when == FIRST_COMPLETED or (
                    self.return_when == FIRST_EXCEPTION and future._state == FINISHED
                    and future._exception is not None):
                self.enough.set()

    def forget(self, futures):
        for future in futures:
            with future._condition:
                if self.ended in future._waiters:
                    future._waiters.remove(self.ended)


def _is_done(future):
    return future._state in (CANCELLED_AND_NOTIFIED, FINISHED)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits until the futures are done (or the first of them); a named pair of sets."""
    fs = set(fs)
    watch = _Watch(return_when)
    with watch.lock:
        open_ones = [future for future in fs if watch.add(future)]
    done = fs - set(open_ones)
    if return_when == FIRST_COMPLETED:
        satisfied = bool(done)
    elif return_when == FIRST_EXCEPTION:
        satisfied = any(f._state == FINISHED and f._exception is not None for f in done)
    elif return_when == ALL_COMPLETED:
        satisfied = False
    else:
        watch.forget(open_ones)
        raise ValueError("Invalid return condition: %r" % return_when)
    try:
        if open_ones and not satisfied:
            watch.enough.wait(timeout)
    finally:
        watch.forget(open_ones)
    done |= {future for future in open_ones if _is_done(future)}
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    """Yields the futures as they end."""
    end = None if timeout is None else timeout + time.monotonic()
    fs = set(fs)
    total = len(fs)
    ready, arrived = collections.deque(), threading.Semaphore(0)

    def ended(future):
        ready.append(future)
        arrived.release()

    for future in fs:
        with future._condition:
            if _is_done(future):
                ready.append(future)
                arrived.release()
            else:
                future._waiters.append(ended)
    try:
        for number in range(total):
            left = None
            if end is not None:
                left = max(end - time.monotonic(), 0)
            if not arrived.acquire(timeout=left):
                raise TimeoutError("%d (of %d) futures unfinished" % (total - number, total))
            future = ready.popleft()
            fs.discard(future)
            yield future
            future = None
    finally:
        for future in fs:
            with future._condition:
                if ended in future._waiters:
                    future._waiters.remove(ended)


def _result_or_cancel(future, timeout=None):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        future = None


class Executor:
    """What executors have in common."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Results in the order of the arguments; all calls are submitted at once."""
        end = None if timeout is None else timeout + time.monotonic()
        fs = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                fs.reverse()
                while fs:
                    left = None if end is None else end - time.monotonic()
                    yield _result_or_cancel(fs.pop(), left)
            finally:
                for future in fs:
                    future.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
