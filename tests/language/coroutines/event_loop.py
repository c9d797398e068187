"""A small scheduler of coroutines: tasks, sleeping in virtual time, channels, cancellation."""
import heapq, types
from collections import deque
@types.coroutine
def trap(*what): return (yield what)
async def sleep(t): await trap("sleep", t)
async def spawn(co, name): return await trap("spawn", co, name)
async def join(task): return await trap("join", task)
class Cancelled(Exception): pass
class Task:
    def __init__(self, co, name): self.co, self.name, self.done, self.result, self.error, self.waiters = co, name, False, None, None, []
class Loop:
    def __init__(self): self.now, self.seq, self.ready, self.timers = 0, 0, deque(), []
    def add(self, co, name): t = Task(co, name); self.ready.append((t, None, None)); return t
    def run(self, co):
        main = self.add(co, "main")
        while self.ready or self.timers:
            if not self.ready:
                self.now, _, t = heapq.heappop(self.timers)
                if not t.done: self.ready.append((t, None, None))
                continue
            task, value, exc = self.ready.popleft()
            if task.done: continue
            try: op, *args = task.co.throw(exc) if exc else task.co.send(value)
            except StopIteration as e: self.finish(task, e.value, None)
            except Exception as e: self.finish(task, None, e)
            else: getattr(self, "op_" + op)(task, *args)
        if main.error: raise main.error
        return main.result
    def finish(self, task, result, error):
        task.done, task.result, task.error = True, result, error
        print(f"[{self.now}] {task.name} ->", repr(error) if error else result)
        for w in task.waiters: self.ready.append((w, result, error))
    def op_sleep(self, task, t): self.seq += 1; heapq.heappush(self.timers, (self.now + t, self.seq, task))
    def op_spawn(self, task, co, name): t = self.add(co, name); self.ready.append((task, t, None))
    def op_join(self, task, other):
        if other.done: self.ready.append((task, other.result, other.error))
        else: other.waiters.append(task)
    def op_cancel(self, task, other): self.ready.append((other, None, Cancelled(other.name))); self.ready.append((task, None, None))
    def op_get(self, task, ch):
        if ch.items: self.ready.append((task, ch.items.popleft(), None))
        else: ch.getters.append(task)
    def op_put(self, task, ch, v):
        if ch.getters: self.ready.append((ch.getters.popleft(), v, None))
        else: ch.items.append(v)
        self.ready.append((task, None, None))
class Channel:
    def __init__(self): self.items, self.getters = deque(), deque()
    async def get(self): return await trap("get", self)
    async def put(self, v): await trap("put", self, v)
    def __aiter__(self): return self
    async def __anext__(self):
        v = await self.get()
        if v is None: raise StopAsyncIteration
        return v
async def worker(name, delay, n):
    for i in range(n):
        await sleep(delay)
        print(f"{name} step {i}")
    return f"{name} finished"
async def producer(ch, n):
    for i in range(n): await ch.put(i); await sleep(1)
    await ch.put(None)
async def consumer(ch):
    total = 0
    async for v in ch: print("consumed", v); total += v
    return total
async def failing(): await sleep(2); raise ValueError("task failed")
async def forever():
    try:
        while True: await sleep(10)
    except Cancelled as e: print("cancelled", e); return "cleaned up"
    finally: print("finally of forever")
class Lock:
    def __init__(self): self.ch, self.first = Channel(), True
    async def __aenter__(self):
        if self.first: self.first = False
        else: await self.ch.get()
    async def __aexit__(self, *a): await self.ch.put(True)
async def critical(lock, name, log):
    async with lock: log.append(name + " in"); await sleep(3); log.append(name + " out")
async def main():
    a = await spawn(worker("A", 2, 3), "A"); b = await spawn(worker("B", 3, 2), "B")
    print(await join(a), await join(b))
    ch = Channel()
    p = await spawn(producer(ch, 3), "producer"); c = await spawn(consumer(ch), "consumer")
    print("total", await join(c)); await join(p)
    f = await spawn(failing(), "failing")
    try: await join(f)
    except ValueError as e: print("joined:", e)
    ev = await spawn(forever(), "forever"); await sleep(25); await trap("cancel", ev)
    print(await join(ev))
    lock, log = Lock(), []
    ts = [await spawn(critical(lock, n, log), n) for n in "XYZ"]
    for t in ts: await join(t)
    print(log)
    return "main done"
print(Loop().run(main()))
def gather_order():
    order = []
    async def one(n, d): await sleep(d); order.append(n); return n
    async def all_():
        ts = [await spawn(one(i, d), f"t{i}") for i, d in enumerate([5, 1, 3, 1])]
        return [await join(t) for t in ts]
    print(Loop().run(all_()), order)
gather_order()
