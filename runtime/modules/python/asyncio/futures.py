"""Futures: a result that comes later, and who waits for it."""
import contextvars
import sys

TimeoutError = TimeoutError


class CancelledError(BaseException):
    """Somebody cancelled what is awaited."""


class InvalidStateError(Exception):
    """A future is not, or already, done."""


for _each in (CancelledError, InvalidStateError):
    _each.__module__ = 'asyncio.exceptions'

_PENDING, _CANCELLED, _FINISHED = 'PENDING', 'CANCELLED', 'FINISHED'


def isfuture(obj):
    """Whether obj is a Future, or something that says it behaves as one."""
    return (hasattr(type(obj), '_asyncio_future_blocking')
            and obj._asyncio_future_blocking is not None)


def _loop_of(loop):
    if loop is None:
        from asyncio.loop import get_event_loop
        loop = get_event_loop()
    return loop


class Future:
    """A result that is set once, and that coroutines can await."""

    _state = _PENDING
    _result = None
    _exception = None
    _asyncio_future_blocking = False
    _cancel_message = None
    _told = True # whether somebody has looked at the exception

    def __init__(self, *, loop=None):
        self._loop = _loop_of(loop)
        self._callbacks = []

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)

    def _describe(self):
        parts = [self._state.lower()]
        if self._state == _FINISHED:
            if self._exception is not None:
                parts.append(f'exception={self._exception!r}')
            else:
                parts.append(f'result={self._result!r}')
        if self._callbacks:
            shown = [getattr(function, '__qualname__', repr(function)) + '()'
                     for function, context in self._callbacks]
            parts.append(f'cb=[{", ".join(shown)}]')
        return parts

    def __repr__(self):
        return f'<{type(self).__name__} {" ".join(self._describe())}>'

    def __del__(self):
        if not self._told:
            self._loop.call_exception_handler({
                'message': f'{type(self).__name__} exception was never retrieved',
                'exception': self._exception, 'future': self})

    def get_loop(self):
        return self._loop

    def done(self):
        return self._state != _PENDING

    def cancelled(self):
        return self._state == _CANCELLED

    def cancel(self, msg=None):
        self._told = True
        if self._state != _PENDING:
            return False
        self._cancel_message = msg
        self._finish(_CANCELLED)
        return True

    def _make_cancelled(self):
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def result(self):
        if self._state == _CANCELLED:
            raise self._make_cancelled()
        if self._state != _FINISHED:
            raise InvalidStateError('Result is not set.')
        self._told = True
        if self._exception is not None:
            raise self._exception.with_traceback(self._traceback)
        return self._result

    def exception(self):
        if self._state == _CANCELLED:
            raise self._make_cancelled()
        if self._state != _FINISHED:
            raise InvalidStateError('Exception is not set.')
        self._told = True
        return self._exception

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError(f'{self._state}: {self!r}')
        self._result = result
        self._finish(_FINISHED)

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError(f'{self._state}: {self!r}')
        if isinstance(exception, type):
            exception = exception()
        if type(exception) is StopIteration:
            raise TypeError('StopIteration interacts badly with generators '
                            'and cannot be raised into a Future')
        self._exception = exception
        self._traceback = exception.__traceback__
        self._told = False
        self._finish(_FINISHED)

    def _finish(self, state):
        self._state = state
        callbacks, self._callbacks = self._callbacks, []
        for function, context in callbacks:
            self._loop.call_soon(function, self, context=context)

    def add_done_callback(self, fn, *, context=None):
        if self._state != _PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, context or contextvars.copy_context()))

    def remove_done_callback(self, fn):
        kept = [pair for pair in self._callbacks if pair[0] != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks = kept
        return removed

    def __await__(self):
        if self._state == _PENDING:
            self._asyncio_future_blocking = True
            yield self
        if self._state == _PENDING:
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


def _copy_state(source, target):
    """What the finished source has becomes the target's."""
    if target.done():
        return
    if source.cancelled():
        target.cancel()
    elif source.exception() is not None:
        target.set_exception(source.exception())
    else:
        target.set_result(source.result())


def wrap_future(future, *, loop=None):
    """A Future of this module for one of concurrent.futures."""
    if isfuture(future):
        return future
    loop = _loop_of(loop)
    wrapped = loop.create_future()

    def arrived(source):
        loop.call_soon_threadsafe(_copy_state, source, wrapped)

    def passed_on(target):
        if target.cancelled():
            future.cancel()
    wrapped.add_done_callback(passed_on)
    future.add_done_callback(arrived)
    return wrapped
