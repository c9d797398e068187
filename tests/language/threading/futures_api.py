"""concurrent.futures: futures, wait, as_completed, map, pools, callbacks, cancellation, shutdown."""
import re
import sys
import threading
import time
import concurrent.futures as cf
from concurrent.futures import Future, ThreadPoolExecutor, wait, as_completed
from concurrent.futures._base import InvalidStateError
from concurrent.futures.thread import BrokenThreadPool


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except BaseException as error:
        return "%s: %s" % (type(error).__name__, error)


def shown(v):
    return re.sub(r"0x[0-9a-f]+", "ADDRESS", repr(v))


f = Future()
print(shown(f), f.done(), f.running(), f.cancelled(), attempt(f.result, 0), attempt(f.exception, timeout=0.01))
print(f.set_running_or_notify_cancel(), shown(f), f.running(), f.cancel())
print(re.sub(r"0x[0-9a-f]+", "ADDRESS", str(attempt(f.set_result, 5))), shown(f), f.result(), f.exception(), f.done())
print(re.sub(r"0x[0-9a-f]+", "ADDRESS", attempt(f.set_result, 6)), "|", re.sub(r"0x[0-9a-f]+", "ADDRESS", attempt(f.set_exception, ValueError())))
g = Future()
calls = []
g.add_done_callback(lambda future: calls.append(future is g))
print(g.cancel(), g.cancel(), g.cancelled(), g.done(), shown(g), calls, attempt(g.result), attempt(g.exception))
print(g.set_running_or_notify_cancel(), shown(g))
h = Future()
h.set_exception(KeyError("k"))
print(shown(h), attempt(h.result), repr(h.exception()))
h.add_done_callback(lambda future: calls.append("late"))
print(calls)


class Collect:
    text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


sys.stderr, stderr = Collect(), sys.stderr
print(attempt(f.set_running_or_notify_cancel), sys.stderr.text.replace(str(id(f)), "ID"))
sys.stderr = Collect()
k = Future()
k.add_done_callback(lambda future: 1 // 0)
k.add_done_callback(lambda future: calls.append("after"))
k.set_result(0)
said, sys.stderr = sys.stderr.text, stderr
print(calls, said.split(" for ")[0], "|", said.rstrip().split("\n")[-1])

with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(lambda a, b: a * b, range(5), range(1, 9))), list(pool.map(str, [])))
    print(attempt(list, pool.map(lambda x: 10 // x, [5, 2, 0, 1])))
    print(attempt(list, pool.map(time.sleep, [0.3], timeout=0.01)))
    first = pool.submit(pow, 2, exp=10)
    print(first.result(), first.exception(), pool.submit(lambda *a, **k: (a, k), 1, fn=2).result())
    fs = [pool.submit(time.sleep, 0.01 * i) for i in range(3)]
    done, not_done = wait(fs)
    print(len(done), not_done, done == set(fs), type(wait(fs)).__name__, wait([]))
    print(sorted(fs.index(x) for x in as_completed(fs + fs)), list(as_completed([])))
    gate = threading.Event()
    slow = pool.submit(gate.wait, 5)
    quick = pool.submit(int, "7")
    outcome = wait([slow, quick], return_when=cf.FIRST_COMPLETED)
    print(outcome.done == {quick}, outcome.not_done == {slow})
    bad = pool.submit(int, "x")
    outcome = wait([slow, bad], return_when=cf.FIRST_EXCEPTION)
    print(outcome.done == {bad}, attempt(bad.result), type(bad.exception()).__name__)
    print(len(wait([slow], timeout=0.01).not_done), attempt(list, as_completed([slow, quick], timeout=0.01)))
    print(attempt(wait, [slow], None, "SOMETIME"), attempt(slow.result, 0.01), attempt(slow.result, timeout=0))
    gate.set()
    print(slow.result(), threading.current_thread().name)
print(attempt(pool.submit, int), pool.shutdown(), pool.shutdown(wait=False))
print(attempt(ThreadPoolExecutor, 0), "|", attempt(ThreadPoolExecutor, -3), "|", attempt(ThreadPoolExecutor, 1, initializer=3))

pool = ThreadPoolExecutor(1)
gate = threading.Event()
running = pool.submit(gate.wait, 5)
queued = [pool.submit(int) for _ in range(4)]
while not running.running():
    time.sleep(0.001)
print(queued[0].cancel(), running.cancel(), queued[0].cancelled())
pool.shutdown(wait=False, cancel_futures=True)
print([q.cancelled() for q in queued], attempt(pool.submit, int))
gate.set()
pool.shutdown()
print(running.result(), attempt(queued[1].result))

names = set()
with ThreadPoolExecutor(max_workers=2, thread_name_prefix="named") as pool:
    list(pool.map(lambda _: names.add(threading.current_thread().name), range(50)))
    print(names <= {"named_0", "named_1"}, pool._max_workers)
ready = threading.local()


def prepare(value):
    ready.value = value


with ThreadPoolExecutor(2, initializer=prepare, initargs=("set",)) as pool:
    print(set(pool.map(lambda _: ready.value, range(10))))


def fails():
    raise OSError("no start")


sys.stderr, stderr = Collect(), sys.stderr
pool = ThreadPoolExecutor(1, initializer=fails)
broken = pool.submit(int)
print(attempt(broken.result), "|", attempt(pool.submit, int), issubclass(BrokenThreadPool, cf.BrokenExecutor))
pool.shutdown()
said, sys.stderr = sys.stderr.text, stderr
print(said.split("\n")[0], "|", said.rstrip().split("\n")[-1])
print(cf.TimeoutError is TimeoutError, cf.CancelledError.__mro__[1].__name__, InvalidStateError.__mro__[1].__name__)
chain = []
with ThreadPoolExecutor(2) as pool:
    def again(future):
        chain.append(future.result())
        if len(chain) < 3:
            pool.submit(lambda: len(chain)).add_done_callback(again)
        else:
            finished.set()
    finished = threading.Event()
    pool.submit(lambda: 0).add_done_callback(again)
    finished.wait(5)
print(chain)
abandoned = ThreadPoolExecutor(1)
last = abandoned.submit(lambda: (time.sleep(0.05), "made at exit")[1])
last.add_done_callback(lambda future: print(future.result()))
print(attempt(cf.Executor().submit, int).split(":")[0], cf.Executor().shutdown(), sorted(cf.__all__)[:3])
