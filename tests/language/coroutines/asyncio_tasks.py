"""asyncio: tasks, results, order of running, cancelling, gather, wait, timeouts, groups."""
import asyncio
log = []
async def work(name, n, delay=0):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(delay)
    return name
async def fail(msg, after=0):
    for _ in range(after): await asyncio.sleep(0)
    raise ValueError(msg)
async def main():
    print(await asyncio.gather(work("a", 3), work("b", 2), work("c", 1)), log); log.clear()
    t = asyncio.create_task(work("t", 2), name="mine"); print(t.get_name(), t.done(), t.cancelled()); print(await t, t.done(), t.result(), t.exception()); log.clear()
    t = asyncio.create_task(fail("x"))
    try: await t
    except ValueError as e: print("caught", e, repr(t.exception()))
    print(await asyncio.gather(work("g", 1), fail("y"), return_exceptions=True))
    try: await asyncio.gather(work("g", 1), fail("z"))
    except ValueError as e: print("gather", e)
    t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); print(t.cancel("why"), t.cancelling())
    try: await t
    except asyncio.CancelledError as e: print("cancelled", e.args, t.cancelled())
    for op in (t.result, t.exception):
        try: op()
        except asyncio.CancelledError: print("CE")
    async def stubborn():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError: return "survived"
    t = asyncio.create_task(stubborn()); await asyncio.sleep(0); t.cancel(); print(await t)
    try: await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except asyncio.TimeoutError as e: print("timeout", type(e).__name__, repr(e.__cause__))
    print(await asyncio.wait_for(asyncio.sleep(0, "quick"), 1))
    try:
        async with asyncio.timeout(0.01) as tm: await asyncio.sleep(5)
    except TimeoutError: print("timeout ctx", tm.expired())
    async with asyncio.timeout(5): print("in time")
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(d, d)) for d in (0, 0.01, 5)], timeout=0.5)
    print(sorted(x.result() for x in done), len(pending)); [p.cancel() for p in pending]
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(d, d)) for d in (0.01, 5)], return_when=asyncio.FIRST_COMPLETED); print(len(done), len(pending)); [p.cancel() for p in pending]
    gates = {i: asyncio.Event() for i in (3, 1, 2)}
    async def behind(i): await gates[i].wait(); return i
    async def open_in_turn():
        for i in (1, 2, 3): gates[i].set(); await asyncio.sleep(0)
    opener = asyncio.create_task(open_in_turn()); print([await c for c in asyncio.as_completed([behind(i) for i in gates])]); await opener
    async with asyncio.TaskGroup() as tg:
        t1 = tg.create_task(work("p", 1)); t2 = tg.create_task(work("q", 1))
    print(t1.result(), t2.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail("one")); tg.create_task(fail("two")); slow = tg.create_task(asyncio.sleep(10))
    except* ValueError as eg: print(eg.message, sorted(str(e) for e in eg.exceptions), slow.cancelled())
    inner = asyncio.create_task(asyncio.sleep(0.01, "shielded")); outer = asyncio.shield(inner); outer.cancel()
    try: await outer
    except asyncio.CancelledError: print("outer cancelled", await inner)
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.set_result, 5); print(await f)
    for bad in (lambda: f.set_result(6), lambda: f.set_exception(KeyError())):
        try: bad()
        except asyncio.InvalidStateError as e: print(type(e).__name__)
    f2 = asyncio.Future()
    try: f2.result()
    except asyncio.InvalidStateError as e: print(e)
    f2.add_done_callback(lambda fut: print("callback", fut.result())); f2.set_result(1); await asyncio.sleep(0)
    print(asyncio.current_task() in asyncio.all_tasks(), asyncio.iscoroutinefunction(main), asyncio.iscoroutine(main))
    order = []
    loop = asyncio.get_running_loop(); loop.call_later(0.02, order.append, "later"); loop.call_soon(order.append, "soon"); h = loop.call_later(0.01, order.append, "never"); h.cancel(); await asyncio.sleep(0.05); print(order)
    print(await asyncio.to_thread(lambda x: x * 2, 21), await loop.run_in_executor(None, sum, [1, 2]))
    return "end"
print(asyncio.run(main()))
for bad in (5, main):
    try: asyncio.run(bad)
    except ValueError as e: print(str(e)[:28])
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
async def nested():
    c = work("n", 1)
    try: asyncio.run(c)
    except RuntimeError as e: print(e)
    await c
asyncio.run(nested())
with asyncio.Runner() as r: print(r.run(work("r", 1)), r.run(asyncio.sleep(0, "again")))
loop = asyncio.new_event_loop(); print(loop.run_until_complete(work("l", 1)), loop.is_running(), loop.is_closed()); loop.close(); print(loop.is_closed())
try: loop.call_soon(print)
except RuntimeError as e: print(e)
async def finalize():
    try: await asyncio.sleep(100)
    finally: print("finalized")
async def leaves(): asyncio.create_task(finalize()); await asyncio.sleep(0)
asyncio.run(leaves())
try: asyncio.run(fail("uncaught in main"))
except ValueError as e: print(repr(e))
