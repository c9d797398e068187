"""JSON text to objects."""
import _json

__all__ = ["JSONDecoder", "JSONDecodeError"]

NaN = float("nan")
PosInf = float("inf")
NegInf = float("-inf")
scanstring = _json.scanstring


class JSONDecodeError(ValueError):
    """A text is no JSON. Its attributes:

    msg: what is wrong
    doc: the whole text
    pos: the place in it
    lineno: the line of that place, from 1
    colno: the column of that place, from 1
    """

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, "%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg, self.doc = msg, doc
        self.pos, self.lineno, self.colno = pos, lineno, colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


class JSONDecoder:
    """Makes objects of JSON texts; the arguments say what becomes of numbers and objects."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}

    def scan_once(self, string, idx):
        return _json.scan(string, idx, self.object_hook, self.parse_float, self.parse_int,
                          self.parse_constant, self.object_pairs_hook, self.strict)

    def decode(self, s):
        """The object of a text that is JSON from end to end."""
        return _json.decode(s, self.object_hook, self.parse_float, self.parse_int,
                            self.parse_constant, self.object_pairs_hook, self.strict)

    def raw_decode(self, s, idx=0):
        """The object of the JSON that begins at idx, and where that ends."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
