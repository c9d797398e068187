"""Generic and Protocol (a part of typing): classes that take type arguments, and classes that say which
attributes an object must have.
"""
import collections.abc
import sys
from abc import ABCMeta

from _typing_aliases import _assigned, _GenericAlias, _is_unpacked_variable
from _typing_forms import (ParamSpec, TypeVar, TypeVarTuple, _cached, _collect_parameters, _only_bases, _tuple_of,
                           _type_convert)


class Generic:
    """Base of classes that take type arguments."""

    __slots__ = ()
    _is_protocol = False

    @_cached
    def __class_getitem__(cls, params):
        params = tuple(map(_type_convert, _tuple_of(params)))
        if cls in _only_bases:
            return _declared(cls, params)
        if not cls.__parameters__:
            raise TypeError(f"{cls} is not a generic class")
        given = []
        for variable, value in zip(cls.__parameters__, _assigned(cls, params)):
            given += value if isinstance(variable, TypeVarTuple) else (value,)
        return _GenericAlias(cls, tuple(given))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        written = cls.__dict__.get('__orig_bases__')  # bases as they stand in the program, if they differ
        if written is not None:
            plain = Generic in written
        else:
            plain = (Generic in cls.__bases__ and cls.__name__ != 'Protocol'
                     and type(cls).__name__ != '_TypedDictMeta')
        if plain:
            raise TypeError("Cannot inherit from plain Generic")
        cls.__parameters__ = () if written is None else _variables_of(written)


def _declared(cls, params):
    """Generic[...] or Protocol[...], whose arguments declare the variables of a class."""
    if not params:
        raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
    if not all(isinstance(each, (TypeVar, ParamSpec)) or _is_unpacked_variable(each) for each in params):
        raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                        f"or parameter specification variables.")
    if len(set(params)) < len(params):
        raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
    return _GenericAlias(cls, params)


def _variables_of(bases):
    """The type variables of a class: those that Generic[...] or Protocol[...] declares, otherwise all."""
    used = _collect_parameters(bases)
    declarations = [each for each in bases if isinstance(each, _GenericAlias) and each.__origin__ in _only_bases]
    by_generic = [each for each in declarations if each.__origin__ is Generic]
    if by_generic and (len(by_generic) > 1 or declarations[0] is not by_generic[0]):
        raise TypeError("Cannot inherit from Generic[...] multiple times.")
    if not declarations:
        return used
    declared = declarations[0].__parameters__
    missing = ', '.join(str(each) for each in used if each not in declared)
    if missing:
        raise TypeError(f"Some type variables ({missing}) are"
                        f" not listed in Generic[{', '.join(map(str, declared))}]")
    return declared


# ---- protocols ----

_excluded_attributes = frozenset([
    '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol',
    '__abstractmethods__', '__annotations__', '__class_getitem__', '__dict__', '__doc__', '__final__', '__init__',
    '__module__', '__new__', '__slots__', '__subclasshook__', '__weakref__', '_abc_impl', '_MutableMapping__marker'])


def _protocol_attributes(cls):
    """The names that the bodies of a protocol and its bases have."""
    bodies = [vars(base) for base in cls.__mro__[:-1] if base.__name__ not in ('Protocol', 'Generic')]
    names = {name for body in bodies for name in (*body, *body.get('__annotations__', ()))}
    return {name for name in names - _excluded_attributes if not name.startswith('_abc_')}


def _only_methods(cls):
    return all(callable(getattr(cls, name, None)) for name in _protocol_attributes(cls))


def _asked_by_library(depth):
    """abc and functools look at classes without the user having asked."""
    try:
        return sys._getframe(depth).f_globals['__name__'] in ('abc', 'functools')
    except (AttributeError, ValueError, KeyError):
        return True


_NOT_CHECKABLE = "Instance and class checks can only be used with @runtime_checkable protocols"


