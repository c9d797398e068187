"""Finding tests."""
import functools
import os
import sys
import traceback

from unittest import case, suite


class _FailedTest(case.TestCase):
    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))

        def fail():
            raise self._exception
        return fail


class TestLoader:
    """Makes suites of classes, modules and names."""
    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(lambda a, b: (a > b) - (a < b))
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        self.errors = []

    def loadTestsFromTestCase(self, testCaseClass):
        """All tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        if testCaseClass in (case.TestCase, case.FunctionTestCase):
            return self.suiteClass()  # those are to be derived from, or made with a function
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def getTestCaseNames(self, testCaseClass):
        def wanted(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            if self.testNamePatterns is None:
                return True
            from fnmatch import fnmatchcase
            full = "%s.%s.%s" % (testCaseClass.__module__, testCaseClass.__qualname__, name)
            return any(fnmatchcase(full, pattern) for pattern in self.testNamePatterns)
        names = list(filter(wanted, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def loadTestsFromModule(self, module, *args, pattern=None, **kws):
        """All tests of a module."""
        tests = [self.loadTestsFromTestCase(each) for each in (getattr(module, name) for name in dir(module))
                 if isinstance(each, type) and issubclass(each, case.TestCase)
                 and each not in (case.TestCase, case.FunctionTestCase)]
        tests = self.suiteClass(tests)
        load = getattr(module, "load_tests", None)
        if load is not None:
            try:
                return load(self, tests, pattern)
            except Exception as problem:
                return self._failed(module.__name__, problem, "Failed to call load_tests:")
        return tests

    def _failed(self, name, problem, text):
        self.errors.append("%s\n%s" % (text, traceback.format_exc()))
        error = ImportError("%s\n%s" % (text, traceback.format_exc())) if isinstance(problem, ImportError) else problem
        return self.suiteClass([_FailedTest(name, error)])

    def loadTestsFromName(self, name, module=None):
        """Tests by a dotted name: a module, a class, or a method."""
        parts = name.split(".")
        if module is None:
            tried = parts[:]
            while tried:
                try:
                    module = __import__(".".join(tried))
                    break
                except ImportError as problem:
                    failed = tried.pop()
                    if not tried:
                        return self._failed(failed, problem, "Failed to import test module: %s" % failed)
            parts = parts[1:]
        obj, parent = module, None
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as problem:
                return self._failed(part, problem, "Failed to access attribute:")
        import types
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if isinstance(obj, type) and issubclass(obj, case.TestCase):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, types.FunctionType) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            instance = parent(parts[-1])
            if not isinstance(getattr(instance, parts[-1]), types.FunctionType):
                return self.suiteClass([instance])
        elif isinstance(obj, suite.TestSuite):
            return obj
        if callable(obj):
            test = obj()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError("calling %s returned %s, not a test" % (obj, test))
        raise TypeError("don't know how to make test from: %s" % obj)

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        """Tests of all files below a folder whose names fit."""
        from fnmatch import fnmatch
        if os.path.isdir(start_dir):
            top = os.path.abspath(top_level_dir or self._top_level_dir or start_dir)
            start = os.path.abspath(start_dir)
        else:
            __import__(start_dir)
            module = sys.modules[start_dir]
            start = os.path.dirname(os.path.abspath(module.__file__))
            top = start if top_level_dir is None else os.path.abspath(top_level_dir)
            for _ in start_dir.split(".") if top_level_dir is None else ():
                top = os.path.dirname(top)
        if top not in sys.path:
            sys.path.insert(0, top)
        self._top_level_dir = top
        tests = []
        for folder, folders, files in os.walk(start):
            folders[:] = sorted(each for each in folders if os.path.isfile(os.path.join(folder, each, "__init__.py")))
            for name in sorted(files):
                if not name.endswith(".py") or not name[:-3].isidentifier() or not fnmatch(name, pattern):
                    continue
                dotted = os.path.relpath(os.path.join(folder, name[:-3]), top).replace(os.sep, ".")
                try:
                    __import__(dotted)
                except case.SkipTest as problem:
                    reason = str(problem)
                    tests.append(self.suiteClass([case.FunctionTestCase(case.skip(reason)(lambda: None))]))
                except Exception as problem:
                    tests.append(self._failed(dotted, problem, "Failed to import test module: %s" % dotted))
                else:
                    tests.append(self.loadTestsFromModule(sys.modules[dotted], pattern=pattern))
        return self.suiteClass(tests)


defaultTestLoader = TestLoader()


def _loader(prefix, sort, suite_class=None, patterns=None):
    loader = TestLoader()
    loader.sortTestMethodsUsing = sort
    loader.testMethodPrefix = prefix
    loader.testNamePatterns = patterns
    if suite_class:
        loader.suiteClass = suite_class
    return loader


def getTestCaseNames(testCaseClass, prefix, sortUsing=TestLoader.sortTestMethodsUsing, testNamePatterns=None):
    return _loader(prefix, sortUsing, patterns=testNamePatterns).getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix="test", sortUsing=TestLoader.sortTestMethodsUsing, suiteClass=suite.TestSuite):
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix="test", sortUsing=TestLoader.sortTestMethodsUsing, suiteClass=suite.TestSuite):
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromModule(module)
