"""Running tests with a report as text."""
import sys
import time
import warnings

from unittest import result
from unittest.case import _SubTest


class _WritelnDecorator:
    """A stream with writeln()."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        if name in ("stream", "__getstate__"):
            raise AttributeError(name)
        return getattr(self.stream, name)

    def writeln(self, text=None):
        if text:
            self.write(text)
        self.write("\n")


class TextTestResult(result.TestResult):
    """Prints a mark or a line for each test."""
    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions = stream, descriptions
        self.showAll, self.dots = verbosity > 1, verbosity == 1
        self._newline = True

    def getDescription(self, test):
        first = test.shortDescription()
        return "\n".join((str(test), first)) if self.descriptions and first else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self._newline = False
            self.stream.write(f"{self.getDescription(test)} ... ")
            self.stream.flush()

    def _status(self, test, status):
        subtest = isinstance(test, _SubTest)
        if subtest or self._newline:
            if not self._newline:
                self.stream.writeln()
            if subtest:
                self.stream.write("  ")
            self.stream.write(f"{self.getDescription(test)} ... ")
        self.stream.writeln(status)
        self.stream.flush()
        self._newline = True

    def _show(self, test, line, mark):
        if self.showAll:
            self._status(test, line)
        else:
            self._mark(line, mark)

    def _mark(self, line, mark):
        """A mark, or a word after the description that stands there."""
        if self.showAll:
            self.stream.writeln(line)
        elif self.dots:
            self.stream.write(mark)
        else:
            return
        self.stream.flush()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._show(subtest, "FAIL" if failed else "ERROR", "F" if failed else "E")
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._show(test, "ok", ".")

    def addError(self, test, err):
        super().addError(test, err)
        self._show(test, "ERROR", "E")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._show(test, "FAIL", "F")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._show(test, "skipped {0!r}".format(reason), "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._mark("expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._mark("unexpected success", "u")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        for flavour, kept in ("ERROR", self.errors), ("FAIL", self.failures):
            self.printErrorList(flavour, kept)
        surprises = self.unexpectedSuccesses
        if surprises:
            titles = ["UNEXPECTED SUCCESS: " + self.getDescription(test) for test in surprises]
            self.stream.writeln("\n".join([self.separator1, *titles]))
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        for test, text in errors:
            title = f"{flavour}: {self.getDescription(test)}"
            self.stream.writeln("\n".join((self.separator1, title, self.separator2, text)))
            self.stream.flush()


class TextTestRunner:
    """Runs tests and prints how they went."""
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.verbosity, self.descriptions = verbosity, descriptions
        self.failfast, self.buffer, self.tb_locals = failfast, buffer, tb_locals
        self.warnings = warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        """Runs a test or a suite."""
        outcome = self._makeResult()
        outcome.failfast = self.failfast
        outcome.buffer = self.buffer
        outcome.tb_locals = self.tb_locals
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            getattr(outcome, "startTestRun", lambda: None)()
            try:
                test(outcome)
            finally:
                getattr(outcome, "stopTestRun", lambda: None)()
            taken = time.perf_counter() - start
        outcome.printErrors()
        if hasattr(outcome, "separator2"):
            self.stream.writeln(outcome.separator2)
        run = outcome.testsRun
        self.stream.writeln("Ran %d test%s in %.3fs" % (run, run != 1 and "s" or "", taken))
        self.stream.writeln()
        details = []
        if outcome.wasSuccessful():
            self.stream.write("OK")
        else:
            self.stream.write("FAILED")
            if outcome.failures:
                details.append("failures=%d" % len(outcome.failures))
            if outcome.errors:
                details.append("errors=%d" % len(outcome.errors))
        for name, kept in (("skipped", "skipped"), ("expected failures", "expectedFailures"),
                           ("unexpected successes", "unexpectedSuccesses")):
            number = len(getattr(outcome, kept, ()))
            if number:
                details.append("%s=%d" % (name, number))
        self.stream.write(" (%s)\n" % ", ".join(details) if details else "\n")
        self.stream.flush()
        return outcome
