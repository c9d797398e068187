"""Weak references: the native ref and proxy types, and collections and finalizers made of them."""

import _types
import itertools as _itertools
import sys as _sys
from _collections_abc import MutableMapping, MutableSet
from _types import weakcallableproxy as CallableProxyType
from _types import proxy
from _types import weakproxy as ProxyType
from _types import weakref as ref

ReferenceType = ref
ProxyTypes = (ProxyType, CallableProxyType)

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType",
           "ProxyType", "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet",
           "WeakMethod", "finalize"]


def getweakrefs(object, /):
    """The references and proxies that refer to it, without those that nobody holds any longer."""
    import gc
    gc.collect()
    return _types.weak_references(object)


def getweakrefcount(object, /):
    return len(getweakrefs(object))


class WeakMethod(ref):
    """A weak reference to a bound method, which is made anew for each access."""

    __slots__ = "_function", "_kind", "_alive"

    def __new__(cls, meth, callback=None):
        try:
            obj = meth.__self__
            function = meth.__func__
        except AttributeError:
            raise TypeError("argument should be a bound method, not {}"
                            .format(type(meth))) from None

        def gone(_):
            self = weak_self()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)
        self = ref.__new__(cls, obj, gone)
        self._function = ref(function, gone)
        self._kind = type(meth)
        self._alive = True
        weak_self = ref(self)
        return self

    def __init__(self, meth, callback=None):
        pass

    def __call__(self):
        obj = ref.__call__(self)
        function = self._function()
        return None if obj is None or function is None else self._kind(function, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._function == other._function

    def __ne__(self, other):
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """A reference that knows its key in a WeakValueDictionary."""

    __slots__ = "key",

    def __new__(cls, object, callback, key):
        self = ref.__new__(cls, object, callback)
        self.key = key
        return self

    def __init__(self, object, callback, key):
        pass


class WeakValueDictionary(MutableMapping):
    """A mapping whose entries vanish with their values."""

    def __init__(self, other=(), /, **kw):
        weak_self = ref(self)

        def forget(gone):
            self = weak_self()
            # Only that entry: the key may belong to another value by now.
            if self is not None and self.data.get(gone.key) is gone:
                self.data.pop(gone.key, None)
        self._forget = forget
        self.data = {}
        self.update(other, **kw)

    def _live(self):
        for key, each in list(self.data.items()):
            value = each()
            if value is not None:
                yield key, value

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._forget, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        each = self.data.get(key)
        return each is not None and each() is not None

    def __len__(self):
        return sum(1 for each in list(self.data.values()) if each() is not None)

    def __iter__(self):
        for key, _ in self._live():
            yield key

    keys = __iter__

    def values(self):
        for _, value in self._live():
            yield value

    def items(self):
        return self._live()

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    def get(self, key, default=None):
        each = self.data.get(key)
        value = None if each is None else each()
        return default if value is None else value

    def pop(self, key, *default):
        each = self.data.pop(key, None)
        value = None if each is None else each()
        if value is None:
            if default:
                return default[0]
            raise KeyError(key)
        return value

    def popitem(self):
        while True:
            key, each = self.data.popitem()
            value = each()
            if value is not None:
                return key, value

    def setdefault(self, key, default=None):
        while True:
            each = self.data.get(key)
            value = None if each is None else each()
            if value is not None:
                return value
            if each is not None:
                self.data.pop(key, None)
            mine = KeyedRef(default, self._forget, key)
            if self.data.setdefault(key, mine) is mine:
                return default

    def valuerefs(self):
        return list(self.data.values())

    def itervaluerefs(self):
        yield from list(self.data.values())

    def copy(self):
        made = self.__class__()
        for key, value in self._live():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = self.__class__()
        for key, value in self._live():
            made[deepcopy(key, memo)] = value
        return made

    def __or__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        made = self.__class__()
        made.update(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


class WeakKeyDictionary(MutableMapping):
    """A mapping whose entries vanish with their keys."""

    def __init__(self, dict=None):
        self.data = {}
        weak_self = ref(self)

        def forget(gone):
            self = weak_self()
            if self is not None:
                self.data.pop(gone, None)
        self._forget = forget
        if dict is not None:
            self.update(dict)

    def _live(self):
        for each, value in list(self.data.items()):
            key = each()
            if key is not None:
                yield key, value

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._forget)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __len__(self):
        return sum(1 for each in list(self.data) if each() is not None)

    def __iter__(self):
        for key, _ in self._live():
            yield key

    keys = __iter__

    def values(self):
        for _, value in self._live():
            yield value

    def items(self):
        return self._live()

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def popitem(self):
        while True:
            each, value = self.data.popitem()
            key = each()
            if key is not None:
                return key, value

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._forget), default)

    def keyrefs(self):
        return list(self.data)

    def update(self, other=None, /, **kwargs):
        if other is not None:
            for key, value in (other if hasattr(other, 'items') else dict(other)).items():
                self[key] = value
        for key in kwargs:
            self[key] = kwargs[key]

    def copy(self):
        made = self.__class__()
        for key, value in self._live():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = self.__class__()
        for key, value in self._live():
            made[key] = deepcopy(value, memo)
        return made

    def __or__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        made = self.__class__()
        made.update(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


class WeakSet(MutableSet):
    """A set whose items vanish when nothing else refers to them."""

    def __init__(self, data=None):
        self.data = set()
        weak_self = ref(self)

        def forget(gone):
            self = weak_self()
            if self is not None:
                self.data.discard(gone)
        self._forget = forget
        if data is not None:
            self.update(data)

    def __iter__(self):
        for each in list(self.data):
            item = each()
            if item is not None:
                yield item

    def __len__(self):
        return sum(1 for each in list(self.data) if each() is not None)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(self.data)

    def __reduce__(self):
        own = {name: value for name, value in vars(self).items() if name not in ('data', '_forget')}
        return self.__class__, (list(self),), own or None

    def add(self, item):
        self.data.add(ref(item, self._forget))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def pop(self):
        while True:
            try:
                each = self.data.pop()
            except KeyError:
                raise KeyError('pop from empty WeakSet') from None
            item = each()
            if item is not None:
                return item

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    def difference_update(self, other):
        if other is self:
            self.clear()
        else:
            for item in other:
                self.discard(item)

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    def intersection_update(self, other):
        self.data.intersection_update([ref(item) for item in other])

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    def symmetric_difference_update(self, other):
        if other is self:
            self.clear()
            return
        for item in list(other):
            if item in self:
                self.discard(item)
            else:
                self.add(item)

    def union(self, other):
        made = self.copy()
        made.update(other)
        return made

    def issubset(self, other):
        return all(item in other for item in self)

    def issuperset(self, other):
        return all(item in self for item in other)

    def __le__(self, other):
        return self.issubset(other)

    def __ge__(self, other):
        return self.issuperset(other)

    def __lt__(self, other):
        return len(self) < len(other) and self.issubset(other)

    def __gt__(self, other):
        return len(self) > len(other) and self.issuperset(other)

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return len(self) == len(other) and self.issubset(other)

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    __and__ = intersection
    __or__ = union
    __sub__ = difference
    __xor__ = symmetric_difference


class finalize:
    """Calls func(*args, **kwargs) once: when obj is gone, when called, or when the program ends."""

    __slots__ = ()
    _registry = {}
    _numbers = _itertools.count()
    _at_exit = False

    class _Info:
        __slots__ = ("weakref", "func", "args", "kwargs", "atexit", "index")

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._at_exit:
            import atexit
            finalize._at_exit = True
            atexit.register(finalize._run_all)
        info = finalize._Info()
        info.weakref = ref(obj, self)
        info.func = func
        info.args = args
        info.kwargs = kwargs or None
        info.atexit = True
        info.index = next(finalize._numbers)
        finalize._registry[self] = info

    def __call__(self, _=None):
        # pop() gives the entry to one caller only.
        info = finalize._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **(info.kwargs or {}))

    def _what(self, info):
        obj = None if info is None else info.weakref()
        return None if obj is None else (obj, info.func, info.args, info.kwargs or {})

    def detach(self):
        what = self._what(finalize._registry.get(self))
        if what is not None and finalize._registry.pop(self, None) is not None:
            return what

    def peek(self):
        return self._what(finalize._registry.get(self))

    @property
    def alive(self):
        return self in finalize._registry

    @property
    def atexit(self):
        info = finalize._registry.get(self)
        return info is not None and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = finalize._registry.get(self)
        if info is not None:
            info.atexit = bool(value)

    def __repr__(self):
        info = finalize._registry.get(self)
        obj = None if info is None else info.weakref()
        if obj is None:
            return f'<{type(self).__name__} object at {id(self):#x}; dead>'
        return (f'<{type(self).__name__} object at {id(self):#x}; '
                f'for {type(obj).__name__!r} at {id(obj):#x}>')

    @classmethod
    def _run_all(cls):
        while True:
            waiting = [(info.index, each) for each, info in list(cls._registry.items())
                       if info.atexit]
            if not waiting:
                return
            waiting.sort(key=lambda pair: pair[0])
            each = waiting[-1][1]
            try:
                each()
            except Exception:
                _sys.excepthook(*_sys.exc_info())
