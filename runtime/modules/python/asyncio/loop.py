"""The event loop: what is ready runs in the order in which it became ready, timers when they are due."""
import collections
import contextvars
import heapq
import sys
import threading
import time
import weakref

_running = threading.local()
_current = threading.local()


class Handle:
    """A call that the loop will make."""

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._context = context or contextvars.copy_context()
        self._cancelled = False

    def cancel(self):
        self._cancelled = True
        self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            name = getattr(self._callback, '__qualname__', repr(self._callback))
            self._loop.call_exception_handler({
                'message': f'Exception in callback {name}()', 'exception': e, 'handle': self})


class TimerHandle(Handle):
    """A call at a time of the loop's clock."""

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when

    def when(self):
        return self._when

    def __lt__(self, other):
        return self._when < other._when


class AbstractEventLoop:
    """What every event loop is an instance of."""


class BaseEventLoop(AbstractEventLoop):
    def __init__(self):
        self._ready = collections.deque()
        self._generators = weakref.WeakSet()
        self._timers = []
        self._order = 0
        self._wake = threading.Condition()
        self._stopping = False
        self._closed = False
        self._thread = None
        self._debug = False
        self._executor = None
        self._exception_handler = None
        self._task_factory = None

    def __repr__(self):
        return (f'<{type(self).__name__} running={self.is_running()} closed={self._closed} '
                f'debug={self._debug}>')

    # ---- calls ----

    def time(self):
        return time.monotonic()

    def _check_open(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def call_soon(self, callback, *args, context=None):
        self._check_open()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        self._check_open()
        handle = Handle(callback, args, self, context)
        with self._wake:
            self._ready.append(handle)
            self._wake.notify()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError('delay must not be None')
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError('when cannot be None')
        self._check_open()
        handle = TimerHandle(when, callback, args, self, context)
        self._order += 1
        heapq.heappush(self._timers, (when, self._order, handle))
        return handle

    # ---- running ----

    def is_running(self):
        return self._thread is not None

    def is_closed(self):
        return self._closed

    def stop(self):
        self._stopping = True

    def close(self):
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        self._closed = True
        self._ready.clear()
        self._timers.clear()
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    def _due(self):
        """Moves timers whose time has come to what is ready; seconds until the next one, or None."""
        while self._timers:
            when, order, handle = self._timers[0]
            if handle._cancelled:
                heapq.heappop(self._timers)
                continue
            left = when - self.time()
            if left > 0:
                return left
            heapq.heappop(self._timers)
            self._ready.append(handle)
        return None

    def _step(self):
        left = self._due()
        if not self._ready and not self._stopping:
            with self._wake:
                if not self._ready:
                    self._wake.wait(left)
            self._due()
        for _ in range(len(self._ready)): # what becomes ready meanwhile waits for the next round
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()

    def run_forever(self):
        self._check_open()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if _get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')
        self._thread = threading.get_ident()
        _set_running_loop(self)
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._generator_begins, self._generator_dropped)
        try:
            while True:
                self._step()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread = None
            _set_running_loop(None)
            sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        self._check_open()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        from asyncio.futures import isfuture
        from asyncio.tasks import ensure_future
        own = not isfuture(future)
        future = ensure_future(future, loop=self)

        def finished(_):
            self.stop()
        future.add_done_callback(finished)
        try:
            self.run_forever()
        except BaseException:
            if own and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(finished)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    # ---- makers ----

    def create_future(self):
        from asyncio.futures import Future
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        from asyncio.tasks import Task
        self._check_open()
        if self._task_factory is not None:
            task = self._task_factory(self, coro)
            if name is not None and hasattr(task, 'set_name'):
                task.set_name(name)
            return task
        return Task(coro, loop=self, name=name, context=context)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_in_executor(self, executor, func, *args):
        from asyncio.futures import wrap_future
        self._check_open()
        if executor is None:
            if self._executor is None:
                from concurrent.futures import ThreadPoolExecutor
                self._executor = ThreadPoolExecutor(thread_name_prefix='asyncio')
            executor = self._executor
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        self._executor = executor

    async def shutdown_default_executor(self):
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True)

    # ---- asynchronous generators that nobody closed ----

    def _generator_begins(self, agen):
        self._generators.add(agen)

    def _generator_dropped(self, agen):
        self._generators.discard(agen)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        """Closes the asynchronous generators that have begun in this loop and not ended."""
        from asyncio.tasks import gather
        left = list(self._generators)
        self._generators.clear()
        if not left:
            return
        results = await gather(*[each.aclose() for each in left], return_exceptions=True)
        for agen, result in zip(left, results):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous generator {agen!r}',
                    'exception': result, 'asyncgen': agen})

    # ---- errors ----

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f'A callable object or None is expected, got {handler!r}')
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        import traceback
        lines = [context.get('message') or 'Unhandled exception in event loop']
        for key in sorted(context):
            if key not in ('message', 'exception'):
                lines.append(f'{key}: {context[key]!r}')
        exception = context.get('exception')
        if exception is not None:
            lines.append(''.join(traceback.format_exception(exception)).rstrip('\n'))
        print('\n'.join(lines), file=sys.stderr)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled


def _get_running_loop():
    return getattr(_running, 'loop', None)


def _set_running_loop(loop):
    _running.loop = loop


def get_running_loop():
    """The loop that runs in this thread."""
    loop = _get_running_loop()
    if loop is None:
        raise RuntimeError('no running event loop')
    return loop


def new_event_loop():
    return BaseEventLoop()


def set_event_loop(loop):
    _current.loop = loop


def get_event_loop():
    """The running loop, else the one that set_event_loop named; the main thread gets one made."""
    loop = _get_running_loop()
    if loop is not None:
        return loop
    loop = getattr(_current, 'loop', None)
    if loop is None:
        if threading.current_thread() is not threading.main_thread() or hasattr(_current, 'loop'):
            raise RuntimeError('There is no current event loop in thread '
                               f'{threading.current_thread().name!r}.')
        loop = _current.loop = new_event_loop()
    return loop


class Runner:
    """A loop for several calls of run(); leaving the with block cancels what is left and closes it."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug = debug
        self._factory = loop_factory or new_event_loop
        self._loop = None
        self._closed = False

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, *exception):
        self.close()

    def get_loop(self):
        if self._closed:
            raise RuntimeError('Runner is closed')
        if self._loop is None:
            self._loop = self._factory()
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._context = contextvars.copy_context()
        return self._loop

    def run(self, coro, *, context=None):
        from asyncio.tasks import iscoroutine
        if not iscoroutine(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if _get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        loop = self.get_loop()
        set_event_loop(loop)
        task = loop.create_task(coro, context=context or self._context)
        return loop.run_until_complete(task)

    def close(self):
        if self._closed:
            return
        self._closed = True
        loop, self._loop = self._loop, None
        if loop is None:
            return
        try:
            _cancel_all(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            set_event_loop(None)
            loop.close()


def _cancel_all(loop):
    from asyncio.tasks import all_tasks, gather
    left = all_tasks(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                'message': 'unhandled exception during asyncio.run() shutdown',
                'exception': task.exception(), 'task': task})


def run(main, *, debug=None):
    """Runs a coroutine in a new loop, and closes the loop."""
    if _get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug) as runner:
        return runner.run(main)
