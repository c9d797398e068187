"""Tests that run together."""
import itertools
import sys

from unittest import case


class BaseTestSuite:
    """A collection of tests."""
    _cleanup = True

    def __init__(self, tests=()):
        self._tests, self._removed_tests = [], 0
        self.addTests(tests)

    def __repr__(self):
        return "<%s tests=%s>" % (case.strclass(self.__class__), list(self))

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, self.__class__) else NotImplemented

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return self._removed_tests + sum(test.countTestCases() for test in self if test)

    def addTest(self, test):
        if not callable(test):
            raise TypeError("%r is not callable" % (repr(test),))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        """Runs the tests until the result says that they should stop."""
        for test in itertools.takewhile(lambda test: not result.shouldStop, self):
            test(result)
        return result

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    """A collection that also sets up modules and classes."""

    def run(self, result, debug=False):
        top = not getattr(result, "_testRunEntered", False)
        if top:
            result._testRunEntered = True
        for test in self:
            if result.shouldStop:
                break
            if not isinstance(test, BaseTestSuite):
                self._leave_class(test, result)
                self._enter_module(test, result)
                self._enter_class(test, result)
                result._previousTestClass = test.__class__
                if getattr(test.__class__, "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False):
                    continue
            test.debug() if debug else test(result)
        if top:
            self._leave_class(None, result)
            self._leave_module(result)
            result._testRunEntered = False
        return result

    def _report(self, result, name, problem, information):
        if isinstance(result, _DebugResult):
            raise problem
        error = _ErrorHolder(name)
        if isinstance(problem, case.SkipTest):
            getattr(result, "addSkip", lambda *args: None)(error, str(problem))
        else:
            result.addError(error, information)

    def _enter_class(self, test, result):
        current = test.__class__
        if current is getattr(result, "_previousTestClass", None) or getattr(result, "_moduleSetUpFailed", False) \
                or getattr(current, "__unittest_skip__", False):
            return
        if not hasattr(current, "setUpClass"):
            return
        current._classSetupFailed = False
        try:
            current.setUpClass()
        except Exception as problem:
            self._report(result, "setUpClass (%s)" % case.strclass(current), problem, sys.exc_info())
            current._classSetupFailed = True
            self._class_cleanups(current, result, "setUpClass")

    def _class_cleanups(self, cls, result, method):
        if hasattr(cls, "doClassCleanups"):
            cls.doClassCleanups()
            for information in cls.tearDown_exceptions:
                self._report(result, "%s (%s)" % (method, case.strclass(cls)), information[1], information)

    def _leave_class(self, test, result):
        previous = getattr(result, "_previousTestClass", None)
        if previous is None or test is not None and test.__class__ is previous:
            return
        if getattr(previous, "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False) \
                or getattr(previous, "__unittest_skip__", False):
            return
        if hasattr(previous, "tearDownClass"):
            try:
                previous.tearDownClass()
            except Exception as problem:
                self._report(result, "tearDownClass (%s)" % case.strclass(previous), problem, sys.exc_info())
        self._class_cleanups(previous, result, "tearDownClass")

    def _enter_module(self, test, result):
        previous = getattr(result, "_previousTestClass", None)
        current = test.__class__.__module__
        if previous is not None and previous.__module__ == current:
            return
        self._leave_module(result)
        result._moduleSetUpFailed = False
        function = getattr(sys.modules.get(current), "setUpModule", None)
        if function is not None:
            try:
                function()
            except Exception as problem:
                self._report(result, "setUpModule (%s)" % current, problem, sys.exc_info())
                result._moduleSetUpFailed = True
                self._module_cleanups(result, current, "setUpModule")

    def _module_cleanups(self, result, name, method):
        try:
            case.doModuleCleanups()
        except Exception as problem:
            self._report(result, "%s (%s)" % (method, name), problem, sys.exc_info())

    def _leave_module(self, result):
        previous = getattr(result, "_previousTestClass", None)
        if previous is None or getattr(result, "_moduleSetUpFailed", False):
            return
        module = sys.modules.get(previous.__module__)
        function = getattr(module, "tearDownModule", None)
        if function is not None:
            try:
                function()
            except Exception as problem:
                self._report(result, "tearDownModule (%s)" % previous.__module__, problem, sys.exc_info())
        if module is not None:
            self._module_cleanups(result, previous.__module__, "tearDownModule")

    def debug(self):
        """Runs the tests, their classes and modules without collecting problems: the first is raised."""
        self.run(_DebugResult(), True)


class _DebugResult:
    """What debug() runs with: it collects nothing."""
    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False


class _ErrorHolder:
    """Stands, in reports, for a class or module that could not be set up or left."""
    failureException = ()  # whatever went wrong there is an error, not a failed assertion

    def __init__(self, description):
        self.description = description

    def __str__(self):
        return self.description

    id = __str__

    def __repr__(self):
        return f"<ErrorHolder description={self.description!r}>"

    def shortDescription(self):
        """There is none."""

    def countTestCases(self):
        return 0
