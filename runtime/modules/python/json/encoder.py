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
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """Implement this method in a subclass such that it returns a serializable object for ``o``,
        or calls the base implementation (to raise a ``TypeError``)."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """The JSON text of an object."""
        if type(self).iterencode is not _plain_iterencode:
            return "".join(self.iterencode(o))
        return _json.encode(o, self.default, self.ensure_ascii, self.indent, self.item_separator,
                            self.key_separator, self.sort_keys, self.skipkeys, self.allow_nan,
                            self.check_circular)

    def iterencode(self, o, _one_shot=False):
        """Encode the given object and yield each string representation as available."""
        yield _json.encode(o, self.default, self.ensure_ascii, self.indent, self.item_separator,
                           self.key_separator, self.sort_keys, self.skipkeys, self.allow_nan,
                           self.check_circular)


_plain_iterencode = JSONEncoder.iterencode
