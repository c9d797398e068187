"""Messages about what a program does: loggers in a tree, handlers that write, formatters, filters.

A logger hands a record to its own handlers and to those of its ancestors. The tree, the table of level names
and the list of handlers are changed under one lock; each handler writes under a lock of its own, so threads
log at the same time and lines are never mixed. Handlers are flushed and closed at exit.
"""
import io
import sys
import traceback
import warnings
import weakref  # not used here: programs take it from here for lists that shutdown() gets
from _types import GenericAlias

from logging._formatters import (BASIC_FORMAT, BufferingFormatter, Formatter, PercentStyle, StrFormatStyle,
                                 StringTemplateStyle, _defaultFormatter, _style_named, _STYLES)
from logging._output import (FileHandler, Handler, NullHandler, StreamHandler, _Held, _handlerList, _handlers,
                             _StderrHandler, lastResort)
from logging._records import (CRITICAL, DEBUG, ERROR, FATAL, INFO, NOTSET, WARN, WARNING, Filter, Filterer,
                              LogRecord, _checkLevel, _levelToName, _lock, _nameToLevel, _startTime,
                              addLevelName, getLevelName, getLevelNamesMapping)

__all__ = ["BASIC_FORMAT", "BufferingFormatter", "CRITICAL", "DEBUG", "ERROR", "FATAL", "FileHandler", "Filter",
           "Formatter", "Handler", "INFO", "LogRecord", "Logger", "LoggerAdapter", "NOTSET", "NullHandler",
           "StreamHandler", "WARN", "WARNING", "addLevelName", "basicConfig", "captureWarnings", "critical",
           "debug", "disable", "error", "exception", "fatal", "getLevelName", "getLogger", "getLoggerClass",
           "info", "log", "makeLogRecord", "setLoggerClass", "shutdown", "warn", "warning",
           "getLogRecordFactory", "setLogRecordFactory", "lastResort", "raiseExceptions",
           "getLevelNamesMapping"]

# What programs set; read when a record is made or a handler fails.
raiseExceptions = logThreads = logMultiprocessing = logProcesses = True

_defaultLastResort = lastResort
_acquireLock, _releaseLock = _lock.acquire, _lock.release


def _is_internal(frame):
    filename = frame.f_code.co_filename
    return filename == _srcfile or "importlib" in filename and "_bootstrap" in filename


_srcfile = _is_internal.__code__.co_filename
_logRecordFactory = LogRecord


def setLogRecordFactory(factory):
    """What makes records from now on."""
    global _logRecordFactory
    _logRecordFactory = factory


def getLogRecordFactory():
    """What makes records now."""
    return _logRecordFactory


def makeLogRecord(dict):
    """A record with the given attributes, as one that was sent over a wire."""
    record = _logRecordFactory(None, None, "", 0, "", (), None, None)
    vars(record).update(dict)
    return record


# ---- the tree of loggers ----

