"""Data structures as readable text."""
import re
import sys as _sys
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque
from dataclasses import fields as _fields, is_dataclass as _is_dataclass
from functools import cmp_to_key as _cmp_to_key
from io import StringIO as _StringIO
from types import MappingProxyType, SimpleNamespace

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Prints an object, in several lines when one is too short."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The text that pprint() prints."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """pprint() that keeps the order of dictionaries."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """repr() that ends for recursive structures."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Whether eval() of the text would give the object."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """Whether the object contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


def _safe_compare(a, b):
    # Orders anything: by <, else by type and address. Negative: a goes first; sorting asks no more.
    try:
        first = a < b
    except TypeError:
        first = (str(type(a)), id(a)) < (str(type(b)), id(b))
    return -1 if first else 0


_safe_key = _cmp_to_key(_safe_compare)


def _recursion(object):
    return "<Recursion on %s with id=%s>" % (type(object).__name__, id(object))


def _filled(pieces, width, last_width):
    """The reprs of texts or bytes that come from joining as many pieces as fit into the width; for a line with the
    last piece that is last_width."""
    line, left = pieces[0], len(pieces) - 1
    for piece in pieces[1:]:
        left -= 1
        if line and len(repr(line + piece)) > (width if left else last_width):
            yield repr(line)
            line = piece
        else:
            line += piece
    if line:
        yield repr(line)


def _unless_empty(method):
    """A printer of objects that are not empty; the others are left to repr()."""
    def printer(self, object, stream, *place):
        if len(object):
            method(self, object, stream, *place)
        else:
            stream.write(repr(object))
    return printer


class PrettyPrinter:
    """Prints with settings.

    Printers of single classes write to a stream: what they write begins at the column `indent`, and `allowance`
    columns are needed behind its end. `context` holds the ids of the objects around, `level` counts these.
    """

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent_per_level, self._width, self._depth = indent, width, depth
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers
        self._stream = _sys.stdout if stream is None else stream

    def pprint(self, object):
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, object):
        stream = _StringIO()
        self._format(object, stream, 0, 0, {}, 0)
        return stream.getvalue()

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """(text, readable, recursive); subclasses may change it."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        text, readable, recursive = self.format(object, context.copy(), self._depth, level)
        return text

    def _sorted_items(self, object):
        if self._sort_dicts:
            return sorted(object.items(), key=lambda item: _safe_key(item[0]))
        return object.items()

    # ---- on several lines ----

    def _format(self, object, stream, indent, allowance, context, level):
        number = id(object)
        if number in context:
            stream.write(_recursion(object))
            return
        text = self._repr(object, context, level)
        printer = None
        if len(text) > self._width - indent - allowance:
            printer = self._dispatch.get(type(object).__repr__) or self._printer_of_dataclass(object)
        if printer is None:
            stream.write(text)
            return
        context[number] = 1
        printer(self, object, stream, indent, allowance, context, level + 1)
        del context[number]

    def _printer_of_dataclass(self, object):
        """For instances of data classes that have the repr() which dataclass() makes."""
        if (_is_dataclass(object) and not isinstance(object, type) and object.__dataclass_params__.repr
                and "__make__" in getattr(getattr(object.__repr__, "__wrapped__", None), "__qualname__", "")):
            return type(self)._pprint_dataclass
        return None

    def _format_rows(self, rows, stream, indent, allowance, context, level, cut=None):
        """Objects with a text before each, one below the other; `cut` stands for those that are around."""
        between, left = "", len(rows)
        for before, object in rows:
            left -= 1
            stream.write(between + before)
            between = ",\n" + " " * indent
            if cut is not None and id(object) in context:
                stream.write(cut)
            else:
                self._format(object, stream, indent + len(before), 1 if left else allowance, context, level)

    def _format_items(self, items, stream, indent, allowance, context, level):
        """Objects one below the other, or as many in a line as fit."""
        stream.write(" " * (self._indent_per_level - 1))
        indent += self._indent_per_level
        items = list(items)
        if not self._compact:
            self._format_rows([("", item) for item in items], stream, indent, allowance, context, level)
            return
        newline = ",\n" + " " * indent
        width = room = self._width - indent + 1  # the separator of the last object is not there
        between = ""
        for left, item in zip(range(len(items) - 1, -1, -1), items):
            if not left:
                width -= allowance
                room -= allowance
            text = self._repr(item, context, level)
            size = len(text) + 2
            if room < size:
                room = width
                between = between and newline
            if room >= size:
                stream.write(between + text)
                room -= size
                between = ", "
            else:
                stream.write(between)
                self._format(item, stream, indent, 1 if left else allowance, context, level)
                between = newline

    def _format_dict_items(self, items, stream, indent, allowance, context, level):
        rows = [(self._repr(key, context, level) + ": ", value) for key, value in items]
        self._format_rows(rows, stream, indent + self._indent_per_level, allowance, context, level)

    def _format_attributes(self, name, items, stream, indent, *place):
        stream.write(name + "(")
        rows = [(key + "=", value) for key, value in items]
        self._format_rows(rows, stream, indent + len(name) + 1, *place, cut="...")
        stream.write(")")

    def _format_inside(self, opening, inner, closing, stream, indent, allowance, context, level):
        stream.write(opening)
        self._format(inner, stream, indent + len(opening), allowance + len(closing), context, level)
        stream.write(closing)

    def _write_lines(self, lines, stream, indent, parentheses):
        # Texts that stand one below the other make one only within parentheses.
        text = ("\n" + " " * indent).join(lines)
        stream.write("(%s)" % text if parentheses else text)

    # ---- printers ----

    def _pprint_dataclass(self, object, stream, *place):
        shown = [(field.name, getattr(object, field.name)) for field in _fields(object) if field.repr]
        self._format_attributes(type(object).__name__, shown, stream, *place)

    def _pprint_simplenamespace(self, object, stream, *place):
        name = "namespace" if type(object) is SimpleNamespace else type(object).__name__
        self._format_attributes(name, object.__dict__.items(), stream, *place)

    def _pprint_dict(self, object, stream, indent, allowance, context, level):
        stream.write("{" + " " * (self._indent_per_level - 1))
        self._format_dict_items(self._sorted_items(object), stream, indent, allowance + 1, context, level)
        stream.write("}")

    @_unless_empty
    def _pprint_ordered_dict(self, object, stream, *place):
        self._format_inside(type(object).__name__ + "(", list(object.items()), ")", stream, *place)

    def _pprint_mappingproxy(self, object, stream, *place):
        self._format_inside("mappingproxy(", object.copy(), ")", stream, *place)

    @_unless_empty
    def _pprint_default_dict(self, object, stream, indent, allowance, context, level):
        name = type(object).__name__
        indent += len(name) + 1
        stream.write("%s(%s,\n%s" % (name, self._repr(object.default_factory, context, level), " " * indent))
        self._pprint_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(")")

    @_unless_empty
    def _pprint_counter(self, object, stream, indent, allowance, context, level):
        opening = type(object).__name__ + "({"
        indent += len(opening) - 1
        stream.write(opening + " " * (self._indent_per_level - 1))
        self._format_dict_items(object.most_common(), stream, indent, allowance + 2, context, level)
        stream.write("})")

    def _pprint_chain_map(self, object, stream, indent, allowance, context, level):
        opening = type(object).__name__ + "("
        stream.write(opening)
        self._format_rows([("", each) for each in object.maps], stream, indent + len(opening), allowance + 1, context,
                          level)
        stream.write(")")

    def _pprint_list(self, object, stream, indent, allowance, context, level):
        stream.write("[")
        self._format_items(object, stream, indent, allowance + 1, context, level)
        stream.write("]")

    def _pprint_tuple(self, object, stream, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        stream.write("(")
        self._format_items(object, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    @_unless_empty
    def _pprint_set(self, object, stream, indent, allowance, context, level):
        name = type(object).__name__
        opening, closing = ("{", "}") if type(object) is set else (name + "({", "})")
        stream.write(opening)
        self._format_items(sorted(object, key=_safe_key), stream, indent + len(opening) - 1, allowance + len(closing),
                           context, level)
        stream.write(closing)

    @_unless_empty
    def _pprint_deque(self, object, stream, indent, allowance, context, level):
        opening = type(object).__name__ + "(["
        indent += len(opening) - 1
        stream.write(opening)
        self._format_items(object, stream, indent, 2 if object.maxlen is not None else allowance + 2, context, level)
        if object.maxlen is not None:
            stream.write("],\n%smaxlen=%s)" % (" " * indent, self._repr(object.maxlen, context, level)))
        else:
            stream.write("])")

    @_unless_empty
    def _pprint_str(self, object, stream, indent, allowance, context, level):
        top = level == 1
        indent, allowance = indent + top, allowance + top
        width = self._width - indent
        chunks = []
        lines = object.splitlines(True)
        for left, line in zip(range(len(lines) - 1, -1, -1), lines):
            last_width = width if left else width - allowance
            if len(repr(line)) <= last_width:
                chunks.append(repr(line))
            else:
                # Words, each with the space behind it.
                chunks += _filled(re.findall(r"\S+\s*|\s+", line), width, last_width)
        self._write_lines(chunks, stream, indent, top and len(chunks) > 1)

    def _pprint_bytes(self, object, stream, indent, allowance, context, level):
        if len(object) <= 4:
            stream.write(repr(object))
            return
        top = level == 1
        indent, allowance = indent + top, allowance + top
        width = self._width - indent
        # What follows is allowed for only if the last piece is a short one.
        last_width = width - allowance if len(object) % 4 else width
        pieces = [object[at:at + 4] for at in range(0, len(object), 4)]
        self._write_lines(_filled(pieces, width, last_width), stream, indent, top)

    def _pprint_bytearray(self, object, stream, indent, allowance, context, level):
        opening = "bytearray("
        stream.write(opening)
        self._pprint_bytes(bytes(object), stream, indent + len(opening), allowance + 1, context, level + 1)
        stream.write(")")

    def _pprint_user_data(self, object, stream, indent, allowance, context, level):
        self._format(object.data, stream, indent, allowance, context, level - 1)

    # A class that changes repr() is printed by repr(), so the methods are found by that.
    _dispatch = {kind.__repr__: printer for printer, *kinds in (
        (_pprint_dict, dict), (_pprint_ordered_dict, OrderedDict), (_pprint_default_dict, defaultdict),
        (_pprint_counter, Counter), (_pprint_chain_map, ChainMap), (_pprint_mappingproxy, MappingProxyType),
        (_pprint_list, list), (_pprint_tuple, tuple), (_pprint_deque, deque), (_pprint_set, set, frozenset),
        (_pprint_str, str), (_pprint_bytes, bytes), (_pprint_bytearray, bytearray),
        (_pprint_simplenamespace, SimpleNamespace), (_pprint_user_data, UserDict, UserList, UserString),
    ) for kind in kinds}

    # ---- in one line ----

    def _safe_repr(self, object, context, maxlevels, level):
        """(text in one line, readable, recursive)"""
        kind = type(object)
        if kind in (str, bytes, bytearray, float, complex, bool, type(None)):
            return repr(object), True, False
        method = getattr(kind, "__repr__", None)
        if method is int.__repr__ and issubclass(kind, int):
            return "{:_d}".format(object) if self._underscore_numbers else repr(object), True, False
        if method is dict.__repr__ and issubclass(kind, dict):
            form = "{%s}"
        elif method is list.__repr__ and issubclass(kind, list):
            form = "[%s]"
        elif method is tuple.__repr__ and issubclass(kind, tuple):
            form = "(%s,)" if len(object) == 1 else "(%s)"
        else:
            text = repr(object)
            return text, bool(text) and not text.startswith("<"), False
        if not object:
            return form % "", True, False
        number = id(object)
        if maxlevels and level >= maxlevels:
            return form % "...", False, number in context
        if number in context:
            return _recursion(object), False, True
        context[number] = 1
        parts = object
        if method is dict.__repr__:
            parts = [part for item in self._sorted_items(object) for part in item]
        formatted = [self.format(part, context, maxlevels, level + 1) for part in parts]
        del context[number]
        texts = [text for text, _, _ in formatted]
        if method is dict.__repr__:
            texts = ["%s: %s" % pair for pair in zip(texts[::2], texts[1::2])]
        return (form % ", ".join(texts), all(readable for _, readable, _ in formatted),
                any(recursive for _, _, recursive in formatted))
