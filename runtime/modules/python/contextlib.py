"""Tools for `with` statements."""

import sys
from abc import ABC, abstractmethod
from _collections_abc import _recognized_by
from _types import GenericAlias, MethodType
from functools import wraps

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext",
           "AbstractContextManager", "AbstractAsyncContextManager", "AsyncExitStack",
           "ContextDecorator", "ExitStack", "redirect_stdout", "redirect_stderr", "suppress",
           "aclosing", "chdir", "AsyncContextDecorator"]


@_recognized_by("__enter__", "__exit__")
class AbstractContextManager(ABC):
    __class_getitem__ = classmethod(GenericAlias)

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None


@_recognized_by("__aenter__", "__aexit__")
class AbstractAsyncContextManager(ABC):
    __class_getitem__ = classmethod(GenericAlias)

    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None


class _Decorator:
    """A manager that decorates functions: each call runs inside it."""

    def _recreate_cm(self):
        # Most managers can be entered again; those that cannot give a new one.
        return self


class ContextDecorator(_Decorator):
    """Lets a context manager decorate functions: each call runs inside it."""

    def __call__(self, func):
        @wraps(func)
        def guarded(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return guarded


class AsyncContextDecorator(_Decorator):
    """The same for asynchronous context managers and functions."""

    def __call__(self, func):
        @wraps(func)
        async def guarded(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return guarded


# ---- generators as context managers ----

_ENDED = object()  # what next() and anext() give instead of an exception when there is no yield left


class _GeneratorManager:
    """What managers made of both kinds of generators share. `_end` is the exception by which such a
    generator says that it has ended; of the types in `_wrapped`, one that its code lets through
    becomes the cause of a RuntimeError."""

    def __init__(self, func, args, kwds):
        self._call = func, args, kwds
        self.gen = func(*args, **kwds)
        doc = getattr(func, "__doc__", None)
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _recreate_cm(self):
        # A generator runs once, so each use as a decorator needs its own.
        return type(self)(*self._call)

    def _start(self):
        del self._call  # the arguments are not needed any more, and may be large
        return self.gen

    def _swallowed(self, error, traceback, raised):
        """Judges `raised`, which came out when the block's `error` was thrown in: True ends the
        block quietly, False lets `error` go on, None means that `raised` is the generator's own."""
        if isinstance(raised, self._end):
            return raised is not error
        if raised is error or (type(raised) is RuntimeError and raised.__cause__ is error
                               and isinstance(error, self._wrapped)):
            error.__traceback__ = traceback  # as before: the generator's frames say nothing
            return False
        return None


class _GeneratorContextManager(_GeneratorManager, AbstractContextManager, ContextDecorator):
    _end = StopIteration
    _wrapped = StopIteration

    def __enter__(self):
        value = next(self._start(), _ENDED)
        if value is _ENDED:
            raise RuntimeError("generator didn't yield")
        return value

    def __exit__(self, kind, error, traceback):
        if kind is None:
            if next(self.gen, _ENDED) is not _ENDED:
                raise RuntimeError("generator didn't stop")
            return False
        if error is None:
            error = kind()
        try:
            self.gen.throw(kind, error, traceback)
        except BaseException as raised:
            verdict = self._swallowed(error, traceback, raised)
            if verdict is None:
                raise
            return verdict
        raise RuntimeError("generator didn't stop after throw()")


class _AsyncGeneratorContextManager(_GeneratorManager, AbstractAsyncContextManager,
                                    AsyncContextDecorator):
    _end = StopAsyncIteration
    _wrapped = StopIteration, StopAsyncIteration

    async def __aenter__(self):
        value = await anext(self._start(), _ENDED)
        if value is _ENDED:
            raise RuntimeError("generator didn't yield")
        return value

    async def __aexit__(self, kind, error, traceback):
        if kind is None:
            if await anext(self.gen, _ENDED) is not _ENDED:
                raise RuntimeError("generator didn't stop")
            return False
        if error is None:
            error = kind()
        try:
            await self.gen.athrow(kind, error, traceback)
        except BaseException as raised:
            verdict = self._swallowed(error, traceback, raised)
            if verdict is None:
                raise
            return verdict
        raise RuntimeError("generator didn't stop after athrow()")


def _makes(manager_class, func):
    """The function that gives, for a call of `func`, a manager of the call's generator."""
    @wraps(func)
    def make(*args, **kwds):
        return manager_class(func, args, kwds)
    return make


def contextmanager(func):
    """Makes a context manager of a generator function that yields once."""
    return _makes(_GeneratorContextManager, func)


def asynccontextmanager(func):
    """Makes an asynchronous context manager of an asynchronous generator function."""
    return _makes(_AsyncGeneratorContextManager, func)


# ---- small managers ----

class _Holder:
    """Keeps the thing that is closed at the end."""

    def __init__(self, thing):
        self.thing = thing


class closing(_Holder, AbstractContextManager):
    """Closes a thing at the end of the block."""

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing(_Holder, AbstractAsyncContextManager):
    """Closes a thing with aclose() at the end of the block."""

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class _Exchange(AbstractContextManager):
    """Sets something for the block. It may be entered again inside: each end brings back what its own
    beginning found. Subclasses have `_set`, which gives what was there before."""

    def __init__(self, value):
        self._value = value
        self._found = []

    def __enter__(self):
        self._found.append(self._set(self._value))
        return self._value

    def __exit__(self, *exc_info):
        self._set(self._found.pop())


class _RedirectStream(_Exchange):

    def __init__(self, new_target):
        super().__init__(new_target)

    def _set(self, target):
        before = getattr(sys, self._stream)
        setattr(sys, self._stream, target)
        return before


class redirect_stdout(_RedirectStream):
    """Sends sys.stdout elsewhere for the block."""
    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Sends sys.stderr elsewhere for the block."""
    _stream = "stderr"


class chdir(_Exchange):
    """Changes the working directory for the block."""

    def __init__(self, path):
        super().__init__(path)
        self.path = path

    def __enter__(self):
        super().__enter__()  # but the block gets nothing

    def _set(self, path):
        import os
        before = os.getcwd()
        os.chdir(path)
        return before


class suppress(AbstractContextManager):
    """Ends the block silently at one of the given exceptions."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        """Gives nothing."""

    def __exit__(self, kind, error, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing; stands where a context manager is optional."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    async def __aenter__(self):
        return self.enter_result

    def __exit__(self, *exc_info):
        """Lets every exception go on."""

    async def __aexit__(self, *exc_info):
        """Lets every exception go on."""


# ---- stacks ----

def _link_context(new, old, outermost):
    """Gives an exception raised by an exit function the context it would have in nested blocks."""
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outermost:
            break
        new = context
    new.__context__ = old


class _Unwinding:
    """Where the end of a stack stands: which exception the next exit function sees."""

    def __init__(self, error):
        self.error = error            # in flight now
        self.outermost = sys.exc_info()[1]
        self.received = error is not None
        self.suppressed = False
        self.replaced = False         # the one in flight came from an exit function

    def arguments(self):
        error = self.error
        return (None, None, None) if error is None else (type(error), error, error.__traceback__)

    def swallow(self):
        self.error = None
        self.suppressed = True
        self.replaced = False

    def replace(self, error):
        _link_context(error, self.error, self.outermost)
        self.error = error
        self.replaced = True

    def quiet(self):
        return self.received and self.suppressed

    # `with unwinding: raise unwinding.error` keeps the context that was worked out, which raising sets
    # anew; the frame in the traceback is that of the stack's __exit__, as in nested blocks.

    def __enter__(self):
        self.context = self.error.__context__

    def __exit__(self, *exc_info):
        self.error.__context__ = self.context


def _methods(cm, prefix, protocol):
    """The enter and exit functions of a manager's type."""
    cls = type(cm)
    try:
        return getattr(cls, f"__{prefix}enter__"), getattr(cls, f"__{prefix}exit__")
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does "
                        f"not support the {protocol} protocol") from None


class _Stack:
    """The exit functions to be called, the last first, each after whether its result is awaited."""

    def __init__(self):
        self._exit_callbacks = []

    def pop_all(self):
        """Moves everything to a new stack."""
        other = type(self)()
        other._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
        return other

    def _push(self, callback, awaited=False):
        self._exit_callbacks.append((awaited, callback))

    def _push_exit_of(self, exit, name, awaited):
        method = getattr(type(exit), name, None)
        self._push(exit if method is None else MethodType(method, exit), awaited)
        return exit

    def push(self, exit):
        """Registers an object with __exit__, or a function with its signature."""
        return self._push_exit_of(exit, "__exit__", False)

    def enter_context(self, cm):
        """Enters a context manager, to be left with the stack."""
        enter, leave = _methods(cm, "", "context manager")
        value = enter(cm)
        self._push(MethodType(leave, cm))
        return value

    def callback(self, callback, /, *args, **kwds):
        """Registers a function to call at the end."""
        def run(*exc_info):
            callback(*args, **kwds)
        run.__wrapped__ = callback
        self._push(run)
        return callback


class ExitStack(_Stack, AbstractContextManager):
    """A context manager made of others, as many as needed, left in the reverse order."""

    def __exit__(self, *exc_info):
        unwinding = _Unwinding(exc_info[1])
        while self._exit_callbacks:
            _, callback = self._exit_callbacks.pop()
            try:
                if callback(*unwinding.arguments()):
                    unwinding.swallow()
            except BaseException as error:
                unwinding.replace(error)
        if unwinding.replaced:
            with unwinding:
                raise unwinding.error
        return unwinding.quiet()

    def close(self):
        """Leaves everything now."""
        self.__exit__(None, None, None)


class AsyncExitStack(_Stack, AbstractAsyncContextManager):
    """ExitStack that takes asynchronous context managers and functions too."""

    async def enter_async_context(self, cm):
        """Enters an asynchronous context manager, to be left with the stack."""
        enter, leave = _methods(cm, "a", "asynchronous context manager")
        value = await enter(cm)
        self._push(MethodType(leave, cm), awaited=True)
        return value

    def push_async_exit(self, exit):
        """Registers an object with __aexit__, or a coroutine function with its signature."""
        return self._push_exit_of(exit, "__aexit__", True)

    def push_async_callback(self, callback, /, *args, **kwds):
        """Registers a coroutine function to call at the end."""
        async def run(*exc_info):
            await callback(*args, **kwds)
        run.__wrapped__ = callback
        self._push(run, awaited=True)
        return callback

    async def aclose(self):
        """Leaves everything now."""
        await self.__aexit__(None, None, None)

    async def __aexit__(self, *exc_info):
        unwinding = _Unwinding(exc_info[1])
        while self._exit_callbacks:
            awaited, callback = self._exit_callbacks.pop()
            try:
                result = callback(*unwinding.arguments())
                if await result if awaited else result:
                    unwinding.swallow()
            except BaseException as error:
                unwinding.replace(error)
        if unwinding.replaced:
            with unwinding:
                raise unwinding.error
        return unwinding.quiet()