class PlaceHolder:
    """Stands in the tree for a logger that has descendants and was not asked for yet."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        self.loggerMap.setdefault(alogger, None)


_loggerClass = None


def _checked_class(klass):
    if not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)
    return klass


def setLoggerClass(klass):
    """The class of loggers that are made from now on."""
    global _loggerClass
    _loggerClass = _checked_class(klass)


def getLoggerClass():
    return _loggerClass


class Manager:
    """Holds the tree: loggers by their dotted names."""

    def __init__(self, rootnode):
        self.root, self.loggerDict = rootnode, {}
        self.loggerClass = self.logRecordFactory = None
        self.disable, self.emittedNoHandlerWarning = 0, False

    def _set_disable(self, level):
        self._disable = _checkLevel(level)

    disable = property(lambda self: self._disable, _set_disable,
                       doc="Messages of this level and below are dropped.")

    def getLogger(self, name):
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        with _lock:
            found = self.loggerDict.get(name)
            if found is not None and not isinstance(found, PlaceHolder):
                return found
            made = (self.loggerClass or _loggerClass)(name)
            made.manager = self
            self.loggerDict[name] = made
            if found is not None:
                self._adopt(found, made)
            self._find_parent(made)
            return made

    def _find_parent(self, logger):
        name = logger.name
        parent = None
        end = name.rfind(".")
        while end > 0 and not parent:
            above = name[:end]
            found = self.loggerDict.get(above)
            if found is None:
                self.loggerDict[above] = PlaceHolder(logger)
            elif isinstance(found, PlaceHolder):
                found.append(logger)
            else:
                parent = found
            end = name.rfind(".", 0, end - 1)
        logger.parent = parent or self.root

    def _adopt(self, placeholder, logger):
        """Descendants whose parent is further up get the new logger between."""
        for child in placeholder.loggerMap:
            if child.parent.name[:len(logger.name)] != logger.name:
                logger.parent = child.parent
                child.parent = logger

    def setLoggerClass(self, klass):
        self.loggerClass = _checked_class(klass)

    def setLogRecordFactory(self, factory):
        self.logRecordFactory = factory

    def _clear_cache(self):
        with _lock:
            for logger in self.loggerDict.values():
                if isinstance(logger, Logger):
                    logger._cache.clear()
            self.root._cache.clear()


def _named(function, name, owner):
    function.__name__, function.__qualname__ = name, f"{owner}.{name}"
    return function


class Logger(Filterer):
    """One node of the tree; get it by getLogger()."""

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level = name, _checkLevel(level)
        self.parent, self.propagate = None, True
        self.handlers, self.disabled = [], False
        self._cache = {}  # level -> whether it is enabled; emptied when a level changes anywhere

    def setLevel(self, level):
        self.level = _checkLevel(level)
        self.manager._clear_cache()

    def _at(level, name):
        def method(self, msg, *args, **kwargs):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        return _named(method, name, "Logger")

    debug, info = _at(DEBUG, "debug"), _at(INFO, "info")
    warning, error = _at(WARNING, "warning"), _at(ERROR, "error")
    critical = _at(CRITICAL, "critical")
    del _at

    def fatal(self, msg, *args, **kwargs):
        self.critical(msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def warn(self, msg, *args, **kwargs):
        warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        if not isinstance(level, int):
            if raiseExceptions:
                raise TypeError("level must be an integer")
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def findCaller(self, stack_info=False, stacklevel=1):
        """(file, line, function, stack as text or None) of who logs, `stacklevel` - 1 frames further out."""
        frame = sys._getframe(1)
        while frame is not None and _is_internal(frame):
            frame = frame.f_back
        if frame is None:
            return "(unknown file)", 0, "(unknown function)", None
        while stacklevel > 1:
            above = frame.f_back
            if above is None:
                break
            frame = above
            if not _is_internal(frame):
                stacklevel -= 1
        stack = None
        if stack_info:
            out = io.StringIO()
            out.write("Stack (most recent call last):\n")
            traceback.print_stack(frame, file=out)
            stack = out.getvalue().removesuffix("\n")
        return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        record = _logRecordFactory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        if extra is not None:
            for key in extra:
                if key in ("message", "asctime") or key in record.__dict__:
                    raise KeyError("Attempt to overwrite %r in LogRecord" % key)
                record.__dict__[key] = extra[key]
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        file, line, function, stack = self.findCaller(stack_info, stacklevel)
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = type(exc_info), exc_info, exc_info.__traceback__
            elif not isinstance(exc_info, tuple):
                exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, file, line, msg, args, exc_info, function, extra, stack))

    def handle(self, record):
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def addHandler(self, hdlr):
        with _lock:
            if hdlr not in self.handlers:
                self.handlers = self.handlers + [hdlr]  # a new list: other threads may be going through it

    def removeHandler(self, hdlr):
        with _lock:
            if hdlr in self.handlers:
                self.handlers = [each for each in self.handlers if each is not hdlr]

    def hasHandlers(self):
        logger = self
        while logger:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def callHandlers(self, record):
        """Hands a record to the handlers of this logger and of those above."""
        found = 0
        logger = self
        while logger:
            for handler in logger.handlers:
                found += 1
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found:
            if lastResort:
                if record.levelno >= lastResort.level:
                    lastResort.handle(record)
            elif raiseExceptions and not self.manager.emittedNoHandlerWarning:
                sys.stderr.write('No handlers could be found for logger "%s"\n' % self.name)
                self.manager.emittedNoHandlerWarning = True

    def getEffectiveLevel(self):
        """The level of the nearest logger upwards that has one."""
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        if self.disabled:
            return False
        known = self._cache.get(level)
        if known is None:
            with _lock:
                known = self.manager.disable < level and level >= self.getEffectiveLevel()
                self._cache[level] = known
        return known

    def getChild(self, suffix):
        return self.manager.getLogger(suffix if self.root is self else self.name + "." + suffix)

    def __repr__(self):
        return "<%s %s (%s)>" % (self.__class__.__name__, self.name, getLevelName(self.getEffectiveLevel()))

    def __reduce__(self):
        if getLogger(self.name) is not self:
            import pickle
            raise pickle.PicklingError("logger cannot be pickled")
        return getLogger, (self.name,)


class RootLogger(Logger):
    """The logger above all others."""

    def __init__(self, level):
        super().__init__("root", level)

    def __reduce__(self):
        return getLogger, ()


_loggerClass = Logger


class LoggerAdapter:
    """A logger that adds what it knows to every message: override process(), or use `extra`."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, logger, extra=None):
        self.logger = logger
        self.extra = extra

    def process(self, msg, kwargs):
        kwargs["extra"] = self.extra
        return msg, kwargs

    def _at(level, name):
        def method(self, msg, *args, **kwargs):
            self.log(level, msg, *args, **kwargs)
        return _named(method, name, "LoggerAdapter")

    debug, info = _at(DEBUG, "debug"), _at(INFO, "info")
    warning, error = _at(WARNING, "warning"), _at(ERROR, "error")
    critical = _at(CRITICAL, "critical")
    del _at

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def warn(self, msg, *args, **kwargs):
        warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    # All else is the logger's.

    def _delegated(name):
        def method(self, *args, **kwargs):
            return getattr(self.logger, name)(*args, **kwargs)
        return _named(method, name, "LoggerAdapter")

    isEnabledFor, setLevel = _delegated("isEnabledFor"), _delegated("setLevel")
    getEffectiveLevel, hasHandlers = _delegated("getEffectiveLevel"), _delegated("hasHandlers")
    _log = _delegated("_log")
    del _delegated

    name = property(lambda self: self.logger.name)
    manager = property(lambda self: self.logger.manager,
                       lambda self, value: setattr(self.logger, "manager", value))

    def __repr__(self):
        return "<%s %s (%s)>" % (type(self).__name__, self.name, getLevelName(self.getEffectiveLevel()))


