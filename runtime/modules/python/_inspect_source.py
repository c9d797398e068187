"""Where the source of objects is: the part of `inspect` that answers "what is its text".

Text comes from linecache. A block begins with its first line (or first decorator) and ends where the
indentation of that line is left; the scan knows strings, brackets and continued lines.
"""
import builtins
import linecache
import os
import sys
import types

from _inspect_signature import unwrap

_missing = object()


def indentsize(line):
    """The width of the space before a line, tabs expanded."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


# ---- where things are ----

def getfile(object):
    """The file in which an object is defined. TypeError for native objects."""
    if isinstance(object, types.ModuleType):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError("{!r} is a built-in module".format(object))
    if isinstance(object, type):
        if hasattr(object, "__module__"):
            module = sys.modules.get(object.__module__)
            if getattr(module, "__file__", None):
                return module.__file__
            if object.__module__ == "__main__":
                raise OSError("source code not available")
        raise TypeError("{!r} is a built-in class".format(object))
    if isinstance(object, types.MethodType):
        object = object.__func__
    if isinstance(object, types.FunctionType):
        object = object.__code__
    if isinstance(object, types.TracebackType):
        object = object.tb_frame
    if isinstance(object, types.FrameType):
        object = object.f_code
    if isinstance(object, types.CodeType):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    "{}".format(type(object).__name__))


def getmodulename(path):
    """The name of the module that a file holds, or None."""
    name, extension = os.path.splitext(os.path.basename(path))
    return name if extension in (".py", ".pyc") else None


def getsourcefile(object):
    """The file with the source of an object, or None."""
    filename = getfile(object)
    if filename.endswith(".pyc"):
        filename = filename[:-1]
    if os.path.exists(filename) or filename in linecache.cache:
        return filename
    module = getmodule(object, filename)
    if getattr(module, "__loader__", None) is not None:
        return filename
    return None


def getabsfile(object, _filename=None):
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


def getmodule(object, _filename=None):
    """The module in which an object was defined, or None."""
    if isinstance(object, types.ModuleType):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    for module in list(sys.modules.values()):
        if isinstance(module, types.ModuleType) and getattr(module, "__file__", None):
            if os.path.abspath(module.__file__) == file:
                return module
    main = sys.modules["__main__"]
    if hasattr(object, "__name__"):
        if getattr(main, object.__name__, _missing) is object:
            return main
        if getattr(builtins, object.__name__, _missing) is object:
            return builtins
    return None


# ---- source text ----

class EndOfBlock(Exception):
    __module__ = "inspect"


class ClassFoundException(Exception):
    __module__ = "inspect"


class BlockFinder:
    """Finds where the block ends that begins on the first of the lines it is fed.

    `last` is the number of the block's last line. Comments after the last statement do not belong to it
    unless they are indented as deep as its body.
    """

    __module__ = "inspect"

    def __init__(self):
        self.last = 1
        self.indent = None
        self._body_indent = None
        self._open = 0
        self._quote = None
        self._continued = False
        self._header_done = False
        self._is_decorator = False
        self._one_line = False

    def feed(self, number, line):
        """Raises EndOfBlock on the first line after the block."""
        inside = self._open or self._quote or self._continued
        stripped = line.strip()
        if not inside:
            if not stripped or stripped.startswith("#"):
                if stripped and self._body_indent is not None and indentsize(line) >= self._body_indent:
                    self.last = number
                return
            if self.indent is None:
                self.indent = indentsize(line)
            elif self._header_done and (self._one_line or indentsize(line) <= self.indent):
                raise EndOfBlock
            elif self._header_done and self._body_indent is None:
                self._body_indent = indentsize(line)
            if not self._header_done:
                self._is_decorator = stripped.startswith("@")
        colon = self._scan(line)
        self.last = number
        if not (self._open or self._quote or self._continued) and not self._header_done:
            if not self._is_decorator:
                self._header_done = True
                self._one_line = not colon

    def _scan(self, line):
        """Follows strings and brackets through a line; True when its last token is a colon."""
        index, length = 0, len(line)
        last = ""
        self._continued = False
        while index < length:
            letter = line[index]
            if self._quote:
                if letter == "\\":
                    index += 1
                elif line.startswith(self._quote, index):
                    index += len(self._quote) - 1
                    self._quote = None
                    last = '"'
            elif letter == "#":
                break
            elif letter in "'\"":
                self._quote = letter * 3 if line.startswith(letter * 3, index) else letter
                index += len(self._quote) - 1
            elif letter in "([{":
                self._open += 1
                last = letter
            elif letter in ")]}":
                self._open = max(self._open - 1, 0)
                last = letter
            elif letter == "\\" and not line[index + 1:].strip():
                self._continued = True
            elif not letter.isspace():
                last = letter
            index += 1
        if self._quote and len(self._quote) == 1 and not line.rstrip("\r\n").endswith("\\"):
            self._quote = None  # a string of one line ends with it, closed or not
        return last == ":"


def getblock(lines):
    """The lines of the block that the first line begins."""
    finder = BlockFinder()
    try:
        for number, line in enumerate(lines, 1):
            finder.feed(number, line)
    except EndOfBlock:
        pass
    return lines[:finder.last]


def _find_class(lines, qualname):
    """The index of the line with `class` (or its first decorator) of a qualified name, or None."""
    wanted = qualname.replace("<locals>.", "").split(".")
    open_blocks = []
    finder = BlockFinder()
    finder._header_done = True
    decorator = None
    found = None
    for number, line in enumerate(lines):
        inside = finder._open or finder._quote or finder._continued
        finder._scan(line)
        stripped = line.strip()
        if inside or not stripped or stripped.startswith("#"):
            continue
        indent = indentsize(line)
        while open_blocks and open_blocks[-1][0] >= indent:
            open_blocks.pop()
        if stripped.startswith("@"):
            decorator = number if decorator is None else decorator
            continue
        words = stripped.replace("(", " ").replace(":", " ").split()
        if words[0] == "async" and len(words) > 2:
            words = words[1:]
        if words[0] in ("class", "def") and len(words) > 1:
            open_blocks.append((indent, words[1]))
            if words[0] == "class" and [name for _, name in open_blocks] == wanted:
                found = number if decorator is None else decorator
                break
        decorator = None
    return found


def findsource(object):
    """All lines of the file of an object and the index of the object's first line."""
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        if not (file.startswith("<") and file.endswith(">")):
            raise OSError("source code not available")
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines:
        raise OSError("could not get source code")
    if isinstance(object, types.ModuleType):
        return lines, 0
    if isinstance(object, type):
        number = _find_class(lines, object.__qualname__)
        if number is None:
            raise OSError("could not find class definition")
        return lines, number
    if isinstance(object, types.MethodType):
        object = object.__func__
    if isinstance(object, types.FunctionType):
        object = object.__code__
    if isinstance(object, types.TracebackType):
        object = object.tb_frame
    if isinstance(object, types.FrameType):
        object = object.f_code
    if isinstance(object, types.CodeType):
        number = object.co_firstlineno - 1
        if number >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, number
    raise OSError("could not find code object")


def getcomments(object):
    """The comment lines that stand directly before an object's source, or None."""
    try:
        lines, number = findsource(object)
    except (OSError, TypeError):
        return None
    if isinstance(object, types.ModuleType):
        start = 1 if lines and lines[0][:2] == "#!" else 0
        while start < len(lines) and lines[start].strip() in ("", "#"):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == "#":
            end += 1
        return "".join(line.expandtabs() for line in lines[start:end]) or None
    indent = indentsize(lines[number])
    first = number
    while first > 0 and lines[first - 1].lstrip()[:1] == "#" and indentsize(lines[first - 1]) == indent:
        first -= 1
    while first < number and lines[first].strip() == "#":
        first += 1
    return "".join(line.expandtabs().lstrip() for line in lines[first:number]) or None


def getsourcelines(object):
    """The lines of an object's source and the number of the first; 0 for a module."""
    object = unwrap(object)
    lines, number = findsource(object)
    if isinstance(object, types.TracebackType):
        object = object.tb_frame
    if isinstance(object, types.ModuleType) or isinstance(object, types.FrameType) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[number:]), number + 1


def getsource(object):
    """The source text of an object."""
    return "".join(getsourcelines(object)[0])
