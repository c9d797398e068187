"""Runs the examples in docstrings: interactive sessions whose output must be what they show."""
import inspect
import io
import linecache
import os
import re
import sys
import traceback
import unittest
from collections import namedtuple

import _doctest_examples
from _doctest_examples import (
    BLANKLINE_MARKER, COMPARISON_FLAGS, DONT_ACCEPT_BLANKLINE, DONT_ACCEPT_TRUE_FOR_1, DocTest, DocTestFailure,
    DocTestParser, ELLIPSIS, ELLIPSIS_MARKER, Example, FAIL_FAST, IGNORE_EXCEPTION_DETAIL, NORMALIZE_WHITESPACE,
    OPTIONFLAGS_BY_NAME, OutputChecker, REPORTING_FLAGS, REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE,
    REPORT_UDIFF, SKIP, UnexpectedException, register_optionflag)

__all__ = [
    "register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS",
    "SKIP", "IGNORE_EXCEPTION_DETAIL", "COMPARISON_FLAGS", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF",
    "REPORT_ONLY_FIRST_FAILURE", "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest", "DocTestParser",
    "DocTestFinder", "DocTestRunner", "OutputChecker", "DocTestFailure", "UnexpectedException", "DebugRunner",
    "testmod", "testfile", "run_docstring_examples", "DocTestSuite", "DocFileSuite", "set_unittest_reportflags",
    "script_from_examples", "testsource"]

for _class in (Example, DocTest, DocTestParser, OutputChecker, DocTestFailure, UnexpectedException):
    _class.__module__ = __name__
TestResults = namedtuple("TestResults", "failed attempted")
_indent = _doctest_examples.indent
_own_lines = "<doctest "
master = None


class DocTestFinder:
    """Collects the docstrings of a module, a class or a function, and of what belongs to it."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser = parser
        self._verbose = verbose
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, "__name__", None)
            if name is None:
                raise ValueError("DocTestFinder.find: name must be given when obj.__name__ doesn't exist: %r"
                                 % (type(obj),))
        if module is None:
            module = inspect.getmodule(obj)
        elif module is False:
            module = None
        if globs is None:
            globs = {} if module is None else module.__dict__.copy()
        else:
            globs = globs.copy()
        globs.update(extraglobs or {})
        globs.setdefault("__name__", "__main__")
        tests = []
        self._collect(tests, obj, name, module, self._source_lines(obj, module), globs, set())
        tests.sort()
        return tests

    def _source_lines(self, obj, module):
        try:
            file = inspect.getsourcefile(obj)
        except TypeError:
            return None
        if not file:
            file = inspect.getfile(obj)
            if file[:1] + file[-2:] != "<]>":  # an example that is being run
                return None
        return linecache.getlines(file, module.__dict__ if module is not None else None) or None

    def _is_routine(self, obj):
        return inspect.isroutine(inspect.unwrap(obj)) if not isinstance(obj, type) else False

    def _from_module(self, module, obj):
        """Is this defined in the module, and not imported?"""
        if module is None:
            return True
        if inspect.getmodule(obj) is not None:
            return module is inspect.getmodule(obj)
        if inspect.isfunction(obj):
            return module.__dict__ is obj.__globals__
        if inspect.ismethoddescriptor(obj) or inspect.ismethodwrapper(obj):
            owner = getattr(obj, "__objclass__", None)
            return module.__name__ == (owner.__module__ if owner is not None else getattr(obj, "__module__", module.__name__))
        if hasattr(obj, "__module__"):
            return module.__name__ == obj.__module__
        if isinstance(obj, property):
            return True
        raise ValueError("object must be a class or function")

    def _collect(self, tests, obj, name, module, lines, globs, seen):
        if self._verbose:
            print("Finding tests in %s" % name)
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._test(obj, name, module, globs, lines)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if inspect.ismodule(obj):
            for key, value in obj.__dict__.items():
                if (self._is_routine(value) or inspect.isclass(value)) and self._from_module(module, value):
                    self._collect(tests, value, "%s.%s" % (name, key), module, lines, globs, seen)
            self._collect_named(tests, obj, name, module, lines, globs, seen)
        elif inspect.isclass(obj):
            for key, value in obj.__dict__.items():
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                wanted = self._is_routine(value) or inspect.isclass(value) or isinstance(value, property)
                if wanted and self._from_module(module, value):
                    self._collect(tests, value, "%s.%s" % (name, key), module, lines, globs, seen)

    def _collect_named(self, tests, obj, name, module, lines, globs, seen):
        """What the module's __test__ names."""
        for key, value in getattr(obj, "__test__", {}).items():
            if not isinstance(key, str):
                raise ValueError("DocTestFinder.find: __test__ keys must be strings: %r" % (type(key),))
            if not (self._is_routine(value) or inspect.isclass(value) or inspect.ismodule(value)
                    or isinstance(value, str)):
                raise ValueError("DocTestFinder.find: __test__ values must be strings, functions, methods, classes, "
                                 "or modules: %r" % (type(value),))
            self._collect(tests, value, "%s.__test__.%s" % (name, key), module, lines, globs, seen)

    def _test(self, obj, name, module, globs, lines):
        docstring = obj if isinstance(obj, str) else getattr(obj, "__doc__", None)
        docstring = "" if docstring is None else str(docstring)
        lineno = self._line_of(obj, lines)
        if self._exclude_empty and not docstring:
            return None
        if module is None:
            filename = None
        else:
            filename = getattr(module, "__file__", None) or module.__name__
            filename = filename[:-1] if filename.endswith(".pyc") else filename
        return self._parser.get_doctest(docstring, globs, name, filename, lineno)

    def _line_of(self, obj, lines):
        """The index of the line where the docstring begins, if it can be told."""
        lineno = None
        if inspect.ismodule(obj) and getattr(obj, "__doc__", None) is not None:
            lineno = 0
        if inspect.isclass(obj) and getattr(obj, "__doc__", None) is not None and lines is not None:
            head = re.compile(r"^\s*class\s*%s\b" % re.escape(getattr(obj, "__name__", "-")))
            lineno = next((at for at, line in enumerate(lines) if head.match(line)), None)
        if inspect.ismethod(obj):
            obj = obj.__func__
        if inspect.isfunction(obj) and getattr(obj, "__doc__", None):
            obj = inspect.unwrap(obj).__code__
        if inspect.istraceback(obj):
            obj = obj.tb_frame
        if inspect.isframe(obj):
            obj = obj.f_code
        if inspect.iscode(obj):
            lineno = obj.co_firstlineno - 1
        if lineno is None or lines is None:
            return lineno
        opens_text = re.compile(r"(^|.*:)\s*\w*(\"|')")
        return next((at for at in range(lineno, len(lines)) if opens_text.match(lines[at])), None)


