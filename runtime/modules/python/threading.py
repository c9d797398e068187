"""Threads for programs: Thread, locks, conditions, semaphores, events, barriers, timers.

Thread, Lock, RLock and local rest on `_thread`; the others are built from locks, as their methods'
texts say. All are safe to share between threads.
"""
import _thread
import sys as _sys
from time import monotonic as _time
from collections import deque as _deque
from itertools import count as _count

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread",
           "TIMEOUT_MAX", "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread",
           "Barrier", "BrokenBarrierError", "Timer", "ThreadError", "ExceptHookArgs",
           "settrace", "setprofile", "local", "stack_size", "excepthook", "get_native_id",
           "getprofile", "gettrace"]

Lock = _thread.allocate_lock
RLock = _thread.RLock
local = _thread._local
get_ident = _thread.get_ident
get_native_id = _thread.get_native_id
stack_size = _thread.stack_size
ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX

_active_lock = _thread.allocate_lock()
_active = {}       # identity -> Thread, guarded by _active_lock
_limbo = set()     # threads that are being started, guarded by _active_lock
_number = _count(1)
_trace_hook = None
_profile_hook = None


def _deprecated(name, advice, function):
    """What a name in camel case stands for: `function`, with a warning that tells the newer way."""
    def renamed(*args):
        import warnings
        warnings.warn(f"{name}() is deprecated, {advice} instead", DeprecationWarning, stacklevel=2)
        return function(*args)
    renamed.__name__ = name
    return renamed


def _place(thing):
    """How reprs say which object it is."""
    cls = type(thing)
    return f"{cls.__module__}.{cls.__qualname__} at {id(thing):#x}"


def settrace(func):
    global _trace_hook
    _trace_hook = func


def gettrace():
    return _trace_hook


def setprofile(func):
    global _profile_hook
    _profile_hook = func


def getprofile():
    return _profile_hook


class Condition:
    """A lock with a queue of waiters, each of whom sleeps on a lock of its own."""

    def __init__(self, lock=None):
        self._lock = lock = RLock() if lock is None else lock
        self._waiters = _deque()
        self.acquire, self.release = lock.acquire, lock.release
        # A lock that can be held several times over gives itself up, and takes itself back, at once.
        for name in ("_release_save", "_acquire_restore", "_is_owned"):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, type=None, value=None, traceback=None):
        # No *args here: a tuple for them may find no memory, and the lock would stay held.
        return self._lock.__exit__(type, value, traceback)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, len(self._waiters))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = _thread.allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        woken = False
        try:
            if timeout is None:
                waiter.acquire()
                woken = True
            elif timeout > 0:
                woken = waiter.acquire(True, timeout)
            else:
                woken = waiter.acquire(False)
            return woken
        finally:
            self._acquire_restore(state)
            if not woken:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Waits until the predicate holds; gives what it gave last."""
        left, end = timeout, None
        while not (result := predicate()):
            if timeout is not None:
                now = _time()
                end = now + timeout if end is None else end  # counted from the first wait on
                left = end - now
                if left <= 0:
                    break
            self.wait(left)
        return result

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            waiter = waiters.popleft()
            try:
                waiter.release()
            except RuntimeError:
                continue
            n -= 1

    def notify_all(self):
        self.notify(len(self._waiters))

    notifyAll = _deprecated("notifyAll", "use notify_all()", lambda self: self.notify_all())


class Semaphore:
    """A counter that acquire() takes from and release() gives to."""

    _initial_value = None  # a bound for the counter, if it has one

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        bound = "" if self._initial_value is None else f"/{self._initial_value}"
        return f"<{_place(self)}: value={self._value}{bound}>"

    def _available(self):
        return self._value > 0

    def acquire(self, blocking=True, timeout=None):
        if not blocking:
            if timeout is not None:
                raise ValueError("can't specify timeout for non-blocking acquire")
            timeout = 0
        with self._cond:
            if self._value == 0 and not self._cond.wait_for(self._available, timeout):
                return False
            self._value -= 1
            return True

    __enter__ = acquire

    def __exit__(self, kind, value, traceback):
        self.release()

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            total = self._value + n
            if self._initial_value is not None and total > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value = total
            self._cond.notify(n)


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to grow beyond its first value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._flag = False
        self._cond = Condition(Lock())

    def __repr__(self):
        return f"<{_place(self)}: {'set' if self._flag else 'unset'}>"

    def is_set(self):
        return self._flag

    isSet = _deprecated("isSet", "use is_set()", lambda self: self.is_set())

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    pass


class _Round:
    """One meeting at a barrier. Its fields change under the barrier's lock: `passed` becomes True when
    all have come, or False when it is broken, and stays so."""

    __slots__ = ("arrived", "passed")

    def __init__(self):
        self.arrived = 0
        self.passed = None


class Barrier:
    """Lets `parties` threads go on together, round after round.

    A round is an object to which its threads hold on. So those of the next round may come while the
    threads of the last are still waking up, and a reset has only to begin a new round.
    """

    def __init__(self, parties, action=None, timeout=None):
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._cond = Condition(Lock())
        self._round = _Round()  # the one that threads join now; replaced under the lock

    def __repr__(self):
        status = "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}"
        return f"<{_place(self)}: {status}>"

    def wait(self, timeout=None):
        """Waits for the others; gives each thread of a round a number of its own, from 0 on."""
        with self._cond:
            here = self._round
            if here.passed is False:
                raise BrokenBarrierError
            index = here.arrived
            here.arrived += 1
            if here.arrived == self._parties:
                self._complete(here)
            else:
                self._await(here, self._timeout if timeout is None else timeout)
            return index

    def _complete(self, here):
        try:
            if self._action:
                self._action()
            following = _Round()
            self._end(here, True)
            self._round = following
        except BaseException:
            self._end(here, False)
            raise

    def _await(self, here, timeout):
        try:
            ended = self._cond.wait_for(lambda: here.passed is not None, timeout)
        except BaseException:
            here.arrived -= 1  # an exception from outside: this thread does not wait any more
            raise
        if not ended:
            self._end(here, False)
        if not here.passed:
            raise BrokenBarrierError

    def _end(self, here, passed):
        here.passed = passed
        self._cond.notify_all()

    def reset(self):
        """Begins anew; for those who wait the barrier is broken."""
        with self._cond:
            following = _Round()
            self._end(self._round, False)
            self._round = following

    def abort(self):
        """Breaks the barrier, for those who wait and those who come, until it is reset."""
        with self._cond:
            self._end(self._round, False)

    @property
    def parties(self):
        """How many threads a round needs."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads have come to this round."""
        here = self._round
        return here.arrived if here.passed is None else 0

    @property
    def broken(self):
        """Whether the barrier is broken."""
        return self._round.passed is False


