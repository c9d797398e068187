"""Locks, conditions, semaphores, events, barriers: results, errors and texts."""
import re
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except BaseException as error:
        return "%s: %s" % (type(error).__name__, error)


def shown(v):
    return re.sub(r"0x[0-9a-f]+", "ADDRESS", re.sub(r"owner=\d{2,}", "owner=N", repr(v)))


lock = threading.Lock()
print(shown(lock), lock.locked(), lock.acquire(), lock.locked(), shown(lock), lock.acquire(False))
print(lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.acquire(True, 0), lock.release())
print(attempt(lock.release), "|", attempt(lock.acquire, True, -2), "|", attempt(lock.acquire, False, 1))
print(attempt(lock.acquire, True, 1e20), "|", attempt(lock.acquire, True, "1"), "|", attempt(lock.acquire, 1, 2, 3))
with lock as entered:
    print(entered, lock.locked())
print(lock.locked(), type(lock))
r = threading.RLock()
print(shown(r), r.acquire(), r.acquire(), r._is_owned(), r.release(), r.release(), attempt(r.release))
with r:
    with r as again:
        other = []
        t = threading.Thread(target=lambda: other.append((r.acquire(False), attempt(r.release), r._is_owned())))
        t.start()
        t.join()
        print(again, other, r._is_owned())
print(r._is_owned(), re.sub(r"owner=\d+", "owner=N", shown(r)))

c = threading.Condition()
print(attempt(c.wait), "|", attempt(c.notify), "|", attempt(c.notify_all), "|", shown(c))
with c:
    print(c.wait(0.01), c.wait(0), c.wait_for(lambda: 0, 0.01), c.wait_for(lambda: "yes"), c.notify(), c.notify_all())
own = threading.Condition(lock)
with own:
    print(own.wait(timeout=0.001), lock.locked())
events = []
with c:
    def notifier():
        with c:
            events.append("notified")
            c.notify()
    t = threading.Thread(target=notifier)
    t.start()
    print(c.wait(5), events)
t.join()
with r:
    nested = threading.Condition(r)
    with nested:
        with nested:
            def release_later():
                with nested:
                    nested.notify_all()
            t = threading.Thread(target=release_later)
            t.start()
            print(nested.wait(5), r._is_owned())
            t.join()

s = threading.Semaphore(2)
print(shown(s), s.acquire(), s.acquire(timeout=1), s.acquire(False), s.acquire(blocking=False), s.acquire(timeout=0.01))
print(attempt(s.acquire, False, 1), "|", attempt(s.release, 0), "|", attempt(threading.Semaphore, -1))
s.release(3)
print(shown(s), s._value)
with s as entered:
    print(entered, s._value)
b = threading.BoundedSemaphore(1)
print(attempt(b.release), "|", b.acquire(), b.release(), shown(b), attempt(b.release, 2), attempt(b.release, 0))

e = threading.Event()
print(shown(e), e.is_set(), e.wait(0.01), e.set(), e.is_set(), e.wait(), e.wait(3), shown(e), e.clear(), e.is_set())

barrier = threading.Barrier(3, action=lambda: actions.append("action"))
actions, results = [], []
print(shown(barrier), barrier.parties, barrier.n_waiting, barrier.broken)
ts = [threading.Thread(target=lambda: results.append(barrier.wait())) for _ in range(6)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(results), actions)
broken = threading.Barrier(2)
print(attempt(broken.wait, 0.01), broken.broken, attempt(broken.wait), shown(broken))
broken.reset()
print(broken.broken, broken.n_waiting)
t = threading.Thread(target=lambda: results.append(attempt(broken.wait)))
del results[:]
t.start()
while broken.n_waiting == 0:
    time.sleep(0.001)
broken.reset()
t.join()
print(results, broken.broken)
broken.abort()
print(attempt(broken.wait), broken.broken)
failing = threading.Barrier(1, action=lambda: 1 // 0)
print(attempt(failing.wait), failing.broken)
print(threading.Barrier(1, timeout=4)._timeout, threading.Barrier(1).wait())
print(issubclass(threading.BrokenBarrierError, RuntimeError), threading.ThreadError is RuntimeError)
