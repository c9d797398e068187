# What tells of an exception in a thread, whatever a program does to threading.excepthook; simulated
# interrupts; signals that a program sends to its own threads.
import _thread
import io
import signal
import sys
import threading


def told(action):
    """The lines that a thread writes to standard error, tracebacks left out."""
    kept, sys.stderr = sys.stderr, io.StringIO()
    try:
        thread = threading.Thread(target=action, name="worker")
        thread.start()
        thread.join()
        text = sys.stderr.getvalue()
    finally:
        sys.stderr = kept
    print([line for line in text.splitlines() if line and not line.startswith(("  ", "Traceback"))])


def fails():
    raise ValueError("of the thread")


def leaves():
    raise SystemExit(3)


def broken_hook(args):
    raise KeyError(args.exc_type.__name__)


original = threading.excepthook
told(fails)
told(leaves)
threading.excepthook = lambda args: print("hook:", args.exc_type.__name__, args.thread.name, len(args))
told(fails)
threading.excepthook = broken_hook
told(fails)


def forgets_hook():
    threading.excepthook = None
    fails()


threading.excepthook = original
told(forgets_hook)
try:
    threading.Thread(target=fails)
except RuntimeError as error:
    print("RuntimeError:", error)
threading.excepthook = original


class Uninitialized(threading.Thread):
    def __init__(self):
        pass


try:
    repr(Uninitialized())
except AssertionError as error:
    print("AssertionError:", error)

# Timeouts are converted before anything else is looked at.
lock = threading.Lock()
for timeout in (1e20, -1e20, float("nan"), float("inf"), 5, -2):
    for blocking in (True, False):
        try:
            print(blocking, timeout, lock.acquire(blocking, timeout))
            lock.release()
        except (ValueError, OverflowError) as error:
            print(blocking, timeout, type(error).__name__, error)

# interrupt_main does what the signal would do.
for wrong in (-1, 0, 65, 1 << 40):
    try:
        _thread.interrupt_main(wrong)
    except (ValueError, OverflowError) as error:
        print("wrong number:", error if wrong < 1 << 40 else "too large")
try:
    _thread.interrupt_main()
    for _ in range(1000):
        pass
except KeyboardInterrupt:
    print("interrupted")
seen = []


def handler(number, frame):
    seen.append(number)


def wait_for_handler(count):
    while len(seen) < count:
        pass


signal.signal(signal.SIGINT, signal.SIG_IGN)
_thread.interrupt_main()
signal.signal(signal.SIGINT, signal.SIG_DFL)
_thread.interrupt_main()
signal.signal(signal.SIGINT, handler)
_thread.interrupt_main()
wait_for_handler(1)
print("handled:", seen, _thread.interrupt_main(signal.SIGTERM))
signal.signal(signal.SIGUSR1, handler)
worker = threading.Thread(target=_thread.interrupt_main, args=(signal.SIGUSR1,))
worker.start()
worker.join()
wait_for_handler(2)
print("from a worker:", seen)

# A signal to oneself is handled before the call that sent it returns.
for send in (lambda: signal.raise_signal(signal.SIGUSR1),
             lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)):
    before = len(seen)
    send()
    print("at once:", len(seen) - before)

# A signal to a thread reaches that thread.
ready = threading.Event()
taken = []


def takes():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
    ready.set()
    taken.append(signal.sigwait([signal.SIGUSR2]))


worker = threading.Thread(target=takes)
worker.start()
ready.wait()
signal.pthread_kill(worker.ident, signal.SIGUSR2)
worker.join()
print(taken, signal.pthread_kill(threading.get_ident(), 0))
for wrong in (0, 65, -3, 1 << 100):
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, [wrong])
    except ValueError as error:
        print(str(error) if wrong < 1 << 100 else "ValueError")
