"""Calls as values: what a mock remembers, and what a test says it should have been."""
import pprint


class _Anything:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Anything()


def shown_arguments(args, kwargs):
    return ", ".join([repr(each) for each in args] + ["%s=%r" % pair for pair in kwargs.items()])


def parts_of(value):
    """(name, args, kwargs) of a tuple that stands for a call; each may be left out."""
    name, args, kwargs = "", (), {}
    items = list(value)
    if items and isinstance(items[0], str):
        name = items.pop(0)
    if items and isinstance(items[0], tuple):
        args = items.pop(0)
    if items and isinstance(items[0], dict):
        kwargs = items.pop(0)
    return None if items else (name, args, kwargs)


class _Call(tuple):
    """A call: (name, args, kwargs), or (args, kwargs) where a mock has no name for it. Its attributes and
    calls are calls of what it returned."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        parts = parts_of(value)
        if parts is None:
            raise ValueError("not a call: %r" % (tuple(value),))
        given, args, kwargs = parts
        named = len(value) == 3 or value and isinstance(value[0], str)
        return tuple.__new__(cls, (args, kwargs) if two else (given if named else name or "", args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def __eq__(self, other):
        if not isinstance(other, tuple) or len(other) > 3:
            return NotImplemented
        theirs = parts_of(other)
        if theirs is None:
            return False
        my_parent, their_parent = self._mock_parent, getattr(other, "_mock_parent", None)
        if my_parent and their_parent and my_parent != their_parent:
            return False
        my_name = self[0] if len(self) == 3 else ""  # without a name, any will do
        if my_name and theirs[0] != my_name:
            return False
        return (theirs[1], theirs[2]) == (self[-2], self[-1])  # ANY may stand on either side

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + "()", parent=self)

    def __getattr__(self, attribute):
        if self._mock_name is None:
            return _Call(name=attribute, from_kall=False)
        return _Call(name="%s.%s" % (self._mock_name, attribute), parent=self, from_kall=False)

    def __getattribute__(self, attribute):
        if attribute in ("count", "index"):  # calls of methods with these names, not those of tuples
            raise AttributeError
        return tuple.__getattribute__(self, attribute)

    @property
    def args(self):
        return self[-2]

    @property
    def kwargs(self):
        return self[-1]

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return "call" + name if name.startswith("()") else name
        name = self[0] if len(self) == 3 else ""
        if not name:
            name = "call"
        elif name.startswith("()"):
            name = "call" + name
        else:
            name = "call." + name
        return "%s(%s)" % (name, shown_arguments(self.args, self.kwargs))

    def call_list(self):
        """The calls that lead to this one, and this one."""
        calls, each = [], self
        while each is not None:
            if each._mock_from_kall:
                calls.append(each)
            each = each._mock_parent
        return CallList(reversed(calls))


call = _Call(from_kall=False)


class CallList(list):
    """Calls in order; another list is in it when its calls follow one another there."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        length = len(value)
        return any(self[at:at + length] == value for at in range(len(self) - length + 1))

    def __repr__(self):
        return pprint.pformat(list(self))


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "sentinel." + self.name

    def __reduce__(self):
        return "sentinel." + self.name


class _SentinelMaker:
    """Gives one object for each name."""

    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError(name)
        return self._sentinels.setdefault(name, _Sentinel(name))

    def __reduce__(self):
        return "sentinel"


sentinel = _SentinelMaker()
DEFAULT = sentinel.DEFAULT
