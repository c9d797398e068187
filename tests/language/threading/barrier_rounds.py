# Rounds of a barrier: numbers, actions, timeouts, resets and aborts, one after the other.
import threading
import time


def run_all(barrier, count, timeout=None):
    results = []
    lock = threading.Lock()

    def work():
        try:
            result = barrier.wait(timeout)
        except threading.BrokenBarrierError:
            result = "broken"
        with lock:
            results.append(result)
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, results


def finish(threads, results):
    for thread in threads:
        thread.join()
    return sorted(results, key=str)


def waiting(barrier, count):
    while barrier.n_waiting < count:
        time.sleep(0.001)


actions = []
barrier = threading.Barrier(3, action=lambda: actions.append(barrier.n_waiting))
for _ in range(5):
    print(finish(*run_all(barrier, 3)), barrier.n_waiting, barrier.broken)
print(actions, barrier.parties)

# Two rounds at once: whoever comes early joins the next one.
print(finish(*run_all(barrier, 6)))

# A reset breaks the round of those who wait, and the barrier is as new.
started = run_all(barrier, 2)
waiting(barrier, 2)
barrier.reset()
print(finish(*started), barrier.broken, finish(*run_all(barrier, 3)))

# An abort breaks it until it is reset.
started = run_all(barrier, 2)
waiting(barrier, 2)
print(repr(barrier).rpartition(": ")[2])
barrier.abort()
print(finish(*started), barrier.broken, barrier.n_waiting, repr(barrier).rpartition(": ")[2])
print(finish(*run_all(barrier, 2)))
barrier.reset()
print(barrier.broken, finish(*run_all(barrier, 3)))

# A thread that has waited long enough breaks it for all.
started = run_all(barrier, 1)
waiting(barrier, 1)
impatient = run_all(barrier, 1, 0.01)
print(finish(*impatient), finish(*started), barrier.broken)
print(finish(*run_all(threading.Barrier(2, timeout=0.01), 1)))

# An action that fails breaks it, and its thread gets the exception.


def fail():
    raise ValueError("action")


barrier = threading.Barrier(2, fail)
started = run_all(barrier, 1)
waiting(barrier, 1)
try:
    barrier.wait()
except ValueError as error:
    print(repr(error), finish(*started), barrier.broken)
