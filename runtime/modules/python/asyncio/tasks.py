"""Tasks: coroutines that the loop runs, and what waits for several of them."""
import collections.abc
import concurrent.futures
import contextvars
import functools
import itertools
import types
import weakref

from asyncio.futures import (
    CancelledError, Future, InvalidStateError, TimeoutError, isfuture, _copy_state)
from asyncio.loop import _get_running_loop, get_event_loop, get_running_loop

FIRST_COMPLETED = concurrent.futures.FIRST_COMPLETED
FIRST_EXCEPTION = concurrent.futures.FIRST_EXCEPTION
ALL_COMPLETED = concurrent.futures.ALL_COMPLETED

_names = itertools.count(1)
_tasks = weakref.WeakSet()
_present = {} # loop: the task that it runs now


def iscoroutine(obj):
    """Whether obj is a coroutine, native or generator based."""
    return isinstance(obj, (types.CoroutineType, collections.abc.Coroutine)) or (
        isinstance(obj, types.GeneratorType) and bool(obj.gi_code.co_flags & 0x100))


def iscoroutinefunction(func):
    """Whether calling func makes a coroutine."""
    while isinstance(func, functools.partial):
        func = func.func
    func = getattr(func, '__func__', func)
    code = getattr(func, '__code__', None)
    return code is not None and bool(code.co_flags & 0x180)


class Task(Future):
    """A Future whose result is what a coroutine returns."""

    def __init__(self, coro, *, loop=None, name=None, context=None):
        if not iscoroutine(coro):
            raise TypeError(f'a coroutine was expected, got {coro!r}')
        super().__init__(loop=loop)
        self._name = f'Task-{next(_names)}' if name is None else str(name)
        self._coro = coro
        self._context = context or contextvars.copy_context()
        self._waits_for = None
        self._must_cancel = False
        self._cancel_requests = 0
        _tasks.add(self)
        self._loop.call_soon(self._step, context=self._context)

    def _describe(self):
        parts = super()._describe()
        if self._must_cancel:
            parts[0] = 'cancelling'
        parts.insert(1, f'name={self._name!r}')
        code = getattr(self._coro, 'cr_code', None) or getattr(self._coro, 'gi_code', None)
        where = ''
        if code is not None:
            frame = getattr(self._coro, 'cr_frame', None) or getattr(self._coro, 'gi_frame', None)
            where = (f' running at {code.co_filename}:{frame.f_lineno}' if frame is not None else
                     f' done, defined at {code.co_filename}:{code.co_firstlineno}')
        name = getattr(self._coro, '__qualname__', type(self._coro).__name__)
        parts.insert(2, f'coro=<{name}(){where}>')
        if self._waits_for is not None:
            parts.insert(3, f'wait_for={self._waits_for!r}')
        return parts

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def get_coro(self):
        return self._coro

    def set_result(self, result):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception):
        raise RuntimeError('Task does not support set_exception operation')

    def get_stack(self, *, limit=None):
        frame = getattr(self._coro, 'cr_frame', None)
        return [] if frame is None else [frame]

    # ---- cancelling ----

    def cancel(self, msg=None):
        self._told = True
        if self.done():
            return False
        self._cancel_requests += 1
        self._cancel_message = msg
        if self._waits_for is not None and self._waits_for.cancel(msg=msg):
            return True
        self._must_cancel = True
        return True

    def cancelling(self):
        return self._cancel_requests

    def uncancel(self):
        if self._cancel_requests > 0:
            self._cancel_requests -= 1
        return self._cancel_requests

    # ---- running ----

    def _step(self, error=None):
        if self.done():
            raise InvalidStateError(f'_step(): already done: {self!r}, {error!r}')
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled()
            self._must_cancel = False
        self._waits_for = None
        outer = _present.get(self._loop)
        _present[self._loop] = self
        try:
            try:
                asked = self._coro.send(None) if error is None else self._coro.throw(error)
            except StopIteration as stop:
                if self._must_cancel:
                    self._must_cancel = False
                    super().cancel(msg=self._cancel_message)
                else:
                    super().set_result(stop.value)
            except CancelledError as e:
                super().cancel(msg=e.args[0] if e.args else None)
            except (KeyboardInterrupt, SystemExit) as e:
                super().set_exception(e)
                raise
            except BaseException as e:
                super().set_exception(e)
            else:
                self._wait_for(asked)
        finally:
            if outer is None:
                _present.pop(self._loop, None)
            else:
                _present[self._loop] = outer

    def _wait_for(self, asked):
        soon = None
        if isfuture(asked):
            if asked.get_loop() is not self._loop:
                soon = RuntimeError(f'Task {self!r} got Future {asked!r} attached to a different loop')
            elif not asked._asyncio_future_blocking:
                soon = RuntimeError(f'yield was used instead of yield from in task {self!r} with {asked!r}')
            elif asked is self:
                soon = RuntimeError(f'Task cannot await on itself: {self!r}')
            else:
                asked._asyncio_future_blocking = False
                self._waits_for = asked
                asked.add_done_callback(self._wakeup, context=self._context)
                if self._must_cancel and asked.cancel(msg=self._cancel_message):
                    self._must_cancel = False
                return
        elif asked is not None:
            soon = RuntimeError(f'Task got bad yield: {asked!r}')
        if soon is None:
            self._loop.call_soon(self._step, context=self._context)
        else:
            self._loop.call_soon(self._step, soon, context=self._context)

    def _wakeup(self, future):
        try:
            future.result()
        except BaseException as e:
            self._step(e)
        else:
            self._step()


