"""Source text as tokens, with comments and the ends of lines, and back."""
import codecs
import io
import itertools
import re
from collections import namedtuple

import token as _token
from token import *
from token import EXACT_TOKEN_TYPES

__all__ = _token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo"]
_open = open
TABSIZE = 8


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    def __repr__(self):
        shown = "%d (%s)" % (self.type, tok_name[self.type])
        return "TokenInfo(type=%s, string=%r, start=%r, end=%r, line=%r)" % (shown, *self[1:])

    @property
    def exact_type(self):
        return EXACT_TOKEN_TYPES.get(self.string, self.type) if self.type == OP else self.type


class TokenError(Exception):
    """The source ends in the middle of something."""


class StopTokenizing(Exception):
    """Nothing more is wanted."""


# ---- what a token looks like ----

_digits = r"[0-9](?:_?[0-9])*"
_exponent = r"[eE][-+]?" + _digits
_point = r"(?:%s\.(?:%s)?|\.%s)(?:%s)?" % (_digits, _digits, _digits, _exponent)
_float = r"(?:%s|%s%s)" % (_point, _digits, _exponent)
_number = "|".join([r"(?:%s|%s)[jJ]" % (_digits, _float), _float,
                    r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?0)*|[1-9](?:_?[0-9])*"])
_prefixes = {""}
for _letters in ("b", "r", "u", "f", "br", "fr"):
    for _order in itertools.permutations(_letters):
        _prefixes.update("".join(each) for each in itertools.product(*((c, c.upper()) for c in _order)))
_prefix = "(?:%s)" % "|".join(sorted(_prefixes, reverse=True))
_operators = "|".join(re.escape(text) for text in sorted([*EXACT_TOKEN_TYPES], reverse=True))
_one_line = r"{0}(?:'[^\n'\\]*(?:\\.[^\n'\\]*)*(?:'|\\\r?\n)|\"[^\n\"\\]*(?:\\.[^\n\"\\]*)*(?:\"|\\\r?\n))".format(_prefix)
_piece = re.compile(
    r"[ \f\t]*(?:(?P<joined>\\\r?\n|\Z)|(?P<comment>#[^\r\n]*)|(?P<triple>%s(?:'''|\"\"\"))|(?P<number>%s)"
    r"|(?P<newline>\r?\n)|(?P<operator>%s)|(?P<string>%s)|(?P<name>\w+))" % (_prefix, _number, _operators, _one_line))
_ends = {
    "'": re.compile(r"[^'\\]*(?:\\.[^'\\]*)*'", re.DOTALL),
    '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL),
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''", re.DOTALL),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.DOTALL),
}
_cookie = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_blank = re.compile(rb"^[ \t\f]*(?:[#\r\n]|$)", re.ASCII)


# ---- from text to tokens ----

class _Scanner:
    """Gives the tokens of lines, one after the other."""

    def __init__(self, readline):
        self.readline = readline
        self.row = 0
        self.line = self.last_line = ""
        self.depth = 0  # of brackets
        self.continued = False  # by a backslash
        self.indents = [0]

    def next_line(self):
        self.last_line = self.line
        try:
            self.line = self.readline()
        except StopIteration:
            self.line = ""
        self.row += 1

    def token(self, kind, start, end):
        return TokenInfo(kind, self.line[start:end], (self.row, start), (self.row, end), self.line)

    def tokens(self):
        while True:
            self.next_line()
            at = 0
            if self.depth == 0 and not self.continued:
                if not self.line:
                    break
                at, blank, before = self.margin()
                yield from before
                if blank:
                    continue
            elif not self.line:
                raise TokenError("EOF in multi-line statement", (self.row, 0))
            self.continued = False
            yield from self.rest(at)
        if self.last_line and self.last_line[-1] not in "\r\n" and not self.last_line.strip().startswith("#"):
            length = len(self.last_line)
            yield TokenInfo(NEWLINE, "", (self.row - 1, length), (self.row - 1, length + 1), "")
        for _ in self.indents[1:]:
            yield TokenInfo(DEDENT, "", (self.row, 0), (self.row, 0), "")
        yield TokenInfo(ENDMARKER, "", (self.row, 0), (self.row, 0), "")

    def margin(self):
        """(where the line begins, nothing stands in it, tokens that its indentation makes)"""
        line, column, at = self.line, 0, 0
        while at < len(line) and line[at] in " \t\f":
            column = column + 1 if line[at] == " " else (column // TABSIZE + 1) * TABSIZE if line[at] == "\t" else 0
            at += 1
        if at == len(line):
            return at, True, []
        tokens = []
        if line[at] in "#\r\n":
            if line[at] == "#":
                comment = line[at:].rstrip("\r\n")
                tokens.append(self.token(COMMENT, at, at + len(comment)))
                at += len(comment)
            tokens.append(self.token(NL, at, len(line)))
            return at, True, tokens
        if column > self.indents[-1]:
            self.indents.append(column)
            tokens.append(self.token(INDENT, 0, at))
        while column < self.indents[-1]:
            if column not in self.indents:
                raise IndentationError("unindent does not match any outer indentation level",
                                       ("<tokenize>", self.row, at, line))
            self.indents.pop()
            tokens.append(self.token(DEDENT, at, at))
        return at, False, tokens

    def rest(self, at):
        while at < len(self.line):
            found = _piece.match(self.line, at)
            if found is None:
                yield self.token(ERRORTOKEN, at, at + 1)
                at += 1
                continue
            kind = found.lastgroup
            start, at = found.span(kind)
            if kind == "joined":
                self.continued = start != at
            elif kind == "triple" or kind == "string" and self.line[at - 1] == "\n":
                text = yield from self.long_string(start, found[kind])
                if text is None:
                    return
                at = text
            elif kind == "newline":
                yield self.token(NL if self.depth > 0 else NEWLINE, start, at)
            elif kind == "operator":
                text = found[kind]
                self.depth += (text in "([{") - (text in ")]}")
                yield self.token(OP, start, at)
            elif kind == "name" and not self.line[start].isidentifier():
                yield self.token(OP, start, at)  # a digit of another kind, say
            else:
                yield self.token({"comment": COMMENT, "number": NUMBER, "string": STRING, "name": NAME}[kind], start, at)

    def long_string(self, start, opening):
        """A string that may go on in further lines; where it ends in the last one."""
        triple = opening.endswith(("'''", '"""'))
        quote = opening[-3:] if triple else opening.lstrip("bBrRuUfF")[0]
        behind = start + len(opening) if triple else start + opening.index(quote) + 1
        first_row, lines, text = self.row, self.line, self.line[start:]
        found = _ends[quote].match(self.line, behind)
        while found is None:
            self.next_line()
            if not self.line:
                raise TokenError("EOF in multi-line string", (first_row, start))
            before, lines = lines, lines + self.line
            found = _ends[quote].match(self.line)
            if found is None and not triple and not self.line.endswith(("\\\n", "\\\r\n")):
                yield TokenInfo(ERRORTOKEN, text + self.line, (first_row, start), (self.row, len(self.line)), before)
                return None
            text += self.line if found is None else self.line[:found.end()]
        if self.row == first_row:
            text = self.line[start:found.end()]
        yield TokenInfo(STRING, text, (first_row, start), (self.row, found.end()), lines)
        return found.end()


def generate_tokens(readline):
    """The tokens of a source whose lines, as text, readline gives."""
    return _Scanner(readline).tokens()


def tokenize(readline):
    """The tokens of a source whose lines, as bytes, readline gives; the first one tells the encoding."""
    encoding, consumed = detect_encoding(readline)
    yield TokenInfo(ENCODING, "utf-8" if encoding == "utf-8-sig" else encoding, (0, 0), (0, 0), "")
    lines = itertools.chain(consumed, iter(readline, b""))
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    yield from _Scanner(lambda: next(lines, b"").decode(name)).tokens()


# ---- encodings ----

def _plain_name(name):
    short = name[:12].lower().replace("_", "-")
    if short == "utf-8" or short.startswith("utf-8-"):
        return "utf-8"
    if short in ("latin-1", "iso-8859-1", "iso-latin-1") or short.startswith(("latin-1-", "iso-8859-1-", "iso-latin-1-")):
        return "iso-8859-1"
    return name


def detect_encoding(readline):
    """(encoding, the lines that were read for it): a mark of UTF-8, a comment in the first two lines, or UTF-8."""
    try:
        where = readline.__self__.name
    except AttributeError:
        where = None
    marked = False

    def read():
        try:
            return readline()
        except StopIteration:
            return b""

    def declared(line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise SyntaxError("invalid or missing encoding declaration" + ("" if where is None else " for %r" % where)) from None
        found = _cookie.match(text)
        if not found:
            return None
        encoding = _plain_name(found[1])
        try:
            codecs.lookup(encoding)
        except LookupError:
            place = "" if where is None else " for %r" % where
            raise SyntaxError(("unknown encoding" + place + ": " + encoding)) from None
        if marked:
            if encoding != "utf-8":
                raise SyntaxError("encoding problem: utf-8" if where is None
                                  else "encoding problem for %r: utf-8" % where)
            encoding += "-sig"
        return encoding

    first = read()
    if first.startswith(codecs.BOM_UTF8):
        marked = True
        first = first[3:]
    default = "utf-8-sig" if marked else "utf-8"
    if not first:
        return default, []
    encoding = declared(first)
    if encoding or not _blank.match(first):
        return encoding or default, [first]
    second = read()
    if not second:
        return default, [first]
    return declared(second) or default, [first, second]


def open(filename):
    """A source file as text, in the encoding that it declares."""
    buffer = _open(filename, "rb")
    try:
        encoding, _ = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = io.TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = "r"
        return text
    except:
        buffer.close()
        raise


# ---- from tokens to text ----

class Untokenizer:
    """Puts tokens together again."""

    def __init__(self):
        self.tokens = []
        self.row, self.column = 1, 0
        self.encoding = None

    def add_whitespace(self, start):
        row, column = start
        if row < self.row or row == self.row and column < self.column:
            raise ValueError("start (%s,%s) precedes previous end (%s,%s)" % (row, column, self.row, self.column))
        if row > self.row:
            self.tokens.append("\\\n" * (row - self.row))
            self.column = 0
        self.tokens.append(" " * (column - self.column))

    def untokenize(self, iterable):
        iterator = iter(iterable)
        indents, at_line_start = [], False
        for each in iterator:
            if len(each) == 2:
                self.compat(each, iterator)
                break
            kind, string, start, end, line = each
            if kind == ENCODING:
                self.encoding = string
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(string)
                continue
            if kind == DEDENT:
                indents.pop()
                self.row, self.column = end
                continue
            if kind in (NEWLINE, NL):
                at_line_start = True
            elif at_line_start and indents:
                if start[1] >= len(indents[-1]):
                    self.tokens.append(indents[-1])
                    self.column = len(indents[-1])
                at_line_start = False
            self.add_whitespace(start)
            self.tokens.append(string)
            self.row, self.column = end
            if kind in (NEWLINE, NL):
                self.row, self.column = self.row + 1, 0
        return "".join(self.tokens)

    def compat(self, first, iterable):
        """Pairs of kind and text: the text has other spaces, and the same tokens."""
        indents, after_string = [], False
        at_line_start = first[0] in (NEWLINE, NL)
        for kind, string, *_ in itertools.chain([first], iterable):
            if kind == ENCODING:
                self.encoding = string
                continue
            if kind in (NAME, NUMBER):
                string += " "
            if kind == STRING and after_string:
                string = " " + string
            after_string = kind == STRING
            if kind == INDENT:
                indents.append(string)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                at_line_start = True
            elif at_line_start and indents:
                self.tokens.append(indents[-1])
                at_line_start = False
            self.tokens.append(string)


def untokenize(iterable):
    """The source of tokens; bytes when their encoding is among them."""
    maker = Untokenizer()
    text = maker.untokenize(iterable)
    return text if maker.encoding is None else text.encode(maker.encoding)


def main():
    import argparse
    import sys
    parser = argparse.ArgumentParser(prog="python -m tokenize")
    parser.add_argument(dest="filename", nargs="?", metavar="filename.py", help="the file to read; or standard input")
    parser.add_argument("-e", "--exact", dest="exact", action="store_true", help="show which operators they are")
    arguments = parser.parse_args()
    name = arguments.filename or "<stdin>"

    def fail(message, place=()):
        sys.stderr.write("%s: error: %s\n" % (":".join([name, *map(str, place)]), message))
        sys.exit(1)

    try:
        if arguments.filename:
            with _open(name, "rb") as file:
                tokens = list(tokenize(file.readline))
        else:
            tokens = generate_tokens(sys.stdin.readline)
        for each in tokens:
            kind = each.exact_type if arguments.exact else each.type
            print("%-20s%-15s%-15r" % ("%d,%d-%d,%d:" % (each.start + each.end), tok_name[kind], each.string))
    except IndentationError as error:
        fail(error.args[0], error.args[1][1:3])
    except TokenError as error:
        fail(error.args[0], error.args[1])
    except SyntaxError as error:
        fail(error)
    except OSError as error:
        sys.exit("error: %s" % error)


if __name__ == "__main__":
    main()