class ExceptHookArgs(tuple):
    """What threading.excepthook gets: exc_type, exc_value, exc_traceback, thread."""

    def __new__(cls, sequence):
        try:
            fields = tuple(sequence)
        except TypeError:
            raise TypeError("constructor requires a sequence") from None
        if len(fields) != 4:
            raise TypeError("_thread._ExceptHookArgs() takes a 4-sequence (%d-sequence given)"
                            % len(fields))
        return super().__new__(cls, fields)

    def __repr__(self):
        return ("_thread._ExceptHookArgs(exc_type=%r, exc_value=%r, exc_traceback=%r, thread=%r)"
                % (self[0], self[1], self[2], self[3]))

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


ExceptHookArgs.__name__ = ExceptHookArgs.__qualname__ = "_ExceptHookArgs"
ExceptHookArgs.__module__ = "_thread"


def _announce(line):
    """Writes a line before a traceback, at once; False if there is no standard error."""
    stream = _sys.stderr
    if stream is None:
        return False
    stream.write(line + "\n")
    stream.flush()
    return True


def excepthook(args, /):
    """Tells of an exception that ended a thread; SystemExit just ends it."""
    if args.exc_type is not SystemExit:
        name = get_ident() if args.thread is None else args.thread.name
        if _announce(f"Exception in thread {name}:"):
            _sys.excepthook(args.exc_type, args.exc_value, args.exc_traceback)


__excepthook__ = excepthook


def _held_lock():
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock


class Thread:
    """Runs `target(*args, **kwargs)` on a native thread of its own, in parallel with all others."""

    _initialized = False  # until __init__ has run, which a subclass may forget to call

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name is None:
            name = f"Thread-{next(_number)}"
            called = getattr(target, "__name__", None)
            if called is not None:
                name += f" ({called})"
        daemonic = current_thread().daemon if daemon is None else bool(daemon)
        self._set_up(str(name), daemonic, target, args, {} if kwargs is None else kwargs)
        self._gate = _held_lock()    # given back when the new thread has listed itself

    def _set_up(self, name, daemonic, target=None, args=(), kwargs={}):
        self._name = name
        self._daemonic = daemonic
        self._target, self._args, self._kwargs = target, args, kwargs
        self._ident = self._native_id = None
        if excepthook is None:
            raise RuntimeError("threading.excepthook is None")
        self._hook = excepthook      # for the time after somebody has set threading.excepthook to None
        self._started = Event()
        self._done = _held_lock()    # given back when the native thread ends
        self._stopped = False
        self._initialized = True

    def _set_up_running(self, name, daemonic):
        """Makes this object stand for the calling thread, which runs already."""
        self._set_up(name, daemonic)
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._started.set()
        with _active_lock:
            _active[self._ident] = self

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "stopped" if self._stopped else "started"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += " %s" % self._ident
        return "<%s(%s, %s)>" % (self.__class__.__name__, self._name, status)

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set() or self._ident is not None:
            raise RuntimeError("threads can only be started once")
        with _active_lock:
            _limbo.add(self)
        try:
            _thread._start_joinable(self._bootstrap, self._gate, self._done)
        except Exception:
            with _active_lock:
                _limbo.discard(self)
            raise
        self._gate.acquire()
        if not self._started.is_set():  # it ended before it could say so: memory ran out
            with _active_lock:
                _limbo.discard(self)
            raise RuntimeError("can't start new thread")

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        """What the native thread calls. Wherever it fails, the thread is no longer listed."""
        self._ident = get_ident()
        self._native_id = get_native_id()
        try:
            with _active_lock:
                _active[self._ident] = self
                _limbo.discard(self)
            self._started.set()
            self._gate.release()
            self._run_and_report()
        finally:
            with _active_lock:
                _active.pop(self._ident, None)
            self._stopped = True  # the end of the native thread gives _done back

    def _run_and_report(self):
        try:
            if _trace_hook:
                _sys.settrace(_trace_hook)
            if _profile_hook:
                _sys.setprofile(_profile_hook)
            self.run()
        except BaseException as error:
            try:
                hook = self._hook if excepthook is None else excepthook
                hook(ExceptHookArgs([type(error), error, error.__traceback__, self]))
            except BaseException as second:
                second.__suppress_context__ = True  # what ended the thread was the hook's to tell
                _announce("Exception in threading.excepthook:")
                _sys.excepthook(type(second), second, second.__traceback__)

    def join(self, timeout=None):
        """Waits until the thread has ended, or until the time is over."""
        wrong = ("Thread.__init__() not called" if not self._initialized else
                 "cannot join thread before it is started" if not self._started.is_set() else
                 "cannot join current thread" if self is current_thread() else None)
        if wrong:
            raise RuntimeError(wrong)
        if not self._stopped and self._done.acquire(True, -1 if timeout is None else max(timeout, 0)):
            self._stopped = True
            self._done.release()

    def is_alive(self):
        """Whether the thread has begun and not ended."""
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not self._stopped

    def _read(field, meaning):
        def read(self):
            assert self._initialized, "Thread.__init__() not called"
            return getattr(self, field)
        return property(read, doc=meaning)

    ident = _read("_ident", "The number that get_ident() gives in the thread, None before it is started.")
    native_id = _read("_native_id", "The system's number of the thread, None before it is started.")
    name = _read("_name", "A text for reprs and messages.")
    daemon = _read("_daemonic", "Whether the program may end while the thread runs.")
    del _read

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    getName = _deprecated("getName", "get the name attribute", lambda self: self.name)
    setName = _deprecated("setName", "set the name attribute",
                          lambda self, name: setattr(self, "name", name))
    isDaemon = _deprecated("isDaemon", "get the daemon attribute", lambda self: self.daemon)
    setDaemon = _deprecated("setDaemon", "set the daemon attribute",
                            lambda self, daemonic: setattr(self, "daemon", daemonic))


class Timer(Thread):
    """Calls a function after some seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Ends the wait without the call."""
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
            self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        self._set_up_running("MainThread", False)


class _DummyThread(Thread):
    """Stands for a thread that this module did not start."""

    def __init__(self):
        self._set_up_running(f"Dummy-{next(_number)}", True)

    def is_alive(self):
        return True

    def join(self, timeout=None):
        raise AssertionError("cannot join a dummy thread")


_main_thread = _MainThread()


def current_thread():
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


currentThread = _deprecated("currentThread", "use current_thread()", current_thread)


def main_thread():
    return _main_thread


def enumerate():
    with _active_lock:
        return list(_active.values()) + list(_limbo)


def active_count():
    with _active_lock:
        return len(_active) + len(_limbo)


activeCount = _deprecated("activeCount", "use active_count()", active_count)


_at_shutdown = []
_shutting_down = False


def _register_atexit(func, *args, **kwargs):
    if _shutting_down:
        raise RuntimeError("can't register atexit after shutdown")
    _at_shutdown.append(lambda: func(*args, **kwargs))


def _shutdown():
    """Waits for all threads that are no daemons; called when the main program has ended."""
    global _shutting_down
    if _shutting_down:
        return
    _shutting_down = True
    _main_thread._stopped = True
    _main_thread._done.release()  # for those who join it
    for func in reversed(_at_shutdown):
        func()
    while True:
        # Those in _limbo are awaited by whoever starts them: a thread of this list, or a daemon.
        with _active_lock:
            waiting = [thread for thread in _active.values()
                       if not thread._daemonic and thread is not _main_thread]
        if not waiting:
            return
        for thread in waiting:
            thread._done.acquire()
            thread._done.release()
            with _active_lock:
                _active.pop(thread._ident, None)  # an exception from outside may have prevented it