def current_task(loop=None):
    """The task that runs now, or None."""
    return _present.get(get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    """The tasks of a loop that are not done."""
    loop = get_running_loop() if loop is None else loop
    return {task for task in list(_tasks) if task.get_loop() is loop and not task.done()}


def create_task(coro, *, name=None, context=None):
    """Lets the running loop run a coroutine beside the present one."""
    return get_running_loop().create_task(coro, name=name, context=context)


def ensure_future(coro_or_future, *, loop=None):
    """A future as it is; a task for a coroutine or another awaitable."""
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError('The future belongs to a different loop than the one specified as the '
                             'loop argument')
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not hasattr(type(coro_or_future), '__await__'):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro_or_future = _await(coro_or_future)
    return (loop or get_event_loop()).create_task(coro_or_future)


async def _await(awaitable):
    return await awaitable


@types.coroutine
def _pause():
    yield


async def sleep(delay, result=None):
    """Lets others run for so many seconds."""
    if delay <= 0:
        await _pause()
        return result
    loop = get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, lambda: future.done() or future.set_result(result))
    try:
        return await future
    finally:
        handle.cancel()


# ---- several at once ----

class _Gathering(Future):
    """What gather() returns: to cancel it is to cancel all that it waits for."""

    def __init__(self, children, loop):
        super().__init__(loop=loop)
        self._children = children
        self._asked = False

    def cancel(self, msg=None):
        if self.done():
            return False
        asked = False
        for child in self._children:
            asked |= child.cancel(msg=msg)
        self._asked |= asked
        return asked


