"""Objects to JSON text."""
import _json

__all__ = ["JSONEncoder"]

INFINITY = float("inf")


def encode_basestring(s):
    """The JSON text of a string"""
    return _json.encode_string(s, False)


def encode_basestring_ascii(s):
    """The JSON text of a string, all of it ASCII"""
    return _json.encode_string(s, True)


py_encode_basestring = encode_basestring
py_encode_basestring_ascii = encode_basestring_ascii


class JSONEncoder:
    """Makes JSON texts; subclasses say in default() how other objects are written."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys, self.sort_keys, self.indent = skipkeys, sort_keys, indent
        self.ensure_ascii, self.allow_nan, self.check_circular = ensure_ascii, allow_nan, check_circular
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """What is written in place of an object that has no JSON; here it is refused."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """The JSON text of an object."""
        # With an indentation CPython works piece by piece too, which shows in what it says about a NaN.
        if type(self).iterencode is not _plain_iterencode or (self.indent is not None and not self.allow_nan):
            return "".join(self.iterencode(o))
        return _json.encode(o, self.default, self.ensure_ascii, self.indent, self.item_separator,
                            self.key_separator, self.sort_keys, self.skipkeys, self.allow_nan,
                            self.check_circular)

    def iterencode(self, o, _one_shot=False):
        """The pieces of the JSON text of an object, one after the other."""
        if self._is_plain(o):
            return iter((self._text(o),))
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        return self._pieces(o, indent, 0, {} if self.check_circular else None)

    def _text(self, o):
        if isinstance(o, float) and not self.allow_nan and o - o != 0:
            raise ValueError("Out of range float values are not JSON compliant: " + float.__repr__(o))
        return _json.encode(o, self.default, self.ensure_ascii, None, self.item_separator,
                            self.key_separator, False, self.skipkeys, self.allow_nan, self.check_circular)

    @staticmethod
    def _is_plain(o):
        return o is None or isinstance(o, (str, int, float))

    def _pieces(self, o, indent, level, open_objects):
        """The pieces of what is no plain value; open_objects: those that this one is inside of, by id."""
        if open_objects is not None:
            if id(o) in open_objects:
                raise ValueError("Circular reference detected")
            open_objects[id(o)] = o
        if isinstance(o, (list, tuple)):
            yield from self._list_pieces(o, indent, level + 1, open_objects)
        elif isinstance(o, dict):
            yield from self._dict_pieces(o, indent, level + 1, open_objects)
        else:
            yield from self._part(self.default(o), "", indent, level, open_objects)
        if open_objects is not None:
            del open_objects[id(o)]

    def _part(self, o, before, indent, level, open_objects):
        """The pieces of anything; a plain value is one piece with the text that stands before it."""
        if self._is_plain(o):
            yield before + self._text(o)
        else:
            if before:
                yield before
            yield from self._pieces(o, indent, level, open_objects)

    def _list_pieces(self, items, indent, level, open_objects):
        if not items:
            yield "[]"
            return
        line = "" if indent is None else "\n" + indent * level
        before = "[" + line
        for item in items:
            yield from self._part(item, before, indent, level, open_objects)
            before = self.item_separator + line
        if indent is not None:
            yield "\n" + indent * (level - 1)
        yield "]"

    def _key(self, key):
        """The text of a key, or None for one that is skipped."""
        if isinstance(key, str):
            return self._text(key)
        if self._is_plain(key):
            return '"' + self._text(key) + '"'
        if self.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")

    def _dict_pieces(self, items, indent, level, open_objects):
        if not items:
            yield "{}"
            return
        yield "{"
        line = "" if indent is None else "\n" + indent * level
        if indent is not None:
            yield line
        first = True
        for key, value in sorted(items.items()) if self.sort_keys else items.items():
            key = self._key(key)
            if key is None:
                continue
            if not first:
                yield self.item_separator + line
            first = False
            yield key
            yield self.key_separator
            yield from self._part(value, "", indent, level, open_objects)
        if indent is not None:
            yield "\n" + indent * (level - 1)
        yield "}"


_plain_iterencode = JSONEncoder.iterencode
