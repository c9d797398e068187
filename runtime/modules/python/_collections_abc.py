"""collections.abc: abstract classes that say what a container, iterator or callable can do.

Most recognize a class by its methods alone (_recognized_by); the others by inheritance and
registration. What they define beyond that is built on the abstract methods.
"""

import _types
from _collections import deque as _deque
from abc import ABCMeta, abstractmethod

__name__ = "collections.abc"
__all__ = """Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator
Generator Reversible Sized Container Callable Collection Set MutableSet Mapping MutableMapping
MappingView KeysView ItemsView ValuesView Sequence MutableSequence ByteString""".split()

GenericAlias = _types.GenericAlias


def _recognized_by(*methods):
    """A class with all these methods counts as a subclass of the decorated one; one that sets a method
    to None does not."""
    def decorate(cls):
        def __subclasshook__(asked, candidate):
            # Subclasses inherit this method, but not its rule.
            known = asked is cls and all(_lookup(candidate, name) is not None for name in methods)
            return True if known else NotImplemented
        cls.__subclasshook__ = classmethod(__subclasshook__)
        return cls
    return decorate


def _lookup(cls, name):
    """What the class has or inherits under the name; None where there is nothing."""
    return next((each.__dict__[name] for each in cls.__mro__ if name in each.__dict__), None)


def _raise_given(typ, val, tb):
    if val is None:
        if tb is None:
            raise typ
        val = typ()
    raise val if tb is None else val.with_traceback(tb)


# ---- one-method classes ----
# Called by super(), a method answers as an object without contents would.

@_recognized_by("__hash__")
class Hashable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __hash__(self):
        return 0


