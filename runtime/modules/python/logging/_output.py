"""Handlers (a part of logging): what writes records to streams and files.

Each handler writes under a lock of its own, so threads log at the same time and lines are never mixed. All
handlers are listed by weak references, in order of creation, for shutdown().
"""
import os
import sys
import threading
import traceback
import weakref
from _types import GenericAlias

import logging
from logging._formatters import _defaultFormatter
from logging._records import NOTSET, WARNING, Filterer, _checkLevel, _lock, getLevelName

_handlers = weakref.WeakValueDictionary()  # by name
_handlerList = []  # weak references, in order of creation


def _removeHandlerRef(reference):
    # A weak reference dies when it may, also while modules are being torn down.
    handlers, lock = _handlerList, _lock
    if handlers is not None and lock is not None:
        with lock:
            if reference in handlers:
                handlers.remove(reference)


class _Held:
    """`with _Held(handler):` runs alone among the threads that use the handler."""

    __slots__ = ("handler",)

    def __init__(self, handler):
        self.handler = handler

    def __enter__(self):
        self.handler.acquire()

    def __exit__(self, *exc_info):
        self.handler.release()


class Handler(Filterer):
    """Does something with records: subclasses define emit()."""

    def __init__(self, level=NOTSET):
        super().__init__()
        self.level, self.formatter = _checkLevel(level), None
        self._name, self._closed = None, False
        self.createLock()
        with _lock:
            _handlerList.append(weakref.ref(self, _removeHandlerRef))

    def get_name(self):
        return self._name

    def set_name(self, name):
        """Lets the handler be found by a name, which programs' settings use."""
        with _lock:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        """Makes the lock under which records are written; None for handlers that need none."""
        self.lock = threading.RLock()

    def acquire(self):
        if self.lock:
            self.lock.acquire()

    def release(self):
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        self.level = _checkLevel(level)

    def format(self, record):
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Emits a record that the filters let pass, alone among the threads."""
        passed = self.filter(record)
        if passed:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return passed

    def setFormatter(self, fmt):
        self.formatter = fmt

    def flush(self):
        pass

    def close(self):
        """Ends the handler; its name is free again."""
        with _lock:
            _handlers.pop(self._name, None)
            self._closed = True

    def handleError(self, record):
        """Tells on standard error what went wrong in emit(); logging itself raises nothing."""
        if not logging.raiseExceptions or not sys.stderr:
            return
        kind, value, trace = sys.exc_info()
        try:
            sys.stderr.write("--- Logging error ---\n")
            traceback.print_exception(kind, value, trace, None, sys.stderr)
            sys.stderr.write("Call stack:\n")
            frame = trace.tb_frame
            while frame and frame.f_code.co_filename.startswith("<frozen logging"):
                frame = frame.f_back
            if frame:
                traceback.print_stack(frame, file=sys.stderr)
            else:
                sys.stderr.write("Logged from file %s, line %s\n" % (record.filename, record.lineno))
            try:
                sys.stderr.write("Message: %r\nArguments: %s\n" % (record.msg, record.args))
            except RecursionError:
                raise
            except Exception:
                sys.stderr.write("Unable to print the message and arguments - possible formatting error.\n"
                                 "Use the traceback above to help find the error.\n")
        except OSError:
            pass
        finally:
            del kind, value, trace

    def _written_to(self):
        """Where records go, for repr(); a text that may be empty."""
        return ""

    def __repr__(self):
        parts = type(self).__name__, self._written_to(), "(%s)" % getLevelName(self.level)
        return "<%s>" % " ".join(filter(None, parts))


class StreamHandler(Handler):
    """Writes to an open text stream, by default standard error."""

    __class_getitem__ = classmethod(GenericAlias)

    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        with _Held(self):
            flush = getattr(self.stream, "flush", None) if self.stream else None
            if flush is not None:
                flush()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Writes to another stream from now on; gives the one before, or None if it is the same."""
        if stream is self.stream:
            return None
        with _Held(self):
            self.flush()
            before, self.stream = self.stream, stream
        return before

    def _written_to(self):
        return str(getattr(self.stream, "name", ""))


class FileHandler(StreamHandler):
    """Writes to a file, which with delay=True is opened by the first record."""

    _builtin_open = staticmethod(open)  # at exit, builtins may be gone when a last record comes

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode, self.encoding, self.errors, self.delay = mode, encoding, errors, delay
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            super().__init__(self._open())

    def close(self):
        with _Held(self):
            try:
                if self.stream:
                    self._give_up_stream()
            finally:
                super().close()

    def _give_up_stream(self):
        """Writes out and closes the stream. Whatever fails on the way, the handler has none any more."""
        try:
            self.flush()
        finally:
            stream, self.stream = self.stream, None
            if hasattr(stream, "close"):
                stream.close()

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        if self.stream is None and (self.mode != "w" or not self._closed):
            self.stream = self._open()
        if self.stream:
            super().emit(record)

    def _written_to(self):
        return self.baseFilename


class _StderrHandler(StreamHandler):
    """Writes to whatever sys.stderr is at the time."""

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    stream = property(lambda self: sys.stderr)


lastResort = _StderrHandler(WARNING)


class NullHandler(Handler):
    """Does nothing: for libraries, whose programs decide what is written."""

    def handle(self, record):
        """Does nothing, not even with filters."""

    emit = handle

    def createLock(self):
        self.lock = None


for _each in Handler, StreamHandler, FileHandler, _StderrHandler, NullHandler:
    _each.__module__ = "logging"  # where programs find them
del _each