def gather(*coros_or_futures, return_exceptions=False):
    """A future of the list of all results, in the order of the arguments."""
    if not coros_or_futures:
        future = get_event_loop().create_future()
        future.set_result([])
        return future
    loop = _get_running_loop()
    made = {}
    children = []
    for each in coros_or_futures:
        if each not in made:
            made[each] = ensure_future(each, loop=loop)
            loop = loop or made[each].get_loop()
        children.append(made[each])
    outer = _Gathering(children, loop)
    left = len(made)

    def finished(child):
        nonlocal left
        left -= 1
        if outer.done():
            if not child.cancelled():
                child.exception() # seen, so that nobody complains
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._make_cancelled())
                return
            if child.exception() is not None:
                outer.set_exception(child.exception())
                return
        if left:
            return
        if outer._asked:
            outer.set_exception(children[-1]._make_cancelled())
            return
        outer.set_result([child._make_cancelled() if child.cancelled() else
                          child.exception() or child.result() for child in children])
    for child in made.values():
        child.add_done_callback(finished)
    return outer


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """The sets of those that are done and those that are not."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    fs = set(fs)
    if any(iscoroutine(each) for each in fs):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    loop = get_running_loop()
    waiter = loop.create_future()

    def enough():
        done = [each for each in fs if each.done()]
        return len(done) == len(fs) or (return_when == FIRST_COMPLETED and done) or (
            return_when == FIRST_EXCEPTION and any(
                not each.cancelled() and each._exception is not None for each in done))

    def finished(_):
        if not waiter.done() and enough():
            waiter.set_result(None)
    if not enough():
        handle = None
        if timeout is not None:
            handle = loop.call_later(timeout, lambda: waiter.done() or waiter.set_result(None))
        for each in fs:
            each.add_done_callback(finished)
        try:
            await waiter
        finally:
            if handle is not None:
                handle.cancel()
            for each in fs:
                each.remove_done_callback(finished)
    done = {each for each in fs if each.done()}
    return done, fs - done


async def wait_for(fut, timeout):
    """The result of an awaitable; when it takes longer, it is cancelled: TimeoutError."""
    if timeout is None:
        return await fut
    fut = ensure_future(fut, loop=get_running_loop())
    if timeout <= 0 and not fut.done():
        fut.cancel()
    elif not fut.done():
        try:
            await wait([fut], timeout=timeout)
        except CancelledError:
            if fut.done():
                return fut.result()
            fut.cancel()
            await wait([fut])
            raise
    if fut.done() and not fut.cancelled():
        return fut.result()
    fut.cancel()
    await wait([fut])
    try:
        return fut.result()
    except CancelledError as e:
        raise TimeoutError from e


def as_completed(fs, *, timeout=None):
    """Coroutines that give the results in the order in which they come."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect an iterable of futures, not {type(fs).__name__}')
    from asyncio.queues import Queue
    loop = get_event_loop()
    done = Queue()
    left = {ensure_future(each, loop=loop) for each in set(fs)}
    count = len(left)
    handle = None

    def expired():
        for each in left:
            each.remove_done_callback(finished)
            done.put_nowait(None)
        left.clear()

    def finished(each):
        if left:
            left.remove(each)
            done.put_nowait(each)
            if not left and handle is not None:
                handle.cancel()

    async def next_one():
        each = await done.get()
        if each is None:
            raise TimeoutError
        return each.result()
    for each in left:
        each.add_done_callback(finished)
    if left and timeout is not None:
        handle = loop.call_later(timeout, expired)
    for _ in range(count):
        yield next_one()


def shield(arg):
    """A future that can be cancelled without cancelling what it stands for."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
        else:
            _copy_state(inner, outer)

    def outer_done(_):
        if not inner.done():
            inner.remove_done_callback(inner_done)
    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


# ---- threads ----

async def to_thread(func, /, *args, **kwargs):
    """Runs a function in another thread."""
    context = contextvars.copy_context()
    return await get_running_loop().run_in_executor(
        None, lambda: context.run(func, *args, **kwargs))


def run_coroutine_threadsafe(coro, loop):
    """Lets a loop of another thread run a coroutine; gives a concurrent.futures.Future."""
    if not iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    result = concurrent.futures.Future()

    def finished(task):
        if task.cancelled():
            result.cancel()
            result.set_running_or_notify_cancel()
        elif task.exception() is not None:
            result.set_exception(task.exception())
        else:
            result.set_result(task.result())

    def start():
        ensure_future(coro, loop=loop).add_done_callback(finished)
    loop.call_soon_threadsafe(start)
    return result


# ---- timeouts and groups ----

class Timeout:
    """An asynchronous context that is cancelled at a time of the loop's clock."""

    def __init__(self, when):
        self._when = when
        self._state = 'created'
        self._task = None
        self._handle = None

    def __repr__(self):
        parts = [self._state]
        if self._state in ('active', 'expiring', 'expired'):
            parts.append('when=' + (f'{self._when:.3f}' if self._when is not None else 'None'))
        return f'<Timeout [{" ".join(parts)}]>' if len(parts) > 1 else f'<Timeout [{self._state}]>'

    def when(self):
        return self._when

    def expired(self):
        return self._state in ('expiring', 'expired')

    def reschedule(self, when):
        if self._state != 'active':
            raise RuntimeError(f'Cannot change state of {self._state} Timeout')
        self._when = when
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if when is not None:
            loop = get_running_loop()
            if when <= loop.time():
                self._handle = loop.call_soon(self._expire)
            else:
                self._handle = loop.call_at(when, self._expire)

    def _expire(self):
        self._task.cancel()
        self._state = 'expiring'
        self._handle = None

    async def __aenter__(self):
        task = current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = 'active'
        self._task = task
        self._before = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, exception, traceback):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._state == 'expiring':
            self._state = 'expired'
            if self._task.uncancel() <= self._before and kind is CancelledError:
                raise TimeoutError from exception
        elif self._state == 'active':
            self._state = 'exited'
        return None


