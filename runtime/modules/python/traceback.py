"""Tracebacks and exceptions as text, and as objects that can be looked at."""
import collections.abc
import itertools
import linecache
import sys
import textwrap
from _weft import caret_anchors as _caret_anchors

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list",
           "format_stack", "format_tb", "print_exc", "format_exc", "print_exception", "print_last",
           "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary", "TracebackException",
           "walk_stack", "walk_tb"]

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_SAME_LINES = 3


class _NotGiven:
    def __repr__(self):
        return "<implicit>" # what signatures show


_not_given = _NotGiven()


def print_list(extracted_list, file=None):
    """Prints what format_list() makes of the list."""
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=sys.stderr if file is None else file, end="")


def format_list(extracted_list):
    """The entries as lines of text."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Prints the entries of a traceback."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """The entries of a traceback as a StackSummary."""
    return StackSummary._extract(_tb_entries(tb), limit=limit)


def _which(exc, value, tb):
    if (value is _not_given) != (tb is _not_given):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _not_given:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError("Exception expected for value, %s found" % type(exc).__name__)


def print_exception(exc, /, value=_not_given, tb=_not_given, limit=None, file=None, chain=True):
    """Prints an exception with its traceback and what led to it."""
    value, tb = _which(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def format_exception(exc, /, value=_not_given, tb=_not_given, limit=None, chain=True):
    """The text of print_exception() as a list of pieces."""
    value, tb = _which(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_not_given):
    """The lines that name the exception, without a traceback."""
    if value is _not_given:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only())


def print_exc(limit=None, file=None, chain=True):
    """Prints the exception that is being handled."""
    print_exception(sys.exc_info()[1], limit=limit, file=file,
                    chain=chain)


def format_exc(limit=None, chain=True):
    """The text of print_exc()."""
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Prints the last exception that nobody caught."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def print_stack(f=None, limit=None, file=None):
    """Prints the calls that led to a frame, or here."""
    print_list(extract_stack(f or sys._getframe().f_back, limit=limit), file=file)


def format_stack(f=None, limit=None):
    return format_list(extract_stack(f or sys._getframe().f_back, limit=limit))


def extract_stack(f=None, limit=None):
    """The calls that led to a frame, or here, the outermost first."""
    stack = StackSummary.extract(walk_stack(f or sys._getframe().f_back), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Drops the local variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass # it still runs
        tb = tb.tb_next


def walk_stack(f):
    """(frame, line number) for a frame and its callers."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """(frame, line number) for the entries of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _tb_entries(tb):
    while tb is not None:
        code = tb.tb_frame.f_code
        places = (None, None, None, None)
        if tb.tb_lasti >= 0:
            places = next(itertools.islice(code.co_positions(), tb.tb_lasti // 2, None), places)
        yield tb.tb_frame, (tb.tb_lineno,) + tuple(places[1:])
        tb = tb.tb_next


class FrameSummary:
    """One entry of a traceback."""
    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename, self.lineno, self.name, self._line = filename, lineno, name, line
        self.end_lineno, self.colno, self.end_colno = end_lineno, colno, end_colno
        if lookup_line:
            self.line
        self.locals = {key: _safe(value, "local", repr) for key, value in locals.items()} if locals else None

    # An entry was a tuple of four once, and can still be used as one.

    def _as_tuple(self):
        return self.filename, self.lineno, self.name, self.line

    def __iter__(self):
        return iter(self._as_tuple())

    def __getitem__(self, pos):
        return self._as_tuple()[pos]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return all(getattr(self, name) == getattr(other, name) for name in ("filename", "lineno", "name", "locals"))
        return self._as_tuple() == other if isinstance(other, tuple) else NotImplemented

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % (self.filename, self.lineno, self.name)

    @property
    def line(self):
        """The line of the program, without the space around it."""
        text = self._original_line
        return None if text is None else text.strip()

    @property
    def _original_line(self):
        # Read when it is first asked for.
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line


def _characters(line, offset):
    """A place in bytes of UTF-8 as one in characters."""
    return len(line.encode("utf-8")[:offset].decode("utf-8", errors="replace"))


def _columns(text):
    """How wide a text is on a screen, where some characters take two columns."""
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


class StackSummary(list):
    """Entries of a traceback or of a stack."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """From pairs of frames and line numbers."""
        return klass._extract(((frame, (line, None, None, None)) for frame, line in frame_gen), limit=limit,
                              lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _extract(klass, entries, *, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            if limit >= 0:
                entries = itertools.islice(entries, limit)
            else:
                entries = collections.deque(entries, maxlen=-limit)
        result = klass()
        names = set()
        for frame, (line, end_line, column, end_column) in entries:
            code = frame.f_code
            names.add(code.co_filename)
            linecache.lazycache(code.co_filename, frame.f_globals)
            result.append(FrameSummary(code.co_filename, line, code.co_name, lookup_line=False,
                                       locals=frame.f_locals if capture_locals else None, end_lineno=end_line,
                                       colno=column, end_colno=end_column))
        for name in names:
            linecache.checkcache(name)
        if lookup_lines:
            for entry in result:
                entry.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """From FrameSummary objects or tuples of four."""
        result = klass()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            result.append(entry)
        return result

    def format_frame_summary(self, frame_summary):
        """The text of one entry."""
        entry = frame_summary
        rows = ['  File "%s", line %s, in %s\n' % (entry.filename, entry.lineno, entry.name)]
        if entry.line:
            rows.append("    %s\n" % entry.line)
            rows.append(self._carets(entry))
        if entry.locals:
            rows.extend("    %s = %s\n" % item for item in sorted(entry.locals.items()))
        return "".join(rows)

    def _carets(self, entry):
        if entry.colno is None or entry.end_colno is None:
            return ""
        original = entry._original_line
        text = original.rstrip("\r\n")
        start = _characters(text, entry.colno)
        end = _characters(text, entry.end_colno)
        indent = len(original) - len(original.lstrip())
        anchors = None
        if entry.lineno == entry.end_lineno:
            anchors = _caret_anchors(text, start, min(end, len(text)))
        else:
            end = len(text.rstrip())
        if end - start == len(entry.line) and not anchors:
            return "" # all of the line
        marks = [" " * _columns(text[indent:start])]
        for place in range(start, end):
            mark = "^" if anchors is None or anchors[0] <= place < anchors[1] else "~"
            marks.append(mark * _columns(text[place:place + 1]))
        return "    %s\n" % "".join(marks)

    def format(self):
        """The text of all entries; entries that repeat are counted."""
        result = []
        last, count = None, 0
        for entry in self:
            formatted = self.format_frame_summary(entry)
            if formatted is None:
                continue
            this = (entry.filename, entry.lineno, entry.name)
            if this != last:
                self._note_repeated(result, count)
                last, count = this, 0
            count += 1
            if count <= _SAME_LINES:
                result.append(formatted)
        self._note_repeated(result, count)
        return result

    @staticmethod
    def _note_repeated(result, count):
        if count > _SAME_LINES:
            count -= _SAME_LINES
            result.append("  [Previous line repeated %d more time%s]\n" % (count, "s" if count > 1 else ""))


def _safe(value, what, convert=str):
    try:
        return convert(value)
    except:
        return "<%s %s() failed>" % (what, convert.__name__)


class TracebackException:
    """All that is needed to print an exception, without its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        top = _seen is None
        seen = set() if top else _seen
        seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract(_tb_entries(exc_traceback), limit=limit, lookup_lines=lookup_lines,
                                           capture_locals=capture_locals)
        self.exc_type = exc_type
        self._str = _safe(exc_value, "exception")
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self._notes_sequence = self.__notes__ is None or isinstance(self.__notes__, collections.abc.Sequence)
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = self.exceptions = None
        if lookup_lines:
            for entry in self.stack:
                entry.line

        def inner(exception):
            return TracebackException(type(exception), exception, exception.__traceback__, limit=limit,
                                      lookup_lines=lookup_lines, capture_locals=capture_locals,
                                      max_group_width=max_group_width, max_group_depth=max_group_depth,
                                      _seen=seen)

        # Chains may be longer than calls can be deep: what belongs to an exception is made in turn.
        waiting = [(self, exc_value)] if top and exc_value is not None else []
        while waiting:
            made, exception = waiting.pop()
            cause, context = exception.__cause__, exception.__context__
            if cause is not None and id(cause) not in seen:
                made.__cause__ = inner(cause)
                waiting.append((made.__cause__, cause))
            wanted = context is not None
            if compact:
                wanted = made.__cause__ is None and context is not None and not made.__suppress_context__
            if wanted and id(context) not in seen:
                made.__context__ = inner(context)
                waiting.append((made.__context__, context))
            if isinstance(exception, BaseExceptionGroup):
                made.exceptions = [inner(each) for each in exception.exceptions]
                waiting.extend(zip(made.exceptions, exception.exceptions))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """From an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """The lines that name the exception."""
        if self.exc_type is None:
            yield "NoneType: None\n"
            return
        name = self.exc_type.__qualname__
        module = self.exc_type.__module__
        if module not in ("__main__", "builtins"):
            name = "%s.%s" % (module if isinstance(module, str) else "<unknown>", name)
        if issubclass(self.exc_type, SyntaxError):
            yield from self._syntax_error(name)
        elif self._str == "" or self._str is None:
            yield name + "\n"
        else:
            yield "%s: %s\n" % (name, self._str)
        notes = self.__notes__
        if self._notes_sequence:
            for note in notes or ():
                for line in _safe(note, "note").split("\n"):
                    yield line + "\n"
        elif notes is not None:
            yield _safe(notes, "__notes__", repr)

    def _syntax_error(self, name):
        suffix = ""
        if self.lineno is not None:
            yield '  File "%s", line %s\n' % (self.filename or "<string>", self.lineno)
        elif self.filename is not None:
            suffix = " (%s)" % self.filename
        if self.text is not None:
            text = self.text.rstrip("\n")
            bare = text.lstrip(" \n\f")
            spaces = len(text) - len(bare)
            yield "    %s\n" % bare
            if self.offset is not None:
                offset = self.offset
                end = self.end_offset if self.end_offset not in (None, 0) else offset
                if offset == end or end == -1:
                    end = offset + 1
                if self.lineno != self.end_lineno and self.end_lineno is not None:
                    end = len(text) + 1
                column, end_column = offset - 1 - spaces, end - 1 - spaces
                if column >= 0:
                    lead = "".join(c if c.isspace() else " " for c in bare[:column])
                    yield "    %s%s\n" % (lead, "^" * (end_column - column))
        yield "%s: %s%s\n" % (name, self.msg or "<no detail available>", suffix)

    def format(self, *, chain=True, _ctx=None):
        """The text in pieces that end with a line feed."""
        ctx = _GroupPrinter() if _ctx is None else _ctx
        chained, exception, message = [], self, None
        while exception:
            if not chain:
                chained.append((None, exception))
                break
            if exception.__cause__ is not None:
                following, between = exception.__cause__, _CAUSE
            elif exception.__context__ is not None and not exception.__suppress_context__:
                following, between = exception.__context__, _CONTEXT
            else:
                following, between = None, None
            chained.append((between, exception))
            exception = following
        for between, exception in reversed(chained):
            if between is not None:
                yield from ctx.emit(between)
            if exception.exceptions is None:
                if exception.stack:
                    yield from ctx.emit("Traceback (most recent call last):\n")
                    yield from ctx.emit(exception.stack.format())
                yield from ctx.emit(exception.format_exception_only())
            elif ctx.depth > self.max_group_depth:
                yield from ctx.emit("... (max_group_depth is %s)\n" % self.max_group_depth)
            else:
                yield from self._format_group(exception, ctx)

    def _format_group(self, group, ctx):
        top = ctx.depth == 0
        if top:
            ctx.depth = 1
        if group.stack:
            yield from ctx.emit("Exception Group Traceback (most recent call last):\n", margin="+" if top else None)
            yield from ctx.emit(group.stack.format())
        yield from ctx.emit(group.format_exception_only())
        count = len(group.exceptions)
        shown = count if count <= self.max_group_width else self.max_group_width + 1
        ctx.need_close = False
        for number in range(shown):
            last = number == shown - 1
            if last:
                ctx.need_close = True
            truncated = number >= self.max_group_width
            title = "..." if truncated else str(number + 1)
            yield ctx.indent() + ("+-" if number == 0 else "  ") + "+---------------- %s ----------------\n" % title
            ctx.depth += 1
            if truncated:
                more = count - self.max_group_width
                yield from ctx.emit("and %d more exception%s\n" % (more, "s" if more > 1 else ""))
            else:
                yield from group.exceptions[number].format(_ctx=ctx)
            if last and ctx.need_close:
                yield ctx.indent() + "+------------------------------------\n"
                ctx.need_close = False
            ctx.depth -= 1
        if top:
            ctx.depth = 0

    def print(self, *, file=None, chain=True):
        """Prints the text to a file, or to sys.stderr."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end="")


class _GroupPrinter:
    """Indents what stands inside groups."""

    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return " " * (2 * self.depth)

    def emit(self, text, margin=None):
        prefix = ""
        if self.depth:
            prefix = self.indent() + (margin or "|") + " "
        if isinstance(text, str):
            yield textwrap.indent(text, prefix, lambda line: True)
        else:
            for part in text:
                yield textwrap.indent(part, prefix, lambda line: True)
