"""What a test can assert (a part of unittest.case): the methods assert...() and their context managers."""
import collections
import pprint
import re
import sys
import traceback
import types
import warnings

_MAX_LENGTH = 80


def safe_repr(obj, short=False):
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if not short or len(text) < _MAX_LENGTH:
        return text
    return text[:_MAX_LENGTH] + " [truncated]..."


# What is left of _MAX_LENGTH for that in which texts differ: the start, common part and end that are shown have
# 5 characters each, the two notes of what was cut 12.
_DIFFERENCE = _MAX_LENGTH - 3 * 5 - 2 * 12


def _shorten(text, prefix, suffix):
    skip = len(text) - prefix - suffix
    return "%s[%d chars]%s" % (text[:prefix], skip, text[len(text) - suffix:]) if skip > 12 else text


def _common_shorten_repr(*args):
    """Texts of objects; a long common start is cut."""
    args = tuple(map(safe_repr, args))
    longest = max(map(len, args))
    if longest <= _MAX_LENGTH:
        return args
    import os
    prefix = os.path.commonprefix(args)
    size = len(prefix)
    common = _MAX_LENGTH - (longest - size + 5 + 12)
    if common > 5:
        prefix = _shorten(prefix, 5, common)
        return tuple(prefix + text[size:] for text in args)
    prefix = _shorten(prefix, 5, 5)
    return tuple(prefix + _shorten(text[size:], _DIFFERENCE, 5) for text in args)


class _Raises:
    """The context manager of assertRaises() and its kin."""

    def __init__(self, expected, test_case, pattern=None):
        self.expected = expected
        self.test_case = test_case
        self.expected_regex = None if pattern is None else re.compile(pattern)
        self.obj_name = None
        self.msg = None

    def _fail(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))

    def handle(self, name, args, kwargs):
        if not _exception_types(self.expected, self._base):
            raise TypeError("%s() arg 1 must be %s" % (name, self._base_text))
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError("%r is an invalid keyword argument for this function" % (next(iter(kwargs)),))
            return self
        function, *args = args
        self.obj_name = getattr(function, "__name__", None) or str(function)
        with self:
            function(*args, **kwargs)
        return None


def _exception_types(expected, base):
    if isinstance(expected, tuple):
        return all(_exception_types(each, base) for each in expected)
    return isinstance(expected, type) and issubclass(expected, base)


class _AssertRaisesContext(_Raises):
    _base = BaseException
    _base_text = "an exception type or tuple of exception types"

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            name = getattr(self.expected, "__name__", None) or str(self.expected)
            self._fail("%s not raised by %s" % (name, self.obj_name) if self.obj_name else "%s not raised" % name)
        traceback.clear_frames(tb)
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(value)):
            self._fail('"%s" does not match "%s"' % (self.expected_regex.pattern, str(value)))
        return True

    __class_getitem__ = classmethod(types.GenericAlias)


class _AssertWarnsContext(_Raises):
    _base = Warning
    _base_text = "a warning type or tuple of warning types"

    def __enter__(self):
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self._manager = warnings.catch_warnings(record=True)
        self.warnings = self._manager.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, kind, value, tb):
        self._manager.__exit__(kind, value, tb)
        if kind is not None:
            return
        name = getattr(self.expected, "__name__", None) or str(self.expected)
        first = None
        for each in self.warnings:
            warning = each.message
            if not isinstance(warning, self.expected):
                continue
            first = warning if first is None else first
            if self.expected_regex is not None and not self.expected_regex.search(str(warning)):
                continue
            self.warning, self.filename, self.lineno = warning, each.filename, each.lineno
            return
        if first is not None:
            self._fail('"%s" does not match "%s"' % (self.expected_regex.pattern, str(first)))
        self._fail("%s not triggered by %s" % (name, self.obj_name) if self.obj_name else "%s not triggered" % name)


_LogsOutput = collections.namedtuple("_LoggingWatcher", ["records", "output"])


