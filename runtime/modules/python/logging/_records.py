"""Levels, records and filters (a part of logging): what a message is before a handler has it.

The tables of level names are changed under `_lock`, which guards all that is shared in the package.
"""
import functools
import os
import threading
import time

import logging

CRITICAL, ERROR, WARNING, INFO, DEBUG, NOTSET = 50, 40, 30, 20, 10, 0
FATAL, WARN = CRITICAL, WARNING

_nameToLevel = {"CRITICAL": CRITICAL, "FATAL": FATAL, "ERROR": ERROR, "WARN": WARNING, "WARNING": WARNING,
                "INFO": INFO, "DEBUG": DEBUG, "NOTSET": NOTSET}
_levelToName = {level: name for name, level in _nameToLevel.items() if name not in ("FATAL", "WARN")}
_lock = threading.RLock()
_startTime = time.time()


def getLevelNamesMapping():
    """A copy of the table from names of levels to numbers."""
    return _nameToLevel.copy()


def getLevelName(level):
    """The name of a numeric level, the number of a named one, or "Level ..." if it has no name."""
    for table in _levelToName, _nameToLevel:
        found = table.get(level)
        if found is not None:
            return found
    return "Level %s" % level


def addLevelName(level, levelName):
    """Gives a level a name, both ways."""
    with _lock:
        _levelToName[level], _nameToLevel[levelName] = levelName, level


def _checkLevel(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError("Level not an integer or a valid string: %r" % (level,))
    number = _nameToLevel.get(level)
    if number is None:
        raise ValueError("Unknown level: %r" % (level,))
    return number


# ---- records ----

@functools.lru_cache
def _names_of_file(path):
    # A program logs from few files, often.
    filename = os.path.basename(path)
    return filename, os.path.splitext(filename)[0]


def _arguments(args):
    """A single mapping as argument is for messages with named fields: %(key)s."""
    if args and len(args) == 1 and args[0]:
        from collections.abc import Mapping
        if isinstance(args[0], Mapping):
            return args[0]
    return args


class LogRecord:
    """One event: what was said, by whom, where and when."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        # Formatters that print the whole record show its attributes in this order.
        now = time.time()
        self.name, self.msg, self.args = name, msg, _arguments(args)
        self.levelname, self.levelno = getLevelName(level), level
        try:
            names = _names_of_file(pathname)
        except (TypeError, ValueError, AttributeError):
            names = pathname, "Unknown module"
        self.pathname = pathname
        self.filename, self.module = names
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.lineno, self.funcName = lineno, func
        self.created, self.msecs = now, now % 1 * 1000 // 1
        self.relativeCreated = (now - _startTime) * 1000
        by_thread = logging.logThreads
        self.thread = threading.get_ident() if by_thread else None
        self.threadName = threading.current_thread().name if by_thread else None
        self.processName = "MainProcess" if logging.logMultiprocessing else None
        self.process = os.getpid() if logging.logProcesses else None

    def __repr__(self):
        shown = ", ".join(map(str, (self.name, self.levelno, self.pathname, self.lineno)))
        return f'<LogRecord: {shown}, "{self.msg}">'

    def getMessage(self):
        """The message with its arguments put in."""
        message = str(self.msg)
        return message % self.args if self.args else message


# ---- filters ----

class Filter:
    """Lets records of one logger and those below it pass; without a name, all."""

    def __init__(self, name=""):
        self.name, self.nlen = name, len(name)

    def filter(self, record):
        return not self.nlen or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    """What loggers and handlers share: a list of filters, all of which must let a record pass."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        for each in self.filters:
            if not (each.filter(record) if hasattr(each, "filter") else each(record)):
                return False
        return True


for _each in getLevelNamesMapping, getLevelName, addLevelName, LogRecord, Filter, Filterer:
    _each.__module__ = "logging"  # where programs find them
del _each