def timeout(delay):
    """`async with timeout(seconds)`; None for no limit."""
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)


class TaskGroup:
    """Tasks that end together: the first error cancels the others, and all errors are raised as one
    group."""

    def __init__(self):
        self._tasks = set()
        self._errors = []
        self._entered = False
        self._leaving = False
        self._aborting = False
        self._parent = None
        self._parent_cancelled = False
        self._all_done = None
        self._base_error = None

    def __repr__(self):
        shown = ''.join((f' tasks={len(self._tasks)}' if self._tasks else '',
                         f' errors={len(self._errors)}' if self._errors else '',
                         ' cancelling' if self._aborting else ' entered' if self._entered else ''))
        return f'<TaskGroup{shown}>'

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has been already entered')
        self._parent = current_task()
        if self._parent is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        self._entered = True
        return self

    async def __aexit__(self, kind, exception, traceback):
        self._leaving = True
        cancelled = exception if kind is CancelledError else None
        if exception is not None and self._base_error is None and isinstance(
                exception, (KeyboardInterrupt, SystemExit)):
            self._base_error = exception
        if self._parent_cancelled and self._parent.uncancel() == 0:
            cancelled = None
        if kind is not None and not self._aborting:
            self._abort()
        while self._tasks:
            self._all_done = get_running_loop().create_future()
            try:
                await self._all_done
            except CancelledError as e:
                if not self._aborting: # the parent was cancelled from outside
                    cancelled = e
                    self._abort()
            self._all_done = None
        if self._base_error is not None:
            raise self._base_error
        if cancelled is not None and not self._errors:
            raise cancelled
        if kind is not None and kind is not CancelledError:
            self._errors.append(exception)
        if self._errors:
            errors, self._errors = self._errors, []
            raise BaseExceptionGroup('unhandled errors in a TaskGroup', errors) from None

    def create_task(self, coro, *, name=None, context=None):
        if not self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has not been entered')
        if self._leaving and not self._tasks:
            raise RuntimeError(f'TaskGroup {self!r} is finished')
        if self._aborting:
            raise RuntimeError(f'TaskGroup {self!r} is shutting down')
        task = get_running_loop().create_task(coro, name=name, context=context)
        task.add_done_callback(self._finished)
        self._tasks.add(task)
        return task

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _finished(self, task):
        self._tasks.discard(task)
        if self._all_done is not None and not self._tasks and not self._all_done.done():
            self._all_done.set_result(True)
        if task.cancelled() or task.exception() is None:
            return
        self._errors.append(task.exception())
        if isinstance(task.exception(), (KeyboardInterrupt, SystemExit)) and self._base_error is None:
            self._base_error = task.exception()
        if not self._aborting:
            self._abort()
            if not self._parent_cancelled and not self._leaving:
                self._parent_cancelled = True
                self._parent.cancel()
