"""queue: all classes, bounds, timeouts, errors, order, join and task_done."""
import queue
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except BaseException as error:
        return "%s: %s" % (type(error).__name__, error)


for make in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    q = make(maxsize=3)
    print(make.__name__, q.empty(), q.full(), q.qsize(), q.maxsize)
    for item in (2, 3, 1):
        q.put(item)
    print(q.full(), q.qsize(), attempt(q.put, 9, False), attempt(q.put_nowait, 9), attempt(q.put, 9, timeout=0.01))
    print([q.get() for _ in range(3)], attempt(q.get_nowait), attempt(q.get, False), attempt(q.get, timeout=0.01))
    print(attempt(q.get, timeout=-1), "|", attempt(q.put, 1, timeout=-1), "|", attempt(q.put, 1, True, -1))
    print(q.unfinished_tasks, [q.task_done() for _ in range(3)], attempt(q.task_done), q.unfinished_tasks)
s = queue.SimpleQueue()
print(s.empty(), s.qsize(), s.put(1), s.put_nowait(2), s.put(3, False, 1), s.qsize(), s.get(), s.get_nowait(), s.get(True, 1))
print(attempt(s.get_nowait), attempt(s.get, False), attempt(s.get, timeout=0.01), attempt(s.get, True, -1), attempt(s.get, timeout="1"))
print(queue.Empty, queue.Full, queue.Empty.__mro__[1], queue.SimpleQueue, queue.Queue[int], queue.SimpleQueue[str])
p = queue.PriorityQueue()
for item in ((2, "b"), (1, "z"), (2, "a")):
    p.put(item)
print([p.get() for _ in range(3)], queue.Queue(0).full(), queue.Queue(-1).full())


class Upper(queue.Queue):
    def _put(self, item):
        super()._put(item.upper())


u = Upper()
u.put("word")
print(u.get(), isinstance(u.queue, type(queue.Queue().queue)), queue.LifoQueue().queue)

q = queue.Queue()
done = []


def worker():
    while True:
        item = q.get()
        if item is None:
            q.task_done()
            break
        done.append(item)
        q.task_done()


ts = [threading.Thread(target=worker) for _ in range(3)]
for t in ts: t.start()
for i in range(100): q.put(i)
q.join()
print(sorted(done) == list(range(100)), q.unfinished_tasks)
for _ in ts: q.put(None)
for t in ts: t.join()
bounded, order = queue.Queue(1), []


def slow():
    for _ in range(3):
        time.sleep(0.005)
        order.append(bounded.get())


t = threading.Thread(target=slow)
t.start()
for i in range(3): bounded.put(i)
t.join()
print(order)
simple, got = queue.SimpleQueue(), []
ts = [threading.Thread(target=lambda: got.append(simple.get(timeout=5))) for _ in range(8)]
for t in ts: t.start()
for i in range(8): simple.put(i)
for t in ts: t.join()
print(sorted(got), simple.empty())
print(sorted(queue.__all__))
