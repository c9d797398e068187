"""ChainMap and the classes to derive containers from; part of collections, which loads it when one of
them is asked for.

UserDict, UserList and UserString keep a dict, list or str as `data`. Most of their methods only ask that one, so they
are made by a few functions: _applied, _compared, and _forward from tables of signatures.
"""

from _collections_abc import Mapping, MutableMapping, MutableSequence, Sequence
from itertools import chain
from operator import delitem, eq, ge, gt, le, lt
from sys import maxsize

__name__ = 'collections'


class ChainMap(MutableMapping):
    """Several mappings as one: lookups try each in turn, changes go to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    # ---- lookups ----

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]  # `in` would not know of defaults that a mapping makes
            except KeyError:
                continue
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __iter__(self):
        # The order of a dict that was updated by each mapping, from the last one on.
        return iter(dict.fromkeys(chain.from_iterable(reversed(self.maps))))

    def __len__(self):
        return len(set(chain.from_iterable(self.maps)))

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return '%s(%s)' % (self.__class__.__name__, ', '.join(map(repr, self.maps)))

    # ---- changes ----

    def _on_first(self, change, *arguments):
        """What a change of the first mapping gives; its KeyErrors say that only this one was looked at."""
        try:
            return change(self.maps[0], *arguments)
        except KeyError:
            if not arguments:
                raise KeyError('No keys found in the first mapping.')
            raise KeyError(f'Key not found in the first mapping: {arguments[0]!r}')

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        self._on_first(delitem, key)

    def pop(self, key, *args):
        return self._on_first(lambda first, *key_and_default: first.pop(*key_and_default), key, *args)

    def popitem(self):
        return self._on_first(lambda first: first.popitem())

    def clear(self):
        self.maps[0].clear()

    # ---- other chains ----

    def new_child(self, m=None, **kwargs):
        """A chain with one more mapping in front."""
        if m is not None and kwargs:
            m.update(kwargs)
        return self.__class__(kwargs if m is None else m, *self.maps)

    @property
    def parents(self):
        """The chain without its first mapping."""
        return self.__class__(*self.maps[1:])

    def copy(self):
        """A chain of which only the first mapping is a copy: the others do not change through it."""
        first, *others = self.maps
        return self.__class__(first.copy(), *others)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, *args):
        return cls(dict.fromkeys(iterable, *args))

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        united = self.copy()
        united.maps[0].update(other)
        return united

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        united = dict(other)
        for mapping in self.maps[::-1]:
            united.update(mapping)
        return self.__class__(united)

    def __ior__(self, other):
        self.maps[0].update(other)
        return self


# ---- methods that ask `data` ----

def _dict_in(value):
    return value.data if isinstance(value, UserDict) else value


def _list_in(value):
    return value.data if isinstance(value, UserList) else value


def _text_in(value):
    return value.data if isinstance(value, UserString) else value


def _applied(function):
    def method(self):
        return function(self.data)
    return method


def _compared(relation, inner):
    def method(self, other):
        return relation(self.data, inner(other))
    return method


def _shallow_copy(self):
    # Straight into the attributes: a subclass may have descriptors of these names.
    twin = self.__class__.__new__(self.__class__)
    vars(twin).update(vars(self), data=vars(self)['data'].copy())
    return twin


def _forward(cls, inner, table):
    """Makes a method of each signature in a table. "~" is put before arguments that may be of the class, "*" behind
    signatures of methods whose result is made one of the class."""
    for line in table.split('\n'):
        name, _, rest = line.strip().partition('(')
        parameters, _, of_class = rest.rpartition(')')
        given = []
        for parameter in filter(None, parameters.split(', ')):
            argument = parameter.partition('=')[0]
            if argument != '/':
                given.append('inner(%s)' % argument[1:] if argument[0] == '~' else argument)
        result = 'self.data.%s(%s)' % (name, ', '.join(given))
        made = {'inner': inner, 'maxsize': maxsize, '__name__': __name__}
        exec('def %s(%s): return %s' % (name, ', '.join(filter(None, ('self', parameters.replace('~', '')))),
                                        'self.__class__(%s)' % result if of_class else result), made)
        setattr(cls, name, made[name])


class UserDict(MutableMapping):
    """A dictionary to derive from: all changes go through __setitem__ and __delitem__."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for given in (dict, kwargs or None):
            if given is not None:
                self.update(given)

    __len__, __iter__, __repr__ = map(_applied, (len, iter, repr))

    def __contains__(self, key):
        return key in self.data

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if not hasattr(self.__class__, '__missing__'):
            raise KeyError(key)
        return self.__class__.__missing__(self, key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __or__(self, other):
        other = _dict_in(other)
        return self.__class__(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        other = _dict_in(other)
        return self.__class__(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _dict_in(other)
        return self

    __copy__ = _shallow_copy

    def copy(self):
        """A copy into which a subclass enters the items by its own methods."""
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        import copy
        twin = copy.copy(self)
        twin.data = {}  # not self.data for a while, as other threads may look at it
        twin.update(self)
        return twin

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made


def _as_list(value):
    inner = _list_in(value)
    return inner if isinstance(inner, list) else list(inner)


class UserList(MutableSequence):
    """A list to derive from."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_list_in(initlist))

    __len__, __repr__ = map(_applied, (len, repr))
    __lt__, __le__, __eq__, __ge__, __gt__ = (_compared(relation, _list_in) for relation in (lt, le, eq, ge, gt))

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        found = self.data[i]
        return self.__class__(found) if isinstance(i, slice) else found

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def insert(self, i, item):
        self.data.insert(i, item)

    def __add__(self, other):
        return self.__class__(self.data + _as_list(other))

    def __radd__(self, other):
        return self.__class__(_as_list(other) + self.data)

    def __iadd__(self, other):
        self.data += _as_list(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def copy(self):
        return self.__class__(self)

    __copy__ = _shallow_copy


_forward(UserList, _list_in, """append(item)
    extend(~other)
    pop(i=-1)
    remove(item)
    clear()
    count(item)
    index(item, *args)
    reverse()
    sort(/, *args, **kwds)""")


def _as_text(value):
    inner = _text_in(value)
    return inner if isinstance(inner, str) else str(inner)


class UserString(Sequence):
    """A text to derive from."""

    def __init__(self, seq):
        self.data = _as_text(seq)

    __str__, __repr__, __hash__, __len__ = map(_applied, (str, repr, hash, len))
    __int__, __float__, __complex__ = map(_applied, (int, float, complex))
    __lt__, __le__, __eq__, __ge__, __gt__ = (_compared(relation, _text_in) for relation in (lt, le, eq, ge, gt))

    def __getnewargs__(self):
        return (self.data[:],)

    def __contains__(self, char):
        return _text_in(char) in self.data

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __add__(self, other):
        return self.__class__(self.data + _as_text(other))

    def __radd__(self, other):
        return self.__class__(_as_text(other) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def encode(self, encoding='utf-8', errors='strict'):
        return self.data.encode('utf-8' if encoding is None else encoding, 'strict' if errors is None else errors)

    maketrans = str.maketrans


_forward(UserString, _text_in, """count(~sub, start=0, end=maxsize)
    find(~sub, start=0, end=maxsize)
    rfind(~sub, start=0, end=maxsize)
    index(~sub, start=0, end=maxsize)
    rindex(~sub, start=0, end=maxsize)
    startswith(prefix, start=0, end=maxsize)
    endswith(suffix, start=0, end=maxsize)
    replace(~old, ~new, maxsplit=-1)*
    removeprefix(~prefix, /)*
    removesuffix(~suffix, /)*
    split(sep=None, maxsplit=-1)
    rsplit(sep=None, maxsplit=-1)
    splitlines(keepends=False)
    partition(sep)
    rpartition(sep)
    join(seq)
    format(/, *args, **kwds)
    format_map(mapping)
    translate(*args)*
    center(width, *args)*
    ljust(width, *args)*
    rjust(width, *args)*
    zfill(width)*
    expandtabs(tabsize=8)*
    strip(chars=None)*
    lstrip(chars=None)*
    rstrip(chars=None)*
    capitalize()*
    casefold()*
    lower()*
    upper()*
    swapcase()*
    title()*""" + ''.join('\n%s()' % name for name in dir(str) if name.startswith('is')))

# Methods that were made outside of the class get the names that they have in it.
for _class in (UserDict, UserList, UserString):
    for _name, _made in list(vars(_class).items()):
        if '<locals>' in (_place := getattr(_made, '__qualname__', '')) or _place == _name:
            _made.__name__, _made.__qualname__ = _name, f'{_class.__name__}.{_name}'
del _class, _name, _made, _place