class _ProtocolMeta(ABCMeta):

    def __instancecheck__(cls, instance):
        is_protocol = getattr(cls, '_is_protocol', False)
        if is_protocol and not getattr(cls, '_is_runtime_protocol', False) and not _asked_by_library(2):
            raise TypeError(_NOT_CHECKABLE)
        if (not is_protocol or _only_methods(cls)) and issubclass(instance.__class__, cls):
            return True
        if is_protocol and all(_has(instance, cls, name) for name in _protocol_attributes(cls)):
            return True
        return super().__instancecheck__(instance)


def _has(instance, cls, name):
    """Whether an object has an attribute of a protocol; None in the place of a method says that it has not."""
    return hasattr(instance, name) and (not callable(getattr(cls, name, None))
                                        or getattr(instance, name) is not None)


def _no_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    if cls.__init__ is not _no_init:
        return  # called by an __init__ of a class below, which is all there is to do
    # A class that only inherits from protocols: go on with the __init__ behind them.
    inits = (vars(base).get('__init__', _no_init) for base in cls.__mro__)
    cls.__init__ = next((init for init in inits if init is not _no_init), object.__init__)
    cls.__init__(self, *args, **kwargs)


def _provides(cls, name):
    """Whether a class has an attribute of a protocol: in the body of a base, where None takes it back, or,
    for protocols, as an annotation."""
    for base in cls.__mro__:
        if name in vars(base):
            return vars(base)[name] is not None
        if issubclass(cls, Generic) and cls._is_protocol:
            annotations = getattr(base, '__annotations__', {})
            if isinstance(annotations, collections.abc.Mapping) and name in annotations:
                return True
    return False


def _subclass_hook(cls, other):
    """What __subclasshook__ of a protocol says of another class."""
    if not vars(cls).get('_is_protocol', False):
        return NotImplemented
    trouble = (_NOT_CHECKABLE if not getattr(cls, '_is_runtime_protocol', False) else
               "Protocols with non-method members don't support issubclass()" if not _only_methods(cls) else None)
    if trouble:
        if _asked_by_library(4):  # behind this, the hook and abc.ABCMeta
            return NotImplemented
        raise TypeError(trouble)
    if not isinstance(other, type):
        raise TypeError('issubclass() arg 1 must be a class')
    return all(_provides(other, name) for name in _protocol_attributes(cls)) or NotImplemented


_protocol_like = {
    'collections.abc': ('AsyncIterable', 'Awaitable', 'Callable', 'Collection', 'Container', 'Hashable', 'Iterable',
                        'Iterator', 'Reversible', 'Sized'),
    'contextlib': ('AbstractContextManager', 'AbstractAsyncContextManager')}


def _may_be_base(base):
    """A protocol inherits from protocols, and from the abstract classes that could be some."""
    return (base is object or base.__name__ in _protocol_like.get(base.__module__, ())
            or issubclass(base, Generic) and (base is Generic or base._is_protocol))


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of classes that say which attributes an object must have."""

    __slots__ = ()
    _is_protocol, _is_runtime_protocol = True, False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not vars(cls).get('_is_protocol', False):
            cls._is_protocol = Protocol in cls.__bases__
        if '__subclasshook__' not in vars(cls):
            cls.__subclasshook__ = lambda other: _subclass_hook(cls, other)
        if cls._is_protocol:
            for base in cls.__bases__:
                if not _may_be_base(base):
                    raise TypeError('Protocols can only inherit from other protocols, got %r' % base)
            if cls.__init__ is Protocol.__init__:
                cls.__init__ = _no_init


_only_bases += Generic, Protocol


def runtime_checkable(cls):
    """Lets isinstance() and issubclass() look at the attributes of a protocol."""
    if issubclass(cls, Generic) and cls._is_protocol:
        cls._is_runtime_protocol = True
        return cls
    raise TypeError('@runtime_checkable can be only applied to protocol classes, got %r' % cls)
