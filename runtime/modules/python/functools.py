"""Functions on functions. partial, reduce, cmp_to_key and the cache itself are in C (_functools)."""

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering',
           'cache', 'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod',
           'singledispatch', 'singledispatchmethod', 'cached_property']

from _thread import RLock, allocate_lock
from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a wrapper look like what it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # After the update, which may bring a __wrapped__ of its own.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator form of update_wrapper."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---- total_ordering ----

def _derived(root, how):
    """An operator made from the one that the class defines; `how` gets its result and says more."""
    def operator(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else how(result, self, other)
    return operator


def _negated(result, self, other):
    return not result


def _or_equal(result, self, other):
    return result or self == other


def _and_different(result, self, other):
    return result and self != other


def _neither(result, self, other):
    return not result and self != other


def _not_or_equal(result, self, other):
    return not result or self == other


_orderings = {
    '__lt__': (('__gt__', _neither), ('__le__', _or_equal), ('__ge__', _negated)),
    '__le__': (('__ge__', _not_or_equal), ('__lt__', _and_different), ('__gt__', _negated)),
    '__gt__': (('__lt__', _neither), ('__ge__', _or_equal), ('__le__', _negated)),
    '__ge__': (('__le__', _not_or_equal), ('__gt__', _and_different), ('__lt__', _negated)),
}


def total_ordering(cls):
    """Fills in the ordering operators that a class with one of them leaves out."""
    roots = {op for op in _orderings if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(roots)  # __lt__ before __le__ before __gt__ before __ge__
    for name, how in _orderings[root]:
        if name not in roots:
            operator = _derived(root, how)
            operator.__name__ = name
            operator.__qualname__ = f'{cls.__qualname__}.{name}'
            setattr(cls, name, operator)
    return cls


# ---- caches ----

_cache_info_type = None


def _cache_info(*fields):
    global _cache_info_type
    if _cache_info_type is None:
        from collections import namedtuple
        _cache_info_type = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'])
    return _cache_info_type(*fields)


def lru_cache(maxsize=128, typed=False):
    """Remembers the results of the last `maxsize` different calls; None: of all."""
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        # Used without parentheses.
        return lru_cache(128, typed)(maxsize)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorate(user_function):
        wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info)
        wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
        return update_wrapper(wrapper, user_function)
    return decorate


def cache(user_function, /):
    """lru_cache without a limit."""
    return lru_cache(maxsize=None)(user_function)


_absent = object()


class cached_property:
    """A property that is computed once and then kept in the instance's __dict__.

    Threads that ask at the same time wait for the one that computes; different instances do not wait for
    each other.
    """

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self._computing = {}  # by id of the instance: [lock, how many threads hold or want it]
        self._guard = allocate_lock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError(
                'Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            attributes = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {name!r} property.") from None
        value = attributes.get(name, _absent)
        if value is _absent:
            value = self._compute(instance, attributes, name)
        return value

    def _compute(self, instance, attributes, name):
        key = id(instance)
        with self._guard:
            entry = self._computing.setdefault(key, [None, 0])
            if entry[0] is None:
                entry[0] = RLock()
            entry[1] += 1
        try:
            with entry[0]:
                value = attributes.get(name, _absent)
                if value is _absent:
                    value = self.func(instance)
                    try:
                        attributes[name] = value
                    except TypeError:
                        raise TypeError(
                            f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                            f"does not support item assignment for caching {name!r} property.") from None
                return value
        finally:
            with self._guard:
                entry[1] -= 1
                if not entry[1]:
                    del self._computing[key]

    @classmethod
    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


# ---- partialmethod ----

class partialmethod:
    """partial for methods: the instance goes before the arguments that are kept."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError("{!r} is not callable or a descriptor".format(func))
        if isinstance(func, partialmethod):
            func, args, keywords = func.func, func.args + args, {**func.keywords, **keywords}
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        cls = type(self)
        kept = [repr(self.func), *map(repr, self.args),
                *(f'{name}={value!r}' for name, value in self.keywords.items())]
        return f'{cls.__module__}.{cls.__qualname__}({", ".join(kept)})'

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                # classmethod, staticmethod and bound methods know their first argument.
                made = partial(bound, *self.args, **self.keywords)
                try:
                    made.__self__ = bound.__self__
                except AttributeError:
                    pass
                return made

        def _method(self_or_cls, /, *args, **keywords):
            return self.func(self_or_cls, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method.__get__(obj, cls)

    @classmethod
    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


# ---- singledispatch ----

def _merge_orders(orders):
    """C3: one order that agrees with all the given ones."""
    result = []
    orders = [order for order in orders if order]
    while orders:
        for order in orders:
            first = order[0]
            if not any(first in other[1:] for other in orders):
                break
        else:
            raise RuntimeError('Inconsistent hierarchy')
        result.append(first)
        orders = [[each for each in order if each is not first] for order in orders]
        orders = [order for order in orders if order]
    return result


def _order_with_abcs(cls, abcs):
    """The MRO of cls with abstract classes put in where the class begins to be one of them."""
    boundary = 0
    for i, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, '__abstractmethods__'):
            boundary = len(cls.__bases__) - i
            break
    explicit, others = list(cls.__bases__[:boundary]), list(cls.__bases__[boundary:])
    first_here = []
    for abc in list(abcs):
        if issubclass(cls, abc) and not any(issubclass(base, abc) for base in cls.__bases__):
            first_here.append(abc)
    rest = [abc for abc in abcs if abc not in first_here]
    orders = [_order_with_abcs(base, rest) for base in explicit]
    orders += [_order_with_abcs(abc, rest) for abc in first_here]
    orders += [_order_with_abcs(base, rest) for base in others]
    return _merge_orders([[cls]] + orders + [explicit, first_here, others])


def _full_order(cls, registered):
    mro = set(cls.__mro__)

    def matters(each):
        return (each not in mro and hasattr(each, '__mro__')
                and not hasattr(each, '__origin__') and issubclass(cls, each))
    related = [each for each in registered if matters(each)]
    # Only the most derived ones: others come in through their orders.
    related = [each for each in related
               if not any(each is not other and each in other.__mro__ for other in related)]
    all_related = []
    for each in related:
        found = []
        for sub in each.__subclasses__():
            if sub not in mro and issubclass(cls, sub):
                found.append([s for s in sub.__mro__ if s in related])
        if not found:
            all_related.append(each)
            continue
        found.sort(key=len, reverse=True)
        for sub in found:
            for s in sub:
                if s not in all_related:
                    all_related.append(s)
    return _order_with_abcs(cls, all_related)


def _find_implementation(cls, registry):
    mro = _full_order(cls, registry.keys())
    match = None
    for each in mro:
        if match is not None:
            # Two abstract classes that know nothing of each other cannot be told apart.
            if (each in registry and each not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, each)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {each}")
            break
        if each in registry:
            match = each
    return registry.get(match)


def _is_union(annotation):
    from types import UnionType
    if isinstance(annotation, UnionType):
        return True
    import sys
    typing = sys.modules.get('typing')
    return typing is not None and getattr(annotation, '__origin__', None) is typing.Union


def _classes_of(annotation):
    """The classes of a union, or None when it is none (or has other members)."""
    if _is_union(annotation):
        args = annotation.__args__
        return args if all(isinstance(each, type) for each in args) else None
    return None


def singledispatch(func):
    """A generic function that chooses an implementation by the class of its first argument."""
    from abc import get_cache_token
    from types import MappingProxyType
    registry = {}
    cached = {}
    token = None
    name = getattr(func, '__name__', 'singledispatch function')

    def dispatch(cls):
        nonlocal token, cached
        if token is not None:
            now = get_cache_token()
            if token != now:
                cached = {}
                token = now
        found = cached
        try:
            return found[cls]
        except KeyError:
            pass
        try:
            implementation = registry[cls]
        except KeyError:
            implementation = _find_implementation(cls, registry)
        found[cls] = implementation
        return implementation

    def is_dispatchable(cls):
        return isinstance(cls, type) and not hasattr(cls, '__origin__') or _classes_of(cls) is not None

    def register(cls, func=None):
        nonlocal token, cached
        if is_dispatchable(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            annotations = getattr(cls, '__annotations__', {})
            if not annotations:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                                f"Use either `@register(some_class)` or plain `@register` "
                                f"on an annotated function.")
            func = cls
            argname, cls = next(iter(annotations.items()))
            if isinstance(cls, str):
                from typing import get_type_hints
                cls = get_type_hints(func)[argname]
            elif cls is None:
                cls = type(None)
            if not is_dispatchable(cls):
                if _is_union(cls):
                    raise TypeError(f"Invalid annotation for {argname!r}. "
                                    f"{cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
        for each in _classes_of(cls) or (cls,):
            registry[each] = func
        if token is None and hasattr(cls, '__abstractmethods__'):
            token = get_cache_token()
        cached = {}
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{name} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    def clear_cache():
        nonlocal cached
        cached = {}

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = clear_cache
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """singledispatch for methods: the class of the first argument after self decides."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            if not args:
                name = getattr(self.func, '__name__', 'singledispatchmethod method')
                raise TypeError(f'{name} requires at least 1 positional argument')
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        return update_wrapper(_method, self.func)
