"""threading.Thread: names, states, errors, daemon flags, exception hooks."""
import threading
import sys


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except BaseException as error:
        return "%s: %s" % (type(error).__name__, error)


main = threading.current_thread()
print(main is threading.main_thread(), main.name, main.daemon, main.is_alive(), main.ident == threading.get_ident())
print(type(main).__name__, repr(main).split(",")[0], repr(main).endswith(">"))
print(threading.active_count(), [t.name for t in threading.enumerate()])


def worker(*args, **kwargs):
    print("worker", args, sorted(kwargs.items()), threading.current_thread().name)


t = threading.Thread(target=worker, args=(1, 2), kwargs={"a": 3})
print(repr(t), t.name, t.ident, t.native_id, t.daemon, t.is_alive())
print(attempt(t.join))
t.start()
t.join()
print(t.is_alive(), t.ident is not None, t.native_id is not None, repr(t) == "<Thread(%s, stopped %d)>" % (t.name, t.ident))
print(attempt(t.start))
print(t.join(), t.join(0), t.join(-1), t.join(timeout=2.5))
print(attempt(lambda: setattr(t, "daemon", True)))
t.name = 17
print(t.name, repr(threading.Thread(name="given", daemon=True)))
print(threading.Thread().name, threading.Thread(target=print).name, threading.Thread(target=lambda: 0).name)
print(attempt(threading.Thread, "group"))
print(attempt(threading.Thread, target=1).name.startswith("Thread-"))


class Own(threading.Thread):
    def __init__(self):
        pass


print(attempt(Own().start), "|", attempt(Own().join))


class Run(threading.Thread):
    def run(self):
        self.seen = (self is threading.current_thread(), self.is_alive(), self in threading.enumerate(),
                     self.ident == threading.get_ident())


r = Run()
r.start()
r.join()
print(r.seen, r in threading.enumerate())


def joins_itself():
    print(attempt(threading.current_thread().join))
    inner = threading.Thread()
    print(inner.daemon)


for daemon in (False, True):
    t = threading.Thread(target=joins_itself, daemon=daemon)
    t.start()
    t.join()

caught = []
threading.excepthook = lambda args: caught.append((args.exc_type.__name__, str(args.exc_value),
                                                   args.thread.name, args.exc_traceback is not None, len(args)))
for what in (ValueError("no"), SystemExit(3), KeyboardInterrupt()):
    def fail():
        raise what
    t = threading.Thread(target=fail, name="failing")
    t.start()
    t.join()
print(caught)
threading.excepthook = threading.__excepthook__
print(threading.excepthook is threading.__excepthook__)
stderr, sys.stderr = sys.stderr, None
t = threading.Thread(target=lambda: 1 // 0)
t.start()
t.join()
sys.stderr = stderr


class Collect:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


sys.stderr = Collect()
t = threading.Thread(target=lambda: 1 // 0, name="divides")
t.start()
t.join()
said, sys.stderr = sys.stderr.text, stderr
print(said.split("\n")[0], "|", said.split("\n")[1], "|", said.rstrip().split("\n")[-1])
threading.excepthook = lambda args: 1 // 0
sys.stderr = Collect()
t = threading.Thread(target=lambda: [][0], name="indexes")
t.start()
t.join()
said, sys.stderr = sys.stderr.text, stderr
print(said.split("\n")[0], "|", said.rstrip().split("\n")[-1])
threading.excepthook = threading.__excepthook__
print(repr(threading.ExceptHookArgs((ValueError, None, None, None))))
print(attempt(threading.ExceptHookArgs, (1, 2)), "|", attempt(threading.ExceptHookArgs, 1))
print(threading.TIMEOUT_MAX, threading.stack_size(), threading.gettrace(), threading.getprofile())
threading.settrace(None)
threading.setprofile(None)
print(attempt(threading.stack_size, 100), "|", attempt(threading.stack_size, -1))
print(threading.stack_size(1 << 20), threading.stack_size(0), threading.stack_size())
print(sorted(n for n in threading.__all__))
import _thread


def unmanaged(out):
    me = threading.current_thread()
    out.append((type(me).__name__, me.name.split("-")[0], me.daemon, me.is_alive(), attempt(me.join)))
    lock.release()


out, lock = [], _thread.allocate_lock()
lock.acquire()
_thread.start_new_thread(unmanaged, (out,))
lock.acquire()
print(out)
print(attempt(_thread.start_new_thread, 1, ()), "|", attempt(_thread.start_new_thread, print, []), "|",
      attempt(_thread.start_new_thread, print, (), 3))
print(attempt(_thread.exit))
timer = threading.Timer(0.01, lambda *a, **k: print("timer", a, k), args=[1], kwargs={"x": 2})
print(timer.interval, timer.args, timer.kwargs, timer.finished.is_set())
timer.start()
timer.join()
print(timer.finished.is_set())
never = threading.Timer(30, print)
never.start()
never.cancel()
never.join()
print(never.finished.is_set(), never.args, never.kwargs)
