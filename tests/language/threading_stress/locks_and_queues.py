"""Locks, conditions, semaphores, events, barriers, queues and the pool under several threads."""
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

lock, total = threading.Lock(), 0


def add():
    global total
    for _ in range(2000):
        with lock:
            total += 1


threads = [threading.Thread(target=add) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(total)
q, results = queue.Queue(maxsize=5), []


def consume():
    while (item := q.get()) is not None:
        results.append(item * 2)
        q.task_done()
    q.task_done()


consumers = [threading.Thread(target=consume) for _ in range(3)]
for t in consumers: t.start()
for i in range(500): q.put(i)
for _ in consumers: q.put(None)
q.join()
for t in consumers: t.join()
print(sorted(results) == [2 * i for i in range(500)], q.empty())
with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(lambda x: x * x, range(20))))
    futures = [pool.submit(pow, 2, n) for n in range(10)]
    print(sorted(f.result() for f in as_completed(futures)))
    failing = pool.submit(lambda: 1 // 0)
    print(type(failing.exception()).__name__, wait(futures).not_done)
semaphore, inside, most = threading.Semaphore(2), 0, 0


def limited():
    global inside, most
    with semaphore:
        with lock:
            inside += 1
            most = max(most, inside)
        with lock:
            inside -= 1


threads = [threading.Thread(target=limited) for _ in range(20)]
for t in threads: t.start()
for t in threads: t.join()
print(most <= 2, inside)
event, order = threading.Event(), []
waiter = threading.Thread(target=lambda: (event.wait(), order.append("woken")))
waiter.start()
order.append("set")
event.set()
waiter.join()
print(order)
data = threading.local()
data.x = "main"
seen = []
t = threading.Thread(target=lambda: seen.append(hasattr(data, "x")))
t.start(); t.join()
print(data.x, seen)
condition, ready = threading.Condition(), []


def producer():
    for i in range(5):
        with condition:
            ready.append(i)
            condition.notify()


got = []
def collector():
    while len(got) < 5:
        with condition:
            condition.wait_for(lambda: ready)
            got.append(ready.pop(0))


a, b = threading.Thread(target=collector), threading.Thread(target=producer)
a.start(); b.start(); a.join(); b.join()
print(got, threading.active_count(), threading.current_thread().name)