@_recognized_by("__len__")
class Sized(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __len__(self):
        return 0


@_recognized_by("__contains__")
class Container(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __contains__(self, x):
        return False


@_recognized_by("__iter__")
class Iterable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __iter__(self):
        return iter(())


@_recognized_by("__reversed__", "__iter__")
class Reversible(Iterable):
    __slots__ = ()

    @abstractmethod
    def __reversed__(self):
        return iter(())


@_recognized_by("__len__", "__iter__", "__contains__")
class Collection(Sized, Iterable, Container):
    __slots__ = ()


# ---- iterators and coroutines ----

@_recognized_by("__iter__", "__next__")
class Iterator(Iterable):
    __slots__ = ()

    @abstractmethod
    def __next__(self):
        raise StopIteration

    def __iter__(self):
        return self


@_recognized_by("__iter__", "__next__", "send", "throw", "close")
class Generator(Iterator):
    __slots__ = ()

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        _raise_given(typ, val, tb)

    def __next__(self):
        return self.send(None)

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("generator ignored GeneratorExit")


@_recognized_by("__await__")
class Awaitable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __await__(self):
        return iter(())


@_recognized_by("__await__", "send", "throw", "close")
class Coroutine(Awaitable):
    __slots__ = ()

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        _raise_given(typ, val, tb)

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("coroutine ignored GeneratorExit")


@_recognized_by("__aiter__")
class AsyncIterable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __aiter__(self):
        raise NotImplementedError


@_recognized_by("__anext__", "__aiter__")
class AsyncIterator(AsyncIterable):
    __slots__ = ()

    @abstractmethod
    async def __anext__(self):
        raise StopAsyncIteration

    def __aiter__(self):
        return self


@_recognized_by("__aiter__", "__anext__", "asend", "athrow", "aclose")
class AsyncGenerator(AsyncIterator):
    __slots__ = ()

    @abstractmethod
    async def asend(self, value):
        raise StopAsyncIteration

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        _raise_given(typ, val, tb)

    async def __anext__(self):
        return await self.asend(None)

    async def aclose(self):
        try:
            await self.athrow(GeneratorExit)
        except (GeneratorExit, StopAsyncIteration):
            return
        raise RuntimeError("asynchronous generator ignored GeneratorExit")


Coroutine.register(_types.CoroutineType)
AsyncGenerator.register(_types.AsyncGeneratorType)
Generator.register(_types.GeneratorType)


# ---- callables ----

def _stands_for_parameters(v):
    if v is Ellipsis or isinstance(v, list):
        return True
    return (type(v).__module__ == 'typing' and
            type(v).__name__ in ('ParamSpec', '_ConcatenateGenericAlias'))


def _type_text(v):
    if isinstance(v, type) and not isinstance(v, GenericAlias):
        return v.__qualname__ if v.__module__ == 'builtins' else f'{v.__module__}.{v.__qualname__}'
    if v is Ellipsis:
        return '...'
    return v.__name__ if isinstance(v, _types.FunctionType) else repr(v)


def _is_open(alias):
    # Callable[..., X], or one with a parameter specification.
    return len(alias.__args__) == 2 and _stands_for_parameters(alias.__args__[0])


class _CallableGenericAlias(GenericAlias):
    # Callable[[A, B], C] keeps (A, B, C) as __args__.
    __slots__ = ()

    def __new__(cls, origin, args):
        if not isinstance(args, tuple) or len(args) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        parameters, result = args
        if isinstance(parameters, (tuple, list)):
            args = (*parameters, result)
        elif not _stands_for_parameters(parameters):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                            f"Got {parameters}")
        return super().__new__(cls, origin, args)

    def __repr__(self):
        if _is_open(self):
            return super().__repr__()
        *parameters, result = map(_type_text, self.__args__)
        return f'collections.abc.Callable[[{", ".join(parameters)}], {result}]'

    def __reduce__(self):
        args = self.__args__ if _is_open(self) else (list(self.__args__[:-1]), self.__args__[-1])
        return _CallableGenericAlias, (Callable, args)

    def __getitem__(self, item):
        args = super().__getitem__(item if isinstance(item, tuple) else (item,)).__args__
        if not isinstance(args[0], (tuple, list)):
            args = (args[:-1], args[-1])
        return _CallableGenericAlias(Callable, tuple(args))


@_recognized_by("__call__")
class Callable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(_CallableGenericAlias)

    @abstractmethod
    def __call__(self, *args, **kwds):
        return False


# ---- what removes items, over the little that a container promises ----

def _first(container, failure):
    for item in container:
        return item
    raise failure


def _until(end, remove):
    # Not as long as there are items: other threads may remove the last one meanwhile.
    try:
        while True:
            remove()
    except end:
        pass


# ---- sets ----

class Set(Collection):
    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        # How results are made; override where the constructor takes something else.
        return cls(it)

    def _as_set(self, other):
        return other if isinstance(other, Set) else self._from_iterable(other)

    def _more(self, other):
        """How many items more than the other set this one has; None where the other is no set."""
        return len(self) - len(other) if isinstance(other, Set) else None

    def __le__(self, other):
        more = self._more(other)
        return NotImplemented if more is None else more <= 0 and all(item in other for item in self)

    def __ge__(self, other):
        more = self._more(other)
        return NotImplemented if more is None else more >= 0 and all(item in self for item in other)

    # The others are <= or >= with a condition on the sizes, so a subclass need only change these two.

    def __lt__(self, other):
        more = self._more(other)
        return NotImplemented if more is None else more < 0 and self.__le__(other)

    def __gt__(self, other):
        more = self._more(other)
        return NotImplemented if more is None else more > 0 and self.__ge__(other)

    def __eq__(self, other):
        more = self._more(other)
        return NotImplemented if more is None else more == 0 and self.__le__(other)

    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(item for item in other if item in self)

    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(item for part in (self, other) for item in part)

    def __sub__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = self._as_set(other)
        return self._from_iterable(item for item in self if item not in other)

    def __rsub__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = self._as_set(other)
        return self._from_iterable(item for item in other if item not in self)

    def __xor__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = self._as_set(other)
        return (self - other) | (other - self)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def _hash(self):
        # For __hash__ of immutable sets: equal sets of all classes hash alike.
        return hash(frozenset(self))


class MutableSet(Set):
    __slots__ = ()

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        value = _first(self, KeyError)
        self.discard(value)
        return value

    def clear(self):
        _until(KeyError, self.pop)

    def _discard_all(self, values):
        for value in values:
            self.discard(value)

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __iand__(self, it):
        self._discard_all(self - it)
        return self

    # A set cannot shrink while it is gone through, but nothing stays of it without itself.

    def __isub__(self, it):
        if it is self:
            self.clear()
        else:
            self._discard_all(it)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
            return self
        for value in self._as_set(it):
            change = self.discard if value in self else self.add
            change(value)
        return self


Set.register(frozenset)
MutableSet.register(set)


# ---- mappings ----

class Mapping(Collection):
    __slots__ = ()
    __abc_tpflags__ = 1 << 6  # instances match mapping patterns

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    __reversed__ = None

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self):
        return KeysView(self)

    def items(self):
        return ItemsView(self)

    def values(self):
        return ValuesView(self)

    def __eq__(self, other):
        if isinstance(other, Mapping):
            return dict(self.items()) == dict(other.items())
        return NotImplemented


