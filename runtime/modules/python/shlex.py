"""Splitting command lines as a shell does, and quoting for one."""
import os
import re
import sys
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]


class shlex:
    """A reader of words from text or a stream; iterate, or call get_token() until `eof` comes.

    With posix=True, quotes are removed and backslashes quote, as in a shell. punctuation_chars=True makes
    runs of ();<>|& words of their own.
    """

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if isinstance(instream, str):
            instream = StringIO(instream)
        self.instream = sys.stdin if instream is None else instream
        self.infile = None if instream is None else infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += ("ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
                               "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ")
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.state = " "
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ""
        self.filestack = deque()
        self.source = None
        if not punctuation_chars:
            punctuation_chars = ""
        elif punctuation_chars is True:
            punctuation_chars = "();<>|&"
        self._punctuation_chars = punctuation_chars
        if punctuation_chars:
            self._pushed_back_letters = deque()
            # What may stand in file names and options belongs to words then.
            self.wordchars += "~-./*?="
            self.wordchars = self.wordchars.translate(dict.fromkeys(map(ord, punctuation_chars)))

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        """Puts a word back: get_token() gives it next."""
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Reads from another stream until its end."""
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.instream = StringIO(newstream) if isinstance(newstream, str) else newstream
        self.infile, self.lineno = newfile, 1

    def pop_source(self):
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self.state = " "

    def get_token(self):
        """The next word, or `eof`."""
        if self.pushback:
            return self.pushback.popleft()
        word = self.read_token()
        if self.source is not None:
            while word == self.source:
                opened = self.sourcehook(self.read_token())
                if opened:
                    self.push_source(opened[1], opened[0])
                word = self.get_token()
        while word == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            word = self.get_token()
        return word

    def _next_letter(self):
        if self._punctuation_chars and self._pushed_back_letters:
            return self._pushed_back_letters.pop()
        return self.instream.read(1)

    def _ends_word(self, quoted):
        """True when what has been read is a word."""
        return bool(self.token) or (self.posix and quoted)

    def read_token(self):
        """The next word of the stream itself. States: " " between words, "a" in a word, "c" in a run of
        punctuation, a quote in a quotation, the escape after one, None at the end.
        """
        quoted = False
        escaped_state = " "
        while True:
            letter = self._next_letter()
            if letter == "\n":
                self.lineno += 1
            state = self.state
            if state is None:
                self.token = ""
                break
            if state == " ":
                done, quoted, escaped_state = self._between(letter, quoted, escaped_state)
            elif state in self.quotes:
                quoted = True
                done, escaped_state = self._in_quotation(letter, escaped_state)
            elif state in self.escape:
                if not letter:
                    raise ValueError("No escaped character")
                # In a quotation, only the quote itself and the escape lose the backslash.
                if escaped_state in self.quotes and letter != state and letter != escaped_state:
                    self.token += state
                self.token += letter
                self.state = escaped_state
                done = False
            else:
                done, quoted, escaped_state = self._in_word(letter, quoted, escaped_state)
            if done:
                break
        result = self.token
        self.token = ""
        if self.posix and not quoted and result == "":
            result = None
        return result

    def _between(self, letter, quoted, escaped_state):
        done = False
        if not letter:
            self.state = None
            done = True
        elif letter in self.whitespace:
            done = self._ends_word(quoted)
        elif letter in self.commenters:
            self.instream.readline()
            self.lineno += 1
        elif self.posix and letter in self.escape:
            escaped_state = "a"
            self.state = letter
        elif letter in self.wordchars:
            self.token = letter
            self.state = "a"
        elif letter in self._punctuation_chars:
            self.token = letter
            self.state = "c"
        elif letter in self.quotes:
            if not self.posix:
                self.token = letter
            self.state = letter
        elif self.whitespace_split:
            self.token = letter
            self.state = "a"
        else:
            self.token = letter
            done = self._ends_word(quoted)
        return done, quoted, escaped_state

    def _in_quotation(self, letter, escaped_state):
        if not letter:
            raise ValueError("No closing quotation")
        if letter == self.state:
            if not self.posix:
                self.token += letter
                self.state = " "
                return True, escaped_state
            self.state = "a"
        elif self.posix and letter in self.escape and self.state in self.escapedquotes:
            escaped_state = self.state
            self.state = letter
        else:
            self.token += letter
        return False, escaped_state

    def _in_word(self, letter, quoted, escaped_state):
        done = False
        if not letter:
            self.state = None
            done = True
        elif letter in self.whitespace:
            self.state = " "
            done = self._ends_word(quoted)
        elif letter in self.commenters:
            self.instream.readline()
            self.lineno += 1
            if self.posix:
                self.state = " "
                done = self._ends_word(quoted)
        elif self.state == "c":
            if letter in self._punctuation_chars:
                self.token += letter
            else:
                if letter not in self.whitespace:
                    self._pushed_back_letters.append(letter)
                self.state = " "
                done = True
        elif self.posix and letter in self.quotes:
            self.state = letter
        elif self.posix and letter in self.escape:
            escaped_state = "a"
            self.state = letter
        elif letter in self.wordchars or letter in self.quotes or \
                self.whitespace_split and letter not in self._punctuation_chars:
            self.token += letter
        else:
            if self._punctuation_chars:
                self._pushed_back_letters.append(letter)
            else:
                self.pushback.appendleft(letter)
            self.state = " "
            done = self._ends_word(quoted)
        return done, quoted, escaped_state

    def sourcehook(self, newfile):
        """Opens the file that a `source` word names: (name, stream)."""
        if newfile[:1] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        """The beginning of an error message, in the form that compilers use."""
        return '"%s", line %d: ' % (self.infile if infile is None else infile,
                                    self.lineno if lineno is None else lineno)

    def __iter__(self):
        return self

    def __next__(self):
        word = self.get_token()
        if word == self.eof:
            raise StopIteration
        return word


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        import warnings
        warnings.warn("Passing None for 's' to shlex.split() is deprecated.", DeprecationWarning, stacklevel=2)
    reader = shlex(s, posix=posix)
    reader.whitespace_split = True
    if not comments:
        reader.commenters = ""
    return list(reader)


def join(split_command):
    """A command line that split() would take apart into these words."""
    return " ".join(quote(word) for word in split_command)


_find_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII).search


def quote(s):
    """A word as it stands in a command line of a shell."""
    if not s:
        return "''"
    if _find_unsafe(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"
