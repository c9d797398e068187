"""One test, and what it can assert."""
import collections
import contextlib
import functools
import sys
import types
import warnings

from unittest._assertions import (Assertions, _AssertLogsContext, _AssertRaisesContext, _AssertWarnsContext,
                                  safe_repr)
from unittest.result import TestResult

def strclass(cls):
    return "%s.%s" % (cls.__module__, cls.__qualname__)


class SkipTest(Exception):
    """Raised in a test to skip it."""


class _ShouldStop(Exception):
    pass


def _identity(obj):
    return obj


def skip(reason):
    """Skips a test."""
    def decorator(item):
        if not isinstance(item, type):
            @functools.wraps(item)
            def wrapper(*args, **kwargs):
                raise SkipTest(reason)
            item = wrapper
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if isinstance(reason, types.FunctionType):
        function, reason = reason, ""
        return decorator(function)
    return decorator


def skipIf(condition, reason):
    """Skips a test when the condition holds."""
    return skip(reason) if condition else _identity


def skipUnless(condition, reason):
    """Skips a test unless the condition holds."""
    return _identity if condition else skip(reason)


def expectedFailure(item):
    """The test is expected to fail."""
    item.__unittest_expecting_failure__ = True
    return item


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """To be called after the tests of a module."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    return _enter(cm, addModuleCleanup)


def doModuleCleanups():
    problems = _problems_of(_module_cleanups)
    if problems:
        raise problems[0][1]


def _calls(cleanups):
    """What was registered, the last first, to be called; that may register more."""
    while cleanups:
        function, args, kwargs = cleanups.pop()
        yield functools.partial(function, *args, **kwargs)


def _problems_of(cleanups):
    """Calls all that was registered; gives what sys.exc_info() said of each that failed."""
    problems = []
    for call in _calls(cleanups):
        try:
            call()
        except Exception:
            problems.append(sys.exc_info())
    return problems


def _first_line(text):
    return text.strip().partition("\n")[0].strip() if text else None


def _enter(cm, add_cleanup):
    cls = type(cm)
    try:
        enter, leave = cls.__enter__, cls.__exit__
    except AttributeError:
        raise TypeError("'%s.%s' object does not support the context manager protocol"
                        % (cls.__module__, cls.__qualname__)) from None
    result = enter(cm)
    add_cleanup(leave, cm, None, None, None)
    return result


class _Outcome:
    def __init__(self, result):
        self.result = result
        self.result_supports_subtests = hasattr(result, "addSubTest")
        self.success = True
        self.expecting_failure = False
        self.expectedFailure = None

    @contextlib.contextmanager
    def testPartExecutor(self, test_case, subTest=False):
        before, self.success = self.success, True
        try:
            yield
        except KeyboardInterrupt:
            raise
        except SkipTest as problem:
            self.success = False
            _skip(self.result, test_case, str(problem))
        except _ShouldStop:
            pass
        except:
            information = sys.exc_info()
            if self.expecting_failure:
                self.expectedFailure = information
            else:
                self.success = False
                if subTest:
                    self.result.addSubTest(test_case.test_case, test_case, information)
                elif issubclass(information[0], test_case.failureException):
                    self.result.addFailure(test_case, information)
                else:
                    self.result.addError(test_case, information)
        else:
            if subTest and self.success:
                self.result.addSubTest(test_case.test_case, test_case, None)
        finally:
            self.success = self.success and before


def _skip(result, test_case, reason):
    add = getattr(result, "addSkip", None)
    if add is not None:
        add(test_case, reason)
    else:
        result.addSuccess(test_case)


class TestCase(Assertions):
    """A test: a method, with what comes before and after it."""
    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._testMethodDoc = "No test"
        try:
            method = getattr(self, methodName)
        except AttributeError:
            if methodName != "runTest":
                raise ValueError("no such test method in %s: %s" % (self.__class__, methodName)) from None
        else:
            self._testMethodDoc = method.__doc__
        self._cleanups = []
        self._subtest = None
        self._type_equality_funcs = {}
        for kind, name in ((dict, "assertDictEqual"), (list, "assertListEqual"), (tuple, "assertTupleEqual"),
                           (set, "assertSetEqual"), (frozenset, "assertSetEqual"), (str, "assertMultiLineEqual")):
            self.addTypeEqualityFunc(kind, name)

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality_funcs[typeobj] = function

    def addCleanup(self, function, /, *args, **kwargs):
        """To be called after tearDown()."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enters a context manager that is left after the test."""
        return _enter(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        return _enter(cm, cls.addClassCleanup)

    def setUp(self):
        """Before each test."""

    def tearDown(self):
        """After each test."""

    @classmethod
    def setUpClass(cls):
        """Before the tests of the class."""

    @classmethod
    def tearDownClass(cls):
        """After the tests of the class."""

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def shortDescription(self):
        return _first_line(self._testMethodDoc)

    def id(self):
        return "%s.%s" % (strclass(self.__class__), self._testMethodName)

    def __eq__(self, other):
        return self._testMethodName == other._testMethodName if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return "%s (%s.%s)" % (self._testMethodName, strclass(self.__class__), self._testMethodName)

    def __repr__(self):
        return "<%s testMethod=%s>" % (strclass(self.__class__), self._testMethodName)

    @contextlib.contextmanager
    def subTest(self, msg=None, **params):
        """A part of a test that may fail by itself."""
        if self._outcome is None or not self._outcome.result_supports_subtests:
            yield
            return
        parent = self._subtest
        merged = params if parent is None else collections.ChainMap(params, *parent.params.maps) \
            if isinstance(parent.params, collections.ChainMap) else {**parent.params, **params}
        self._subtest = _SubTest(self, msg, merged)
        try:
            with self._outcome.testPartExecutor(self._subtest, subTest=True):
                yield
            if not self._outcome.success:
                if self._outcome.result is not None and self._outcome.result.failfast:
                    raise _ShouldStop
            elif self._outcome.expectedFailure:
                raise _ShouldStop
        finally:
            self._subtest = parent

    def run(self, result=None):
        """Runs the test and reports to the result."""
        own = result is None
        if own:
            result = self.defaultTestResult()
            getattr(result, "startTestRun", lambda: None)()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            if getattr(self.__class__, "__unittest_skip__", False) or getattr(method, "__unittest_skip__", False):
                _skip(result, self, getattr(self.__class__, "__unittest_skip_why__", "")
                      or getattr(method, "__unittest_skip_why__", ""))
                return result
            expecting = getattr(self, "__unittest_expecting_failure__", False) or \
                getattr(method, "__unittest_expecting_failure__", False)
            outcome = self._outcome = _Outcome(result)
            try:
                with outcome.testPartExecutor(self):
                    self.setUp()
                if outcome.success:
                    outcome.expecting_failure = expecting
                    with outcome.testPartExecutor(self):
                        if method() is not None:
                            warnings.warn("It is deprecated to return a value that is not None from a test case "
                                          "(%s)" % (method,), DeprecationWarning, stacklevel=3)
                    outcome.expecting_failure = False
                    with outcome.testPartExecutor(self):
                        self.tearDown()
                self.doCleanups()
                if outcome.success:
                    if not expecting:
                        result.addSuccess(self)
                    elif outcome.expectedFailure:
                        result.addExpectedFailure(self, outcome.expectedFailure)
                    else:
                        result.addUnexpectedSuccess(self)
                return result
            finally:
                outcome.expectedFailure = None
                self._outcome = None
        finally:
            result.stopTest(self)
            if own:
                getattr(result, "stopTestRun", lambda: None)()

    def doCleanups(self):
        outcome = self._outcome or _Outcome(self.defaultTestResult())
        for call in _calls(self._cleanups):
            with outcome.testPartExecutor(self):
                call()
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        """Calls what addClassCleanup() registered; what failed is in `tearDown_exceptions`."""
        cls.tearDown_exceptions = _problems_of(cls._class_cleanups)

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        """Runs the test without collecting problems: the first is raised, and SkipTest for a test to be skipped."""
        method = getattr(self, self._testMethodName)
        for marked in type(self), method:
            if getattr(marked, "__unittest_skip__", False):
                raise SkipTest(getattr(marked, "__unittest_skip_why__", ""))
        self.setUp()
        method()
        self.tearDown()
        for call in _calls(self._cleanups):
            call()

    def skipTest(self, reason):
        """Skips this test."""
        raise SkipTest(reason)


class FunctionTestCase(TestCase):
    """A function as a test, and functions to call before and after it."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._functions = setUp, testFunc, tearDown
        self._description = description

    def _call(self, index):
        function = self._functions[index]
        if function is not None:
            function()

    def setUp(self):
        self._call(0)

    def runTest(self):
        self._call(1)

    def tearDown(self):
        self._call(2)

    def __eq__(self, other):
        if not isinstance(other, type(self)):
            return NotImplemented
        return (self._functions, self._description) == (other._functions, other._description)

    def __hash__(self):
        return hash((type(self), self._functions, self._description))

    def id(self):
        return self._functions[1].__name__

    def __str__(self):
        return "%s (%s)" % (strclass(type(self)), self.id())

    def __repr__(self):
        return "<%s tec=%s>" % (strclass(type(self)), self._functions[1])

    def shortDescription(self):
        given = self._description
        return _first_line(self._functions[1].__doc__) if given is None else given


class _SubTest(TestCase):
    """A part of a test, for reports: subTest() itself runs it."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self.test_case, self.params, self._message = test_case, params, message
        self.failureException = test_case.failureException

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def _part(self):
        texts = []
        if self._message is not None:
            texts.append("[%s]" % self._message)
        if self.params:
            texts.append("(%s)" % ", ".join("%s=%r" % item for item in self.params.items()))
        return " ".join(texts) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._part()}"

    def __str__(self):
        return f"{self.test_case} {self._part()}"

    def shortDescription(self):
        return self.test_case.shortDescription()
