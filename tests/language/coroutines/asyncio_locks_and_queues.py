"""asyncio: locks, events, conditions, semaphores, queues, barriers between tasks."""
import asyncio
async def locks():
    lock = asyncio.Lock(); log = []
    async def user(n):
        async with lock: log.append(("in", n)); await asyncio.sleep(0); log.append(("out", n))
    await asyncio.gather(*map(user, range(3))); print(log, lock.locked())
    try: lock.release()
    except RuntimeError as e: print(e)
async def events():
    e = asyncio.Event(); log = []
    async def waiter(n): log.append(("wait", n)); await e.wait(); log.append(("go", n))
    ts = [asyncio.create_task(waiter(i)) for i in range(2)]; await asyncio.sleep(0); print(e.is_set(), log); e.set(); await asyncio.gather(*ts); print(log, await e.wait()); e.clear(); print(e.is_set())
async def conditions():
    c = asyncio.Condition(); items = []
    async def consumer(n):
        async with c: await c.wait_for(lambda: items); print("consumer", n, items.pop(0))
    ts = [asyncio.create_task(consumer(i)) for i in range(2)]; await asyncio.sleep(0)
    for i in range(2):
        async with c: items.append(i); c.notify()
        await asyncio.sleep(0)
    await asyncio.gather(*ts)
    try: c.notify()
    except RuntimeError as e: print(e)
async def semaphores():
    s = asyncio.Semaphore(2); active = peak = 0
    async def user():
        nonlocal active, peak
        async with s: active += 1; peak = max(peak, active); await asyncio.sleep(0.001); active -= 1
    await asyncio.gather(*(user() for _ in range(6))); print("peak", peak, s.locked())
    b = asyncio.BoundedSemaphore(1)
    try: b.release()
    except ValueError as e: print(e)
    try: asyncio.Semaphore(-1)
    except ValueError as e: print(e)
async def queues():
    q = asyncio.Queue(2); out = []
    async def producer():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def consumer():
        while (v := await q.get()) is not None: out.append(v); q.task_done()
        q.task_done()
    await asyncio.gather(producer(), consumer()); await q.join(); print(out, q.empty(), q.qsize(), q.full(), q.maxsize)
    for f in (q.get_nowait, q.task_done):
        try: f()
        except (asyncio.QueueEmpty, ValueError) as e: print(type(e).__name__, e)
    q.put_nowait(1); q.put_nowait(2)
    try: q.put_nowait(3)
    except asyncio.QueueFull as e: print("full", e)
    print(str(q))
    p = asyncio.PriorityQueue(); [p.put_nowait(x) for x in (3, 1, 2)]; l = asyncio.LifoQueue(); [l.put_nowait(x) for x in (3, 1, 2)]
    print([await p.get() for _ in range(3)], [await l.get() for _ in range(3)])
async def barriers():
    b = asyncio.Barrier(3); log = []
    async def party(n): log.append(("arrive", n)); await b.wait(); log.append(("pass", n))
    await asyncio.gather(*map(party, range(3))); print(log[:3], sorted(log[3:]), b.parties, b.n_waiting, b.broken)
async def cancel_waits():
    lock = asyncio.Lock(); await lock.acquire()
    t = asyncio.create_task(lock.acquire()); await asyncio.sleep(0); t.cancel(); await asyncio.gather(t, return_exceptions=True); lock.release(); print("lock free", not lock.locked(), await lock.acquire())
    q = asyncio.Queue(); t = asyncio.create_task(q.get()); await asyncio.sleep(0); t.cancel(); await asyncio.gather(t, return_exceptions=True); q.put_nowait(1); print(await q.get())
async def agen():
    async def ticker(n):
        try:
            for i in range(n): yield i; await asyncio.sleep(0)
        finally: print("ticker closed")
    print([i async for i in ticker(3)])
    t = ticker(5)
    async for i in t:
        if i == 1: break
    await t.aclose()
for f in (locks, events, conditions, semaphores, queues, barriers, cancel_waits, agen): print("--", f.__name__); asyncio.run(f())