class _Output(io.StringIO):
    """Takes the place of sys.stdout while an example runs."""

    def getvalue(self):
        text = super().getvalue()
        return text + "\n" if text and not text.endswith("\n") else text

    def empty(self):
        self.seek(0)
        self.truncate()


class DocTestRunner:
    """Runs the examples of tests, tells of failures, and counts."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._counts = {}  # name: [failures, tries]
        self._fakeout = _Output()

    # ---- what is told ----

    def report_start(self, out, test, example):
        if self._verbose:
            expected = "Expecting:\n" + _indent(example.want) if example.want else "Expecting nothing\n"
            out("Trying:\n" + _indent(example.source) + expected)

    def report_success(self, out, test, example, got):
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        out(self._head(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        out(self._head(test, example) + "Exception raised:\n" + _indent(_doctest_examples.traceback_text(exc_info)))

    def _head(self, test, example):
        if test.filename:
            known = test.lineno is not None and example.lineno is not None
            place = 'File "%s", line %s, in %s' % (test.filename, test.lineno + example.lineno + 1 if known else "?",
                                                   test.name)
        else:
            place = "Line %s, in %s" % (example.lineno + 1, test.name)
        return "\n".join([self.DIVIDER, place, "Failed example:", _indent(example.source)])

    # ---- running ----

    def _set_options(self, example):
        self.optionflags = self.original_optionflags
        for flag, on in example.options.items():
            self.optionflags = self.optionflags | flag if on else self.optionflags & ~flag

    def _run_example(self, test, example, number, compileflags):
        """(exc_info or None, output)"""
        name = _own_lines + "%s[%d]>" % (test.name, number)
        try:
            exec(compile(example.source, name, "single", compileflags, True), test.globs)
            raised = None
        except KeyboardInterrupt:
            raise
        except:
            raised = sys.exc_info()
        got = self._fakeout.getvalue()
        self._fakeout.empty()
        return raised, got

    def _same(self, want, got):
        return self._checker.check_output(want, got, self.optionflags)

    def _same_exception(self, example, message):
        if self._same(example.exc_msg, message):
            return True
        return bool(self.optionflags & IGNORE_EXCEPTION_DETAIL) and self._same(
            _doctest_examples.without_details(example.exc_msg), _doctest_examples.without_details(message))

    def _judge(self, out, test, example, raised, got, quiet):
        """Tells of the outcome; True: it is as it should be."""
        if raised is None:
            fine = self._same(example.want, got)
        elif example.exc_msg is None:
            if not quiet:
                self.report_unexpected_exception(out, test, example, raised)
            return False
        else:
            fine = self._same_exception(example, _message_of(*raised[:2]))
            got += "" if quiet else _doctest_examples.traceback_text(raised)
        if not quiet:
            (self.report_success if fine else self.report_failure)(out, test, example, got)
        return fine

    def _run_all(self, test, compileflags, out):
        failures = tries = 0
        try:
            for number, example in enumerate(test.examples):
                self._set_options(example)
                if self.optionflags & SKIP:
                    continue
                quiet = bool(self.optionflags & REPORT_ONLY_FIRST_FAILURE) and failures > 0
                tries += 1
                if not quiet:
                    self.report_start(out, test, example)
                raised, got = self._run_example(test, example, number, compileflags)
                if not self._judge(out, test, example, raised, got, quiet):
                    failures += 1
                    if self.optionflags & FAIL_FAST:
                        break
        finally:
            self.optionflags = self.original_optionflags
        self._count(test.name, failures, tries)
        return TestResults(failures, tries)

    def _count(self, name, failures, tries):
        counts = self._counts.setdefault(name, [0, 0])
        counts[0] += failures
        counts[1] += tries
        self.failures += failures
        self.tries += tries

    def _lines_of_examples(self, filename, module_globals=None):
        """linecache.getlines, with the sources of the examples beside."""
        found = re.fullmatch(r"<doctest (?P<name>.+)\[(?P<number>\d+)\]>", filename)
        if found and found["name"] == self.test.name:
            return self.test.examples[int(found["number"])].source.splitlines(keepends=True)
        return self._plain_getlines(filename, module_globals)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """TestResults of the examples of one test."""
        self.test = test
        if compileflags is None:
            compileflags = _future_flags(test.globs)
        stdout, hook = sys.stdout, sys.displayhook
        if out is None:
            out = stdout.write
            if stdout.encoding is not None and stdout.encoding.lower() != "utf-8":
                def out(text):
                    stdout.write(text.encode(stdout.encoding, "backslashreplace").decode(stdout.encoding))
        sys.stdout = self._fakeout
        sys.displayhook = sys.__displayhook__
        self._plain_getlines, linecache.getlines = linecache.getlines, self._lines_of_examples
        try:
            return self._run_all(test, compileflags, out)
        finally:
            sys.stdout, sys.displayhook = stdout, hook
            linecache.getlines = self._plain_getlines
            if clear_globs:
                test.globs.clear()
                import builtins
                builtins._ = None

    # ---- the sum ----

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        counts = sorted(self._counts.items())
        empty = [name for name, (failures, tries) in counts if tries == 0]
        passed = [(name, tries) for name, (failures, tries) in counts if tries > 0 and failures == 0]
        failed = [(name, failures, tries) for name, (failures, tries) in counts if failures > 0]
        if verbose and empty:
            print(len(empty), "items had no tests:")
            for name in empty:
                print("   ", name)
        if verbose and passed:
            print(len(passed), "items passed all tests:")
            for name, tries in passed:
                print(" %3d tests in %s" % (tries, name))
        if failed:
            print(self.DIVIDER)
            print(len(failed), "items had failures:")
            for name, failures, tries in failed:
                print(" %3d of %3d in %s" % (failures, tries, name))
        failures = sum(each[1] for each in failed)
        tries = sum(tries for _, (_, tries) in counts)
        if verbose:
            print(tries, "tests in", len(counts), "items.")
            print(tries - failures, "passed and", failures, "failed.")
        if failures:
            print("***Test Failed***", failures, "failures.")
        elif verbose:
            print("Test passed.")
        return TestResults(failures, tries)

    def merge(self, other):
        for name, (failures, tries) in other._counts.items():
            counts = self._counts.setdefault(name, [0, 0])
            counts[0] += failures
            counts[1] += tries


def _message_of(kind, error):
    """What a traceback ends with; without the line that a SyntaxError shows."""
    lines = traceback.format_exception_only(kind, error)
    if issubclass(kind, SyntaxError):
        while len(lines) > 1 and lines[0].startswith(" "):
            del lines[0]
    return "".join(lines)


def _future_flags(globs):
    import __future__
    flags = 0
    for name in __future__.all_feature_names:
        feature = getattr(__future__, name)
        if globs.get(name) is feature:
            flags |= feature.compiler_flag
    return flags


class DebugRunner(DocTestRunner):
    """Raises at the first failure, and keeps the names of the test then."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        results = super().run(test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return results

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


