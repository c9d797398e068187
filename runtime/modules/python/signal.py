"""Signals of the process: handlers in Python, timers, masks.

Handlers run in the main thread, between two of its instructions, whichever thread the system has interrupted.
"""
import enum
import sys

import _signal
from _signal import alarm, pthread_kill, raise_signal, siginterrupt, strsignal
from operator import index

__all__ = ["Handlers", "ITIMER_PROF", "ITIMER_REAL", "ITIMER_VIRTUAL", "ItimerError", "NSIG", "Sigmasks",
           "Signals", "alarm", "default_int_handler", "getitimer", "getsignal", "pause", "pthread_kill",
           "pthread_sigmask", "raise_signal", "set_wakeup_fd", "setitimer", "siginterrupt", "signal",
           "sigpending", "sigwait", "strsignal", "valid_signals"]

NSIG = _signal.NSIG
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2
ItimerError = type("itimer_error", (OSError,), {"__module__": "signal"})

Signals = enum.IntEnum("Signals", {
    "SIGHUP": 1, "SIGINT": 2, "SIGQUIT": 3, "SIGILL": 4, "SIGTRAP": 5, "SIGABRT": 6, "SIGIOT": 6, "SIGBUS": 7,
    "SIGFPE": 8, "SIGKILL": 9, "SIGUSR1": 10, "SIGSEGV": 11, "SIGUSR2": 12, "SIGPIPE": 13, "SIGALRM": 14,
    "SIGTERM": 15, "SIGSTKFLT": 16, "SIGCHLD": 17, "SIGCLD": 17, "SIGCONT": 18, "SIGSTOP": 19, "SIGTSTP": 20,
    "SIGTTIN": 21, "SIGTTOU": 22, "SIGURG": 23, "SIGXCPU": 24, "SIGXFSZ": 25, "SIGVTALRM": 26, "SIGPROF": 27,
    "SIGWINCH": 28, "SIGIO": 29, "SIGPOLL": 29, "SIGPWR": 30, "SIGSYS": 31,
    "SIGRTMIN": _signal.SIGRTMIN, "SIGRTMAX": _signal.SIGRTMAX}, module=__name__)
Handlers = enum.IntEnum("Handlers", {"SIG_DFL": 0, "SIG_IGN": 1}, module=__name__)
Sigmasks = enum.IntEnum("Sigmasks", {"SIG_BLOCK": 0, "SIG_UNBLOCK": 1, "SIG_SETMASK": 2}, module=__name__)
for _kind in (Signals, Handlers, Sigmasks):
    globals().update(_kind.__members__)
    __all__.extend(_kind.__members__)
del _kind


def _as_enum(value, kind):
    try:
        return kind(value)
    except ValueError:
        return value


def default_int_handler(signalnum, frame, /):
    """What SIGINT does by default: it raises KeyboardInterrupt."""
    raise KeyboardInterrupt


def _first_handlers():
    known = {}
    for number in range(1, NSIG):
        try:
            known[number] = (Handlers.SIG_DFL, Handlers.SIG_IGN, None)[_signal.present(number)]
        except (OSError, ValueError):
            continue
    if known.get(2) is None:
        known[2] = default_int_handler  # the runtime's own handler does the same
    return known


_handlers = _first_handlers()


def signal(signalnum, handler, /):
    """Sets what a signal does: SIG_DFL, SIG_IGN or a function of the number and the frame. Gives the one before."""
    if not callable(handler) and handler not in (0, 1):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    number = index(signalnum)
    before = _handlers.get(number)
    _signal.install(number, 2 if callable(handler) else int(handler))
    _handlers[number] = handler if callable(handler) else Handlers(handler)
    return before


def getsignal(signalnum, /):
    """What a signal does; None if something outside Python has decided it."""
    number = index(signalnum)
    if not 1 <= number < NSIG:
        raise ValueError("signal number out of range")
    return _handlers.get(number)


def _run_handler(number):
    """Called in the main thread at a safepoint after a signal has come."""
    for came in _waiting:
        came.append(number)
    handler = _handlers.get(number)
    if callable(handler):
        handler(number, sys._getframe(1))


def pause():
    """Waits until a signal has been handled."""
    import threading
    came = []
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("pause only works in main thread")
    _waiting.append(came)
    try:
        while not came:
            _signal.wait()
    finally:
        _waiting.remove(came)


_waiting = []


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    """Lets each signal write its number to a descriptor too; -1 ends that. Gives the one before."""
    return _signal.set_wakeup_fd(fd)


def setitimer(which, seconds, interval=0.0, /):
    """Starts a timer that sends a signal in some seconds, and then each `interval`. Gives the state before."""
    try:
        return _signal.setitimer(which, seconds, interval)
    except OSError as error:
        raise ItimerError(*error.args) from None


def getitimer(which, /):
    """(seconds left, interval) of a timer."""
    try:
        return _signal.getitimer(which)
    except OSError as error:
        raise ItimerError(*error.args) from None


def valid_signals():
    """The numbers that functions of this module accept."""
    reserved = set(range(Signals.SIGSYS + 1, Signals.SIGRTMIN))  # kept by the C library
    return {_as_enum(number, Signals) for number in range(1, NSIG) if number not in reserved}


def pthread_sigmask(how, mask, /):
    """Changes which signals this thread holds back; gives those before."""
    return {_as_enum(number, Signals) for number in _signal.pthread_sigmask(int(how), mask)}


def sigpending():
    return {_as_enum(number, Signals) for number in _signal.sigpending()}


def sigwait(sigset, /):
    """Waits for one of the signals, which must be held back, and takes it."""
    return _as_enum(_signal.sigwait(sigset), Signals)
