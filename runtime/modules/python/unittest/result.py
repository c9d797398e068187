"""Where tests report to."""
import io
import os
import sys
import traceback


def failfast(method):
    """The run ends when the decorated method is called."""
    import functools

    @functools.wraps(method)
    def inner(self, *args, **kwargs):
        if getattr(self, "failfast", False):
            self.stop()
        return method(self, *args, **kwargs)
    return inner


class TestResult:
    """Collects what happened."""
    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures, self.errors = [], []
        self.testsRun = 0
        self.skipped, self.expectedFailures, self.unexpectedSuccesses = [], [], []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._original = None

    def printErrors(self):
        """Called after the run."""

    def startTest(self, test):
        self.testsRun += 1
        if self.buffer:
            self._original = sys.stdout, sys.stderr
            sys.stdout, sys.stderr = io.StringIO(), io.StringIO()

    def startTestRun(self):
        """Called before the first test."""

    def stopTest(self, test):
        if self.buffer and self._original is not None:
            sys.stdout, sys.stderr = self._original
            self._original = None

    def stopTestRun(self):
        """Called after the last test."""

    @failfast
    def addError(self, test, err):
        self.errors.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addFailure(self, test, err):
        self.failures.append((test, self._exc_info_to_string(err, test)))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if getattr(self, "failfast", False):
                self.stop()
            kept = self.failures if issubclass(err[0], test.failureException) else self.errors
            kept.append((subtest, self._exc_info_to_string(err, test)))

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        return not self.failures and not self.errors and not getattr(self, "unexpectedSuccesses", ())

    def stop(self):
        """The run ends after this test."""
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        kind, value, tb = err
        tb = self._without_library(tb)
        if issubclass(kind, test.failureException):
            last = None
            place = tb
            while place is not None and not _of_library(place):
                last, place = place, place.tb_next
            if last is not None and place is not None:
                last.tb_next = None # the assertion's own frames say nothing
        shown = traceback.TracebackException(kind, value, tb, capture_locals=self.tb_locals, compact=True)
        lines = list(shown.format())
        if self.buffer and self._original is not None:
            for name, stream in (("Stdout", sys.stdout), ("Stderr", sys.stderr)):
                text = stream.getvalue()
                if text:
                    lines.append("\n%s:\n%s" % (name, text if text.endswith("\n") else text + "\n"))
        return "".join(lines)

    def _without_library(self, tb):
        while tb is not None and _of_library(tb):
            tb = tb.tb_next
        return tb

    def __repr__(self):
        return "<%s.%s run=%i errors=%i failures=%i>" % (self.__class__.__module__, self.__class__.__qualname__,
                                                         self.testsRun, len(self.errors), len(self.failures))


def _of_library(tb):
    return tb.tb_frame.f_globals.get("__name__", "").startswith("unittest.") or "__unittest" in tb.tb_frame.f_globals