# ---- running whole modules and files ----

def _run_tests(tests, verbose, report, optionflags, raise_on_error):
    global master
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in tests:
        runner.run(test)
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        master.merge(runner)
    return TestResults(runner.failures, runner.tries)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None,
            raise_on_error=False, exclude_empty=False):
    """Runs the examples of a module, of __main__ without one."""
    m = sys.modules.get("__main__") if m is None else m
    if not inspect.ismodule(m):
        raise TypeError("testmod: module required; %r" % (m,))
    finder = DocTestFinder(exclude_empty=exclude_empty)
    tests = finder.find(m, m.__name__ if name is None else name, globs=globs, extraglobs=extraglobs)
    return _run_tests(tests, verbose, report, optionflags, raise_on_error)


def _normal_module(module, depth=2):
    if inspect.ismodule(module):
        return module
    if isinstance(module, str):
        return __import__(module, globals(), locals(), ["*"])
    if module is None:
        return sys.modules[sys._getframe(depth).f_globals["__name__"]]
    raise TypeError("Expected a module, string, or None")


def _read_file(filename, package, module_relative, encoding):
    """(text, path)"""
    if module_relative:
        package = _normal_module(package, 3)
        if filename.startswith("/"):
            raise ValueError("Module-relative files may not have absolute paths")
        base = getattr(package, "__file__", None)
        if base is not None:
            base = os.path.dirname(base)
        elif package.__name__ == "__main__":
            base = os.path.dirname(sys.argv[0]) if sys.argv and sys.argv[0] else os.curdir
        elif hasattr(package, "__path__"):
            base = next(iter(package.__path__))
        else:
            raise ValueError("Can't resolve paths relative to the module %r (it has no __file__)" % (package,))
        filename = os.path.join(base, *filename.split("/"))
    with open(filename, encoding=encoding) as file:
        return file.read(), filename


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True,
             optionflags=0, extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):
    """Runs the examples in a file of text."""
    if package and not module_relative:
        raise ValueError("Package may only be specified for module-relative paths.")
    text, path = _read_file(filename, package, module_relative, encoding or "utf-8")
    globs = {} if globs is None else globs.copy()
    globs.update(extraglobs or {})
    globs.setdefault("__name__", "__main__")
    test = parser.get_doctest(text, globs, os.path.basename(path) if name is None else name, path, 0)
    return _run_tests([test], verbose, report, optionflags, raise_on_error)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Runs the examples of one object; prints failures only."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


