"""ThreadPoolExecutor: calls on a bounded number of threads.

A worker refers to its pool weakly, so that a pool nobody uses any more ends its workers; at exit all
pools finish what was submitted.
"""
import itertools
import os
import queue
import threading
import weakref

from concurrent.futures import _base

_queues = weakref.WeakKeyDictionary()  # worker thread -> its pool's queue
_ending = False                        # guarded by _end_lock
_end_lock = threading.Lock()


def _at_exit():
    global _ending
    with _end_lock:
        _ending = True
    workers = list(_queues.items())
    for _, tasks in workers:
        tasks.put(None)
    for worker, _ in workers:
        worker.join()


threading._register_atexit(_at_exit)


class _WorkItem:
    """A call that waits for a worker, and the future for its result."""

    __slots__ = ("future", "call")

    def __init__(self, future, *call):
        self.future, self.call = future, call

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        function, args, kwargs = self.call
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            self = args = kwargs = None  # the traceback refers to this frame
        else:
            self.future.set_result(result)

    __class_getitem__ = classmethod(type(list[int]))


def _worker(pool_reference, tasks, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException as error:
            _base._report("Exception in initializer:", error)
            pool = pool_reference()
            if pool is not None:
                pool._initializer_failed()
            return
    while True:
        try:
            item = tasks.get_nowait()
        except queue.Empty:
            pool = pool_reference()
            if pool is not None:
                pool._idle_semaphore.release()
            del pool
            item = tasks.get()
        if item is not None:
            item.run()
            del item
            continue
        pool = pool_reference()
        if _ending or pool is None or pool._shutdown:
            if pool is not None:
                pool._shutdown = True
            tasks.put(None)  # the others end, too
            return
        del pool


class BrokenThreadPool(_base.BrokenExecutor):
    """A worker's initializer failed."""


class ThreadPoolExecutor(_base.Executor):
    """Runs calls on at most `max_workers` threads, which are started as they are needed."""

    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        # A few more workers than cores: they often wait, and hold no lock while others run.
        limit = min(32, (os.cpu_count() or 1) + 4) if max_workers is None else max_workers
        if limit <= 0:
            raise ValueError("max_workers must be greater than 0")
        if not (initializer is None or callable(initializer)):
            raise TypeError("initializer must be a callable")
        self._max_workers = limit
        self._initializer, self._initargs = initializer, initargs
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{self._counter()}"
        self._work_queue = queue.SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)  # counts workers that wait for something to do
        self._shutdown_lock = threading.Lock()         # guards the three below
        self._threads, self._broken, self._shutdown = set(), False, False

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _end_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _ending:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        if self._idle_semaphore.acquire(timeout=0):
            return
        tasks = self._work_queue
        count = len(self._threads)
        if count < self._max_workers:
            worker = threading.Thread(
                name="%s_%d" % (self._thread_name_prefix, count), target=_worker,
                args=(weakref.ref(self, lambda _: tasks.put(None)), tasks,
                      self._initializer, self._initargs))
            worker.start()
            self._threads.add(worker)
            _queues[worker] = tasks

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            for item in self._waiting_items():
                item.future.set_exception(BrokenThreadPool(self._broken))

    def _waiting_items(self):
        while True:
            try:
                item = self._work_queue.get_nowait()
            except queue.Empty:
                return
            if item is not None:
                yield item

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                for item in self._waiting_items():
                    item.future.cancel()
            self._work_queue.put(None)
        if wait:
            for worker in self._threads:
                worker.join()
