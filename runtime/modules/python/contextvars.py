"""Variables whose value belongs to a context; each thread starts with an empty one."""
import _thread
from collections.abc import Mapping as _Mapping

__all__ = ["Context", "ContextVar", "Token", "copy_context"]

_local = _thread._local()
_missing = object()


def _current():
    try:
        return _local.context
    except AttributeError:
        _local.context = context = Context()
        context._entered = True
        return context


class _MissingType:
    def __repr__(self):
        return "<Token.MISSING>"


class Token:
    """What set() gives and reset() takes."""
    MISSING = _MissingType()
    __slots__ = ("_context", "_var", "_old", "_used")

    def __init__(self, *args, **kwargs):
        raise RuntimeError("Tokens can only be created by ContextVars")

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return Token.MISSING if self._old is _missing else self._old

    def __repr__(self):
        return "<Token%s var=%r at %#x>" % (" used" if self._used else "", self._var, id(self))

    __class_getitem__ = classmethod(type(list[int]))


Token.__module__ = "_contextvars"


class ContextVar:
    """A variable with a value in each context."""
    __slots__ = ("_name", "_default", "__weakref__")

    def __init__(self, name, *, default=_missing):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name = name
        self._default = default

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type '_contextvars.ContextVar' is not an acceptable base type")

    @property
    def name(self):
        return self._name

    def get(self, default=_missing, /):
        value = _current()._values.get(self, _missing)
        if value is not _missing:
            return value
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        context = _current()
        token = object.__new__(Token)
        token._context, token._var, token._used = context, self, False
        token._old = context._values.get(self, _missing)
        context._values = {**context._values, self: value}
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError("expected an instance of Token, got %r" % (token,))
        if token._used:
            raise RuntimeError("%r has already been used once" % token)
        if token._var is not self:
            raise ValueError("%r was created by a different ContextVar" % token)
        context = _current()
        if token._context is not context:
            raise ValueError("%r was created in a different Context" % token)
        token._used = True
        values = dict(context._values)
        if token._old is _missing:
            values.pop(self, None)
        else:
            values[self] = token._old
        context._values = values

    def __repr__(self):
        default = "" if self._default is _missing else " default=%r" % (self._default,)
        return "<ContextVar name=%r%s at %#x>" % (self._name, default, id(self))

    __class_getitem__ = classmethod(type(list[int]))


ContextVar.__module__ = "_contextvars"


class Context(_Mapping):
    """Values of context variables. The dictionary in it is replaced and never changed, so that a copy
    shares it."""

    def __init__(self):
        self._values = {}
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        """Calls the function with this context as the current one."""
        if self._entered:
            raise RuntimeError("cannot enter context: %r is already entered" % self)
        before = _current()
        self._entered = True
        _local.context = self
        try:
            return callable(*args, **kwargs)
        finally:
            _local.context = before
            self._entered = False

    def copy(self):
        other = Context()
        other._values = self._values
        return other

    def __getitem__(self, var):
        self._check(var)
        return self._values[var]

    def __contains__(self, var):
        self._check(var)
        return var in self._values

    def _check(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError("a ContextVar key was expected, got %r" % (var,))

    def get(self, var, default=None, /):
        self._check(var)
        return self._values.get(var, default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, Context) else NotImplemented

    __hash__ = None

    def __repr__(self):
        return object.__repr__(self)


Context.__module__ = "_contextvars"


def copy_context():
    """The values of all variables here and now, as a context of its own."""
    return _current().copy()
