"""The examples of doctest: options, how text is searched for them, and how output is compared."""
import difflib
import re
import traceback

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """The flag of this name, which is made at the first call."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1 = register_optionflag("DONT_ACCEPT_TRUE_FOR_1")
DONT_ACCEPT_BLANKLINE = register_optionflag("DONT_ACCEPT_BLANKLINE")
NORMALIZE_WHITESPACE = register_optionflag("NORMALIZE_WHITESPACE")
ELLIPSIS = register_optionflag("ELLIPSIS")
SKIP = register_optionflag("SKIP")
IGNORE_EXCEPTION_DETAIL = register_optionflag("IGNORE_EXCEPTION_DETAIL")
COMPARISON_FLAGS = (DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP
                    | IGNORE_EXCEPTION_DETAIL)
REPORT_UDIFF = register_optionflag("REPORT_UDIFF")
REPORT_CDIFF = register_optionflag("REPORT_CDIFF")
REPORT_NDIFF = register_optionflag("REPORT_NDIFF")
REPORT_ONLY_FIRST_FAILURE = register_optionflag("REPORT_ONLY_FIRST_FAILURE")
FAIL_FAST = register_optionflag("FAIL_FAST")
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST

BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."


def indent(text, width=4):
    return re.sub("(?m)^(?!$)", " " * width, text)


class Example:
    """A statement and what it should print."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = want + "\n" if want and not want.endswith("\n") else want
        self.exc_msg = exc_msg + "\n" if exc_msg is not None and not exc_msg.endswith("\n") else exc_msg
        self.lineno = lineno
        self.indent = indent
        self.options = {} if options is None else options

    def _parts(self):
        return self.source, self.want, self.lineno, self.indent, self.options, self.exc_msg

    def __eq__(self, other):
        return self._parts() == other._parts() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    """The examples of one docstring, and the names that they may use."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        assert not isinstance(examples, str), "examples are parsed by a DocTestParser"
        self.examples = examples
        self.docstring = docstring
        self.globs = globs.copy()
        self.name = name
        self.filename = filename
        self.lineno = lineno

    def __repr__(self):
        count = len(self.examples)
        shown = "no examples" if count == 0 else "1 example" if count == 1 else "%d examples" % count
        return "<%s %s from %s:%s (%s)>" % (type(self).__name__, self.name, self.filename, self.lineno, shown)

    def _parts(self):
        return self.examples, self.docstring, self.globs, self.name, self.filename, self.lineno

    def __eq__(self, other):
        return self._parts() == other._parts() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.docstring, self.name, self.filename, self.lineno))

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        mine, others = ((each.name, each.filename or "", each.lineno or 0, id(each)) for each in (self, other))
        return mine < others


class DocTestParser:
    """Finds the examples in a text."""

    _traceback = re.compile(r"Traceback \((?:most recent call last|innermost last)\):\s*$")
    _directive = re.compile(r"#\s*doctest:\s*([^\n'\"]*)$", re.MULTILINE)
    _first_word = re.compile(r"\w+")

    def parse(self, string, name="<string>"):
        """Text and examples in turns."""
        string = string.expandtabs()
        margin = min([len(line) - len(line.lstrip(" ")) for line in string.split("\n") if line.strip()], default=0)
        lines = [line[margin:] for line in string.split("\n")]
        pieces, text, at = [], [], 0
        while at < len(lines):
            stripped = lines[at].lstrip(" ")
            if not stripped.startswith(">>>"):
                text.append(lines[at] + ("\n" if at < len(lines) - 1 else ""))
                at += 1
                continue
            first, width = at, len(lines[at]) - len(stripped)
            at += 1
            while at < len(lines) and lines[at].lstrip(" ").startswith("..."):
                at += 1
            middle = at
            while at < len(lines) and lines[at].strip() and not lines[at].lstrip(" ").startswith(">>>"):
                at += 1
            pieces.append("".join(text))
            text = []
            example = self._example(lines[first:middle], lines[middle:at], width, name, first)
            if example is not None:
                example.indent += margin
                pieces.append(example)
        pieces.append("".join(text))
        return pieces

    def _example(self, source_lines, want_lines, width, name, lineno):
        for offset, line in enumerate(source_lines):
            if len(line) >= width + 4 and line[width + 3] != " ":
                raise ValueError("line %r of the docstring for %s lacks blank after %s: %r"
                                 % (lineno + offset + 1, name, line[width:width + 3], line))
        self._check_margin(source_lines[1:], " " * width + ".", name, lineno)
        source = "\n".join(line[width + 4:] for line in source_lines)
        self._check_margin(want_lines, " " * width, name, lineno + len(source_lines))
        want = "\n".join(line[width:] for line in want_lines)
        options = self._options(source, name, lineno)
        if not any(line.strip() and not line.lstrip().startswith("#") for line in source.split("\n")):
            return None
        return Example(source, want, self._message(want), lineno=lineno, indent=width, options=options)

    def _check_margin(self, lines, margin, name, lineno):
        for offset, line in enumerate(lines):
            if line and not line.startswith(margin):
                raise ValueError("line %r of the docstring for %s has inconsistent leading whitespace: %r"
                                 % (lineno + offset + 1, name, line))

    def _message(self, want):
        """What stands behind a traceback: the exception that is expected."""
        lines = want.split("\n")
        if not self._traceback.match(lines[0]):
            return None
        for at, line in enumerate(lines[1:], 1):
            if self._first_word.match(line):
                return "\n".join(lines[at:])
        return None

    def _options(self, source, name, lineno):
        options = {}
        for directive in self._directive.finditer(source):
            for word in directive[1].replace(",", " ").split():
                if word[0] not in "+-" or word[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError("line %r of the doctest for %s has an invalid option: %r"
                                     % (lineno + 1, name, word))
                options[OPTIONFLAGS_BY_NAME[word[1:]]] = word[0] == "+"
        if options and not any(line.strip() and not line.lstrip().startswith("#") for line in source.split("\n")):
            raise ValueError("line %r of the doctest for %s has an option directive on a line with no example: %r"
                             % (lineno, name, source))
        return options

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name="<string>"):
        return [piece for piece in self.parse(string, name) if isinstance(piece, Example)]


def _matches_with_gaps(want, got):
    """Is `got` what `want` says, with any text in place of each "..."?"""
    pieces = want.split(ELLIPSIS_MARKER)
    if len(pieces) == 1:
        return want == got
    first, last = pieces[0], pieces[-1]
    start, end = len(first), len(got) - len(last)
    if start > end or not got.startswith(first) or not got.endswith(last):
        return False
    for piece in pieces[1:-1]:
        start = got.find(piece, start, end)
        if start < 0:
            return False
        start += len(piece)
    return True


class OutputChecker:
    """Compares what an example printed with what it should print."""

    def check_output(self, want, got, optionflags):
        want, got = (text.encode("ascii", "backslashreplace").decode() for text in (want, got))
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(r"(?m)^%s\s*?$" % re.escape(BLANKLINE_MARKER), "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            want, got = " ".join(want.split()), " ".join(got.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _matches_with_gaps(want, got)

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub(r"(?m)^[ ]*(?=\n)", BLANKLINE_MARKER, got)
        if self._wants_difference(want, got, optionflags):
            return self._difference(want.splitlines(True), got.splitlines(True), optionflags)
        expected = "Expected:\n" + indent(want) if want else "Expected nothing\n"
        return expected + ("Got:\n" + indent(got) if got else "Got nothing\n")

    def _wants_difference(self, want, got, optionflags):
        if optionflags & REPORT_NDIFF:
            return True
        return optionflags & (REPORT_UDIFF | REPORT_CDIFF) and want.count("\n") > 2 and got.count("\n") > 2

    def _difference(self, want, got, optionflags):
        if optionflags & REPORT_UDIFF:
            kind, lines = "unified diff with -expected +actual", list(difflib.unified_diff(want, got, n=2))[2:]
        elif optionflags & REPORT_CDIFF:
            kind = "context diff with expected followed by actual"
            lines = list(difflib.context_diff(want, got, n=2))[2:]
        else:
            kind = "ndiff with -expected +actual"
            lines = difflib.Differ(charjunk=difflib.IS_CHARACTER_JUNK).compare(want, got)
        return "Differences (%s):\n" % kind + indent("".join(line.rstrip() + "\n" for line in lines))


class DocTestFailure(Exception):
    """An example printed something else."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """An example raised what nobody expected."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


def without_details(message):
    """The name of an exception, without its module and without what it says."""
    end = message.find("\n")
    end = len(message) if end < 0 else end
    colon = message.find(":", 0, end)
    end = colon if colon >= 0 else end
    return message[message.rfind(".", 0, end) + 1:end]


def traceback_text(exc_info):
    return "".join(traceback.format_exception(*exc_info))