root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)


# ---- the root logger's functions ----

def basicConfig(*, filename=None, filemode="a", stream=None, handlers=None, force=False, encoding=None,
                errors="backslashreplace", format=None, datefmt=None, style="%", level=None):
    """Gives the root logger a handler, unless it has one; force=True closes those that it has."""
    with _lock:
        if force:
            for handler in root.handlers[:]:
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        if handlers is None:
            if stream is not None and filename is not None:
                raise ValueError("'stream' and 'filename' should not be specified together")
        elif stream is not None or filename is not None:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        if handlers is None:
            if filename:
                if "b" in filemode:
                    errors = None
                else:
                    encoding = io.text_encoding(encoding)
                handlers = [FileHandler(filename, filemode, encoding=encoding, errors=errors)]
            else:
                handlers = [StreamHandler(stream)]
        plain = _style_named(style)[1]
        formatter = Formatter(plain if format is None else format, datefmt, style)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        if level is not None:
            root.setLevel(level)


def getLogger(name=None):
    """The logger of a dotted name, made if need be; without a name, the root."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


def _through_root(method_name):
    def function(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, method_name)(msg, *args, **kwargs)
    function.__name__ = function.__qualname__ = method_name
    return function


critical = _through_root("critical")
error = _through_root("error")
warning = _through_root("warning")
info = _through_root("info")
debug = _through_root("debug")


def fatal(msg, *args, **kwargs):
    critical(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    error(msg, *args, exc_info=exc_info, **kwargs)


def warn(msg, *args, **kwargs):
    warnings.warn("The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, 2)
    warning(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """No logger takes messages of this level or below."""
    root.manager.disable = level
    root.manager._clear_cache()


def shutdown(handlerList=_handlerList):
    """Flushes and closes all handlers, the last that was made first."""
    for reference in reversed(handlerList[:]):
        try:
            handler = reference()
            if handler:
                try:
                    handler.acquire()
                    if getattr(handler, "flushOnClose", True):
                        handler.flush()
                    handler.close()
                except (OSError, ValueError):
                    pass  # its stream was closed before
                finally:
                    handler.release()
        except Exception:
            if raiseExceptions:
                raise


import atexit
atexit.register(shutdown)


# ---- warnings as messages ----

_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    text = warnings.formatwarning(message, category, filename, lineno, line)
    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning(str(text))


def captureWarnings(capture):
    """Lets the logger "py.warnings" have the warnings, or ends that."""
    global _warnings_showwarning
    if capture and _warnings_showwarning is None:
        _warnings_showwarning = warnings.showwarning
        warnings.showwarning = _showwarning
    elif not capture and _warnings_showwarning is not None:
        warnings.showwarning = _warnings_showwarning
        _warnings_showwarning = None
