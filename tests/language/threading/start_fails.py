"""A thread that ends before it could say that it started: start() tells, and nothing waits for ever."""
import sys
import threading

threading.excepthook = lambda args: None


class Unstartable(threading.Thread):
    def _bootstrap(self):
        raise SystemExit


thread = Unstartable()
try:
    if sys.implementation.name == "weft":
        thread.start()
    else:
        raise RuntimeError("can't start new thread")  # CPython 3.11 waits for ever here
except RuntimeError as error:
    print(error)
later = threading.Thread(target=print, args=("another one runs",))
later.start()
later.join()
print(later.is_alive(), threading.active_count())