class _AssertLogsContext:
    def __init__(self, test_case, logger_name, level, no_logs):
        import logging
        self.test_case, self.logger_name, self.no_logs = test_case, logger_name, no_logs
        self.level = getattr(logging, level) if isinstance(level, str) else level or logging.INFO
        self.msg = None

    def __enter__(self):
        import logging
        watcher = self.watcher = _LogsOutput([], [])
        formatter = logging.Formatter("%(levelname)s:%(name)s:%(message)s")

        class Capture(logging.Handler):
            def emit(self, record):
                watcher.records.append(record)
                watcher.output.append(formatter.format(record))
        name = self.logger_name
        self.logger = logger = name if isinstance(name, logging.Logger) else logging.getLogger(name)
        handler = Capture()
        handler.setLevel(self.level)
        self._old = logger.handlers[:], logger.level, logger.propagate
        logger.handlers = [handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.no_logs else watcher

    def __exit__(self, kind, value, tb):
        self.logger.handlers, level, self.logger.propagate = self._old
        self.logger.setLevel(level)
        if kind is not None:
            return False
        if self.no_logs:
            if self.watcher.records:
                raise self.test_case.failureException("Unexpected logs found: %r" % self.watcher.output)
        elif not self.watcher.records:
            import logging
            raise self.test_case.failureException("no logs of level %s or higher triggered on %s"
                                                  % (logging.getLevelName(self.level), self.logger.name))


for _each in _AssertRaisesContext, _AssertWarnsContext, _AssertLogsContext, _LogsOutput:
    _each.__module__ = "unittest.case"  # where programs find them


class Assertions:
    """The base of TestCase: every method fails with `failureException` and a text that tells why."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        try:
            return "%s : %s" % (standardMsg, msg)
        except UnicodeDecodeError:
            return "%s : %s" % (safe_repr(standardMsg), safe_repr(msg))

    def fail(self, msg=None):
        """Fails at once."""
        raise self.failureException(msg)

    def _failed(self, msg, text):
        raise self.failureException(self._formatMessage(msg, text))

    def assertFalse(self, expr, msg=None):
        if expr:
            self._failed(msg, "%s is not false" % safe_repr(expr))

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._failed(msg, "%s is not true" % safe_repr(expr))

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Fails unless the exception is raised, by a call or in a with block."""
        return _AssertRaisesContext(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _AssertRaisesContext(expected_exception, self, expected_regex).handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self, expected_regex).handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=True)

    def assertEqual(self, first, second, msg=None):
        if type(first) is type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                if isinstance(function, str):
                    function = getattr(self, function)
                function(first, second, msg=msg)
                return
        if not first == second:
            self._failed(msg, "%s != %s" % _common_shorten_repr(first, second))

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._failed(msg, "%s == %s" % (safe_repr(first), safe_repr(second)))

    def _near(self, first, second, places, delta):
        """(whether they are near, text)"""
        diff = abs(first - second)
        if delta is not None:
            return diff <= delta, "within %s delta (%s difference)" % (safe_repr(delta), safe_repr(diff))
        return round(diff, places) == 0, "within %r places (%s difference)" % (places, safe_repr(diff))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        near, text = self._near(first, second, 7 if places is None else places, delta)
        if not near:
            self._failed(msg, "%s != %s %s" % (safe_repr(first), safe_repr(second), text))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        places = 7 if places is None else places
        near, text = self._near(first, second, places, delta)
        if first == second or near:
            text = text if delta is not None else "within %r places" % places
            self._failed(msg, "%s == %s %s" % (safe_repr(first), safe_repr(second), text))

    def _truncate(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + "\nDiff is %s characters long. Set self.maxDiff to None to see it." % len(diff)

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        name = seq_type.__name__ if seq_type is not None else "sequence"
        if seq_type is not None:
            for which, each in (("First", seq1), ("Second", seq2)):
                if not isinstance(each, seq_type):
                    raise self.failureException("%s sequence is not a %s: %s" % (which, name, safe_repr(each)))
        differing = None
        try:
            len1 = len(seq1)
        except (TypeError, NotImplementedError):
            differing = "First %s has no length.    Non-sequence?" % name
        if differing is None:
            try:
                len2 = len(seq2)
            except (TypeError, NotImplementedError):
                differing = "Second %s has no length.    Non-sequence?" % name
        if differing is None:
            if seq1 == seq2:
                return
            differing = "%ss differ: %s != %s\n" % ((name.capitalize(),) + _common_shorten_repr(seq1, seq2))
            for i in range(min(len1, len2)):
                try:
                    item1 = seq1[i]
                except (TypeError, IndexError, NotImplementedError):
                    differing += "\nUnable to index element %d of first %s\n" % (i, name)
                    break
                try:
                    item2 = seq2[i]
                except (TypeError, IndexError, NotImplementedError):
                    differing += "\nUnable to index element %d of second %s\n" % (i, name)
                    break
                if item1 != item2:
                    differing += "\nFirst differing element %d:\n%s\n%s\n" % ((i,) + _common_shorten_repr(item1, item2))
                    break
            else:
                if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                    return
            if len1 > len2:
                differing += "\nFirst %s contains %d additional elements.\n" % (name, len1 - len2)
                try:
                    differing += "First extra element %d:\n%s\n" % (len2, safe_repr(seq1[len2]))
                except (TypeError, IndexError, NotImplementedError):
                    differing += "Unable to index element %d of first %s\n" % (len2, name)
            elif len1 < len2:
                differing += "\nSecond %s contains %d additional elements.\n" % (name, len2 - len1)
                try:
                    differing += "First extra element %d:\n%s\n" % (len1, safe_repr(seq2[len1]))
                except (TypeError, IndexError, NotImplementedError):
                    differing += "Unable to index element %d of second %s\n" % (len1, name)
        import difflib
        diff = "\n" + "\n".join(difflib.ndiff(pprint.pformat(seq1).splitlines(), pprint.pformat(seq2).splitlines()))
        self.fail(self._formatMessage(msg, self._truncate(differing, diff)))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        differences = []
        for which, a, b in (("first", set1, set2), ("second", set2, set1)):
            try:
                differences.append((which, a.difference(b)))
            except TypeError as problem:
                self.fail("invalid type when attempting set difference: %s" % problem)
            except AttributeError as problem:
                self.fail("%s argument does not support set difference: %s" % (which, problem))
        lines = []
        for which, items in differences:
            if items:
                lines.append("Items in the %s set but not the %s:" % (which, "second" if which == "first" else "first"))
                lines.extend(repr(item) for item in items)
        if lines:
            self._failed(msg, "\n".join(lines))

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._failed(msg, "%s not found in %s" % (safe_repr(member), safe_repr(container)))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._failed(msg, "%s unexpectedly found in %s" % (safe_repr(member), safe_repr(container)))

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._failed(msg, "%s is not %s" % (safe_repr(expr1), safe_repr(expr2)))

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._failed(msg, "unexpectedly identical: %s" % safe_repr(expr1))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            import difflib
            diff = "\n" + "\n".join(difflib.ndiff(pprint.pformat(d1).splitlines(), pprint.pformat(d2).splitlines()))
            self._failed(msg, self._truncate("%s != %s" % _common_shorten_repr(d1, d2), diff))

    def assertCountEqual(self, first, second, msg=None):
        """The same items as often, in any order."""
        left, right = list(first), list(second)
        try:
            a, b = collections.Counter(left), collections.Counter(right)
        except TypeError:
            rest = list(right)
            problems = []
            for item in left:
                if item in rest:
                    rest.remove(item)
                else:
                    problems.append((left.count(item), right.count(item), item))
            problems.extend((left.count(item), right.count(item), item) for item in rest)
        else:
            if a == b:
                return
            problems = [(n, b[item], item) for item, n in a.items() if n != b[item]]
            problems += [(0, n, item) for item, n in b.items() if item not in a]
        if problems:
            lines = ["First has %d, Second has %d:  %r" % each for each in problems]
            self._failed(msg, "Element counts were not equal:\n" + "\n".join(lines))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first != second:
            if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
                self._failed(msg, "%s != %s" % _common_shorten_repr(first, second))
            import difflib
            one, two = first.splitlines(keepends=True), second.splitlines(keepends=True)
            if len(one) == 1 and first.strip("\r\n") == first:
                one, two = [first + "\n"], [second + "\n"]
            text = "%s != %s" % _common_shorten_repr(first, second)
            self._failed(msg, self._truncate(text, "\n" + "".join(difflib.ndiff(one, two))))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._failed(msg, "%s not less than %s" % (safe_repr(a), safe_repr(b)))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._failed(msg, "%s not less than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._failed(msg, "%s not greater than %s" % (safe_repr(a), safe_repr(b)))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._failed(msg, "%s not greater than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._failed(msg, "%s is not None" % safe_repr(obj))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._failed(msg, "unexpectedly None")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._failed(msg, "%s is not an instance of %r" % (safe_repr(obj), cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._failed(msg, "%s is an instance of %r" % (safe_repr(obj), cls))

    def assertRegex(self, text, expected_regex, msg=None):
        pattern = re.compile(expected_regex) if isinstance(expected_regex, (str, bytes)) else expected_regex
        if not pattern.search(text):
            self._failed(msg, "Regex didn't match: %r not found in %r" % (pattern.pattern, text))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = re.compile(unexpected_regex) if isinstance(unexpected_regex, (str, bytes)) else unexpected_regex
        found = pattern.search(text)
        if found:
            self._failed(msg, "Regex matched: %r matches %r in %r" % (text[found.start():found.end()], pattern.pattern,
                                                                      text))


def _deprecated(name, function):
    def method(self, *args, **kwargs):
        warnings.warn("Please use %s instead." % function, DeprecationWarning, 2)
        return getattr(self, function)(*args, **kwargs)
    method.__name__ = name
    setattr(Assertions, name, method)


for _old, _new in (("failUnlessEqual", "assertEqual"), ("assertEquals", "assertEqual"),
                   ("assertNotEquals", "assertNotEqual"), ("failUnless", "assertTrue"), ("assert_", "assertTrue"),
                   ("failIf", "assertFalse"), ("failUnlessRaises", "assertRaises"),
                   ("assertAlmostEquals", "assertAlmostEqual"), ("assertNotAlmostEquals", "assertNotAlmostEqual"),
                   ("assertRegexpMatches", "assertRegex"), ("assertRaisesRegexp", "assertRaisesRegex"),
                   ("assertNotRegexpMatches", "assertNotRegex")):
    _deprecated(_old, _new)
