"""Containers beside the builtin ones. deque, defaultdict and OrderedDict are in C (_collections);
ChainMap, UserDict, UserList and UserString are loaded when somebody asks for them."""

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList', 'UserString',
           'defaultdict', 'deque', 'namedtuple']

import sys as _sys

from _collections import OrderedDict, _count_elements, _tuplegetter, defaultdict, deque


def __getattr__(name):
    if name in ('ChainMap', 'UserDict', 'UserList', 'UserString'):
        import _collections_user
        value = globals()[name] = getattr(_collections_user, name)
        return value
    if name == 'abc':
        import collections.abc
        return _sys.modules['collections.abc']
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def __dir__():
    return sorted({*globals(), 'ChainMap', 'UserDict', 'UserList', 'UserString', 'abc'})


# ---- namedtuple ----

def _checked_names(typename, fields, rename):
    from keyword import iskeyword
    if isinstance(fields, str):
        fields = fields.replace(',', ' ').split()
    fields = [str(each) for each in fields]
    typename = _sys.intern(str(typename))
    if rename:
        taken = set()
        for i, name in enumerate(fields):
            if name in taken or name[:1] == '_' or not name.isidentifier() or iskeyword(name):
                fields[i] = f'_{i}'
            taken.add(name)
    for name in (typename, *fields):
        if type(name) is not str:
            raise TypeError('Type names and field names must be strings')
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    taken = set()
    for name in fields:
        if name[:1] == '_' and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in taken:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
        taken.add(name)
    return typename, tuple(_sys.intern(name) for name in fields)


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Makes a class of tuples whose items have names."""
    typename, fields = _checked_names(typename, field_names, rename)
    size = len(fields)
    own_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > size:
            raise TypeError('Got more default values than field names')
        own_defaults = dict(zip(fields[size - len(defaults):], defaults))

    make_tuple = tuple.__new__
    listed = ', '.join(fields)
    # The constructor's parameters are the fields themselves, so it is made from source text.
    row = listed + ',' if size == 1 else listed
    new = eval(f'lambda _cls, {row}: _make_tuple(_cls, ({row}))',
               {'_make_tuple': make_tuple, '__builtins__': {}, '__name__': f'namedtuple_{typename}'})
    new.__name__ = '__new__'
    if defaults is not None:
        new.__defaults__ = defaults
    template = '(' + ', '.join(f'{name}=%r' for name in fields) + ')'

    def _make(cls, iterable):
        made = make_tuple(cls, iterable)
        if len(made) != size:
            raise TypeError(f'Expected {size} arguments, got {len(made)}')
        return made

    def _replace(self, /, **kwds):
        made = self._make(map(kwds.pop, fields, self))
        if kwds:
            raise ValueError(f'Got unexpected field names: {list(kwds)!r}')
        return made

    def __repr__(self):
        return self.__class__.__name__ + template % tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    members = {'__doc__': f'{typename}({listed})', '__slots__': (), '_fields': fields,
               '_field_defaults': own_defaults, '__match_args__': fields}
    for method in (new, _make, _replace, __repr__, _asdict, __getnewargs__):
        method.__qualname__ = f'{typename}.{method.__name__}'
        members[method.__name__] = method
    members['_make'] = classmethod(_make)
    for i, name in enumerate(fields):
        members[name] = _tuplegetter(i, f'Alias for field number {i}')
    made = type(typename, (tuple,), members)

    if module is None:
        try:
            module = _sys._getframe(1).f_globals.get('__name__', '__main__')
        except (AttributeError, ValueError):
            pass
    if module is not None:
        made.__module__ = module
    return made


# ---- Counter ----

def _second(pair):
    return pair[1]


def _has_items(v):
    if isinstance(v, dict):
        return True
    from _collections_abc import Mapping
    return isinstance(v, Mapping)


class Counter(dict):
    """A dict from things to how often they occur; what is absent occurs 0 times."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def __delitem__(self, elem):
        if elem in self:
            super().__delitem__(elem)

    def update(self, iterable=None, /, **kwds):
        if iterable is None:
            pass
        elif not _has_items(iterable):
            _count_elements(self, iterable)
        elif self:
            get = self.get
            for elem, count in iterable.items():
                self[elem] = count + get(elem, 0)
        else:
            super().update(iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        get = self.get
        if iterable is None:
            pass
        elif _has_items(iterable):
            for elem, count in iterable.items():
                self[elem] = get(elem, 0) - count
        else:
            for elem in iterable:
                self[elem] = get(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError(
            'Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        if n is None:
            return sorted(self.items(), key=_second, reverse=True)
        from heapq import nlargest
        return nlargest(n, self.items(), key=_second)

    def elements(self):
        for elem, count in self.items():
            for _ in range(count):
                yield elem

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __repr__(self):
        name = self.__class__.__name__
        if not self:
            return f'{name}()'
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)  # counts that cannot be ordered
        return f'{name}({shown!r})'

    # Comparisons look at the elements of both.

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] == other[e] for each in (self, other) for e in each)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] <= other[e] for each in (self, other) for e in each)

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] >= other[e] for each in (self, other) for e in each)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    # Arithmetic keeps positive counts only.

    def _combined(self, other, choose):
        result = Counter()
        for elem, count in self.items():
            count = choose(count, other[elem])
            if count > 0:
                result[elem] = count
        for elem, count in other.items():
            if elem not in self:
                count = choose(0, count)
                if count > 0:
                    result[elem] = count
        return result

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: b if a < b else a)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a if a < b else b)

    def __pos__(self):
        return self._combined(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._combined(Counter(), lambda a, b: 0 - a)

    def _keep_positive(self):
        for elem in [elem for elem, count in self.items() if not count > 0]:
            del self[elem]
        return self

    def __iadd__(self, other):
        for elem, count in other.items():
            self[elem] += count
        return self._keep_positive()

    def __isub__(self, other):
        for elem, count in other.items():
            self[elem] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for elem, count in other.items():
            if self[elem] < count:
                self[elem] = count
        return self._keep_positive()

    def __iand__(self, other):
        for elem, count in self.items():
            if other[elem] < count:
                self[elem] = other[elem]
        return self._keep_positive()