_absent = object()


class MutableMapping(Mapping):
    __slots__ = ()

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    def pop(self, key, default=_absent):
        try:
            value = self[key]
        except KeyError:
            if default is not _absent:
                return default
            raise
        del self[key]
        return value

    def popitem(self):
        key = _first(self, KeyError)
        item = key, self[key]
        del self[key]
        return item

    def clear(self):
        _until(KeyError, self.popitem)

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def update(self, other=(), /, **kwds):
        keys = other if isinstance(other, Mapping) else other.keys() if hasattr(other, "keys") else None
        if keys is None:
            for key, value in other:
                self[key] = value
        else:
            for key in keys:
                self[key] = other[key]
        for key, value in kwds.items():
            self[key] = value


class MappingView(Sized):
    __slots__ = ('_mapping',)
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f'{type(self).__name__}({self._mapping!r})'


@classmethod
def _plain_set(cls, items):
    return set(items)


class KeysView(MappingView, Set):
    __slots__ = ()
    _from_iterable = _plain_set  # `keys & other` is no view

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        yield from self._mapping


class ItemsView(MappingView, Set):
    __slots__ = ()
    _from_iterable = _plain_set

    def __contains__(self, item):
        key, value = item
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is value or found == value

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield key, mapping[key]


class ValuesView(MappingView, Collection):
    __slots__ = ()

    def __contains__(self, value):
        return any(each is value or each == value for each in self)

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield mapping[key]


Mapping.register(_types.MappingProxyType)
MutableMapping.register(dict)
KeysView.register(_types.dict_keys)
ItemsView.register(_types.dict_items)
ValuesView.register(_types.dict_values)


# ---- sequences ----

class Sequence(Reversible, Collection):
    __slots__ = ()
    __abc_tpflags__ = 1 << 5  # instances match sequence patterns

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        position = 0
        while True:
            try:
                item = self[position]
            except IndexError:
                return
            yield item
            position += 1

    def __reversed__(self):
        for position in range(len(self) - 1, -1, -1):
            yield self[position]

    def __contains__(self, value):
        return any(each is value or each == value for each in self)

    def index(self, value, start=0, stop=None):
        if start is not None and start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        position = start
        while stop is None or position < stop:
            try:
                each = self[position]
            except IndexError:
                break
            if each is value or each == value:
                return position
            position += 1
        raise ValueError

    def count(self, value):
        return sum(1 for each in self if each is value or each == value)


class ByteString(Sequence):
    __slots__ = ()


class MutableSequence(Sequence):
    __slots__ = ()

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in (list(values) if values is self else values):
            self.append(value)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def clear(self):
        _until(IndexError, self.pop)

    def reverse(self):
        low, high = 0, len(self) - 1
        while low < high:
            self[low], self[high] = self[high], self[low]
            low += 1
            high -= 1


for _each in (tuple, str, range, memoryview):
    Sequence.register(_each)
for _each in (bytes, bytearray):
    ByteString.register(_each)
for _each in (list, bytearray, _deque):
    MutableSequence.register(_each)
for _each in """bytes_iterator bytearray_iterator dict_keyiterator dict_valueiterator dict_itemiterator
list_iterator list_reverseiterator range_iterator longrange_iterator set_iterator str_iterator
tuple_iterator""".split():
    Iterator.register(getattr(_types, _each))
Iterator.register(zip)
del _each