def script_from_examples(s):
    """A program of the examples in a text; everything else becomes comments."""
    lines = []
    for piece in DocTestParser().parse(s):
        if isinstance(piece, Example):
            lines.append(piece.source[:-1])
            if piece.want:
                lines.append("# Expected:")
                lines += ["## " + line for line in piece.want.split("\n")[:-1]]
        else:
            lines += ["# " + line if line.strip() else "#" for line in piece.split("\n")[:-1]]
    while lines and lines[-1] == "#":
        lines.pop()
    while lines and lines[0] == "#":
        lines.pop(0)
    return "\n".join(lines) + "\n"


def testsource(module, name):
    """The program of the examples of one name in a module."""
    for test in DocTestFinder().find(_normal_module(module)):
        if test.name == name:
            return script_from_examples(test.docstring)
    raise ValueError(name, "not found in tests")


# ---- unittest ----

_unittest_reportflags = 0


def set_unittest_reportflags(flags):
    """The flags of reports that tests of a DocTestSuite have by themselves; returns the former ones."""
    global _unittest_reportflags
    if flags & REPORTING_FLAGS != flags:
        raise ValueError("Only reporting flags allowed", flags)
    former, _unittest_reportflags = _unittest_reportflags, flags
    return former


class DocTestCase(unittest.TestCase):
    """One DocTest as a test of unittest; setUp and tearDown are called with it."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_test = test
        self._rules = optionflags, setUp, tearDown, checker

    def setUp(self):
        self._names_before = self._dt_test.globs.copy()
        prepare = self._rules[1]
        if prepare is not None:
            prepare(self._dt_test)

    def tearDown(self):
        finish, names = self._rules[2], self._dt_test.globs
        if finish is not None:
            finish(self._dt_test)
        names.clear()
        names.update(self._names_before)

    def runTest(self):
        flags, _, _, checker = self._rules
        if not flags & REPORTING_FLAGS:
            flags |= _unittest_reportflags
        runner = DocTestRunner(optionflags=flags, checker=checker, verbose=False)
        runner.DIVIDER = "-" * 70
        told = io.StringIO()
        if runner.run(self._dt_test, out=told.write, clear_globs=False).failed:
            raise self.failureException(self.format_failure(told.getvalue()))

    def format_failure(self, err):
        test = self._dt_test
        return ('Failed doctest test for %s\n  File "%s", line %s, in %s\n\n%s'
                % (test.name, test.filename, "unknown line number" if test.lineno is None else test.lineno,
                   test.name.split(".")[-1], err))

    def debug(self):
        flags, _, _, checker = self._rules
        self.setUp()
        DebugRunner(checker, False, flags).run(self._dt_test, clear_globs=False)
        self.tearDown()

    def id(self):
        return self._dt_test.name

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return (self._dt_test, self._rules) == (other._dt_test, other._rules)

    def __hash__(self):
        return hash(self._rules)

    def __str__(self):
        *place, last = self._dt_test.name.split(".")
        return "%s (%s)" % (last, ".".join(place))

    __repr__ = __str__

    def shortDescription(self):
        return "Doctest: " + self._dt_test.name


class SkipDocTestCase(DocTestCase):
    """Stands in a suite for a module whose docstrings the option -OO took away."""

    def __init__(self, module):
        super().__init__(None)
        self.module = module

    def setUp(self):
        raise unittest.SkipTest("DocTestSuite will not work with -O2 and above")

    def __str__(self):
        return "Skipping tests from " + self.module.__name__

    __repr__ = shortDescription = __str__


class DocFileCase(DocTestCase):
    """The examples of a text file as one test."""

    def id(self):
        return "_".join(self._dt_test.name.split("."))

    def __str__(self):
        return self._dt_test.filename

    __repr__ = __str__

    def format_failure(self, err):
        return ('Failed doctest test for %s\n  File "%s", line 0\n\n%s'
                % (self._dt_test.name, self._dt_test.filename, err))


class _DocTestSuite(unittest.TestSuite):
    def _removeTestAtIndex(self, index):
        pass


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """A suite with one test for each docstring of a module that has examples."""
    module = _normal_module(module, 2)
    finder = DocTestFinder() if test_finder is None else test_finder
    tests = finder.find(module, globs=globs, extraglobs=extraglobs)
    suite = _DocTestSuite()
    if not tests and sys.flags.optimize >= 2:
        suite.addTest(SkipDocTestCase(module))
        return suite
    for test in sorted(tests):
        if test.examples:
            if not test.filename:
                filename = module.__file__
                test.filename = filename[:-1] if filename.endswith(".pyc") else filename
            suite.addTest(DocTestCase(test, **options))
    return suite


def DocFileTest(path, module_relative=True, package=None, globs=None, parser=DocTestParser(), encoding=None, **options):
    globs = {} if globs is None else globs.copy()
    if package and not module_relative:
        raise ValueError("Package may only be specified for module-relative paths.")
    text, path = _read_file(path, package, module_relative, encoding or "utf-8")
    globs.setdefault("__file__", path)
    return DocFileCase(parser.get_doctest(text, globs, os.path.basename(path), path, 0), **options)


def DocFileSuite(*paths, **kw):
    """A suite with one test for each file."""
    suite = _DocTestSuite()
    if kw.get("module_relative", True):
        kw["package"] = _normal_module(kw.get("package"), 2)
    for path in paths:
        suite.addTest(DocFileTest(path, **kw))
    return suite


def _main():
    import argparse
    parser = argparse.ArgumentParser(prog="doctest.py", description="doctest runner")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell of tests that pass, too")
    parser.add_argument("-o", "--option", action="append", choices=OPTIONFLAGS_BY_NAME.keys(), default=[],
                        help="an option flag; may be given several times")
    parser.add_argument("-f", "--fail-fast", action="store_true", help="stop at the first failure of a test")
    parser.add_argument("file", nargs="+", help="a module, or a file of text with examples")
    arguments = parser.parse_args()
    flags = FAIL_FAST if arguments.fail_fast else 0
    for name in arguments.option:
        flags |= OPTIONFLAGS_BY_NAME[name]
    for file in arguments.file:
        if file.endswith(".py"):
            folder, name = os.path.split(file)
            sys.path.insert(0, folder)
            module = __import__(name[:-3])
            del sys.path[0]
            failures, _ = testmod(module, verbose=arguments.verbose, optionflags=flags)
        else:
            failures, _ = testfile(file, module_relative=False, verbose=arguments.verbose, optionflags=flags)
        if failures:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
