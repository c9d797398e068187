"""Regular expressions.

Patterns, matches and the functions come from the native module _re; this file adds the exception,
the flags, escape and the lexical Scanner.
"""
from _re import (Match, Pattern, compile, findall, finditer, fullmatch, match, purge, search, split,
                 sub, subn)

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile",
    "purge", "template", "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U",
    "ASCII", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG",
    "RegexFlag",
]
__version__ = "2.2.1"


class error(Exception):
    """What is wrong with a pattern, and where.

    Attributes:

        msg: what is wrong
        pattern: the pattern
        pos: the place in it, or None
        lineno: the line of that place, or None
        colno: the column of that place, or None
    """

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


class _FlagType(type):
    def __iter__(cls):
        return iter(cls._singles)

    def __len__(cls):
        return len(cls._singles)

    def __getitem__(cls, name):
        return cls._by_name[name]

    def __contains__(cls, value):
        return isinstance(value, cls)

    def __repr__(cls):
        return "<flag 'RegexFlag'>"

    @property
    def __members__(cls):
        return dict(cls._by_name)


class RegexFlag(int, metaclass=_FlagType):
    """Flags of regular expressions; any combination is a RegexFlag again."""

    __module__ = "re"
    _singles = []
    _by_name = {}
    _known = {}
    _names = []

    def __new__(cls, value):
        value = int(value)
        if value < 0:
            value &= 511
        self = cls._known.get(value)
        if self is None:
            self = int.__new__(cls, value)
            cls._known[value] = self
        return self

    def _parts(self):
        rest = int(self)
        for flag, name in self._names:
            if rest & flag:
                rest &= ~flag
                yield name
        if rest:
            yield hex(rest)

    @property
    def name(self):
        if not self:
            return "NOFLAG"
        return "|".join(self._parts())

    @property
    def value(self):
        return int(self)

    def __repr__(self):
        if not self:
            return "re.NOFLAG"
        return "|".join(name if name.startswith("0x") else "re." + name for name in self._parts())

    __str__ = __repr__

    def __iter__(self):
        for single in type(self)._singles:
            if single & self:
                yield single

    def __len__(self):
        return int(self).bit_count()

    def __contains__(self, other):
        return int(other) & int(self) == int(other)

    def __hash__(self):
        return hash(int(self))

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    def __invert__(self):
        value = int(self)
        return RegexFlag(((1 << max(value.bit_length(), 9)) - 1) & ~value)

    def __reduce__(self):
        return RegexFlag, (int(self),)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _define_flags():
    rows = (("ASCII", "A", 256), ("IGNORECASE", "I", 2), ("LOCALE", "L", 4), ("UNICODE", "U", 32),
            ("MULTILINE", "M", 8), ("DOTALL", "S", 16), ("VERBOSE", "X", 64), ("TEMPLATE", "T", 1),
            ("DEBUG", "", 128))
    everything = globals()
    RegexFlag._by_name["NOFLAG"] = RegexFlag.NOFLAG = everything["NOFLAG"] = RegexFlag(0)
    for name, short, value in rows:
        flag = RegexFlag(value)
        RegexFlag._singles.append(flag)
        RegexFlag._names.append((value, name))
        for each in (name, short):
            if each:
                RegexFlag._by_name[each] = flag
                setattr(RegexFlag, each, flag)
                everything[each] = flag


_define_flags()
del _define_flags


def template(pattern, flags=0):
    "compile() with the flag TEMPLATE; out of use"
    import warnings
    warnings.warn("The re.template() function is deprecated as it is an undocumented function without an "
                  "obvious purpose. Use re.compile() instead.", DeprecationWarning)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return compile(pattern, flags | 1)


def _compile(pattern, flags):
    return compile(pattern, flags)


# Patterns are pickled under this name.


_special_characters = {i: "\\" + chr(i) for i in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """
    A pattern that matches just this text.
    """
    if isinstance(pattern, str):
        return pattern.translate(_special_characters)
    pattern = str(pattern, "latin1")
    return pattern.translate(_special_characters).encode("latin1")


class Scanner:
    """Splits text by a list of (pattern, action): the first that matches takes part in the result."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        if isinstance(flags, RegexFlag):
            flags = flags.value
        # One alternative a phrase, in a group of its own; groups inside phrases shift the numbers.
        parts = []
        self._actions = {}
        number = 1
        for phrase, action in lexicon:
            parts.append(f"({phrase})")
            self._actions[number] = action
            number += compile(phrase, flags).groups + 1
        self._starts = tuple(self._actions)
        self.scanner = compile("|".join(parts), flags)

    def _action(self, found):
        for number in self._starts:
            if found.start(number) >= 0:
                return self._actions[number]
        return None

    def scan(self, string):
        result = []
        step = self.scanner.scanner(string).match
        at = 0
        while True:
            found = step()
            if not found:
                break
            end = found.end()
            if at == end:
                break
            action = self._action(found)
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
            at = end
        return result, string[at:]
