"""Names for the types of builtin objects, and tools to make classes at run time."""

import _types
from _types import (AsyncGeneratorType, BuiltinFunctionType, CellType, ClassMethodDescriptorType,
                    CodeType, CoroutineType, EllipsisType, FrameType, FunctionType, GeneratorType,
                    GenericAlias, GetSetDescriptorType, MappingProxyType, MemberDescriptorType,
                    MethodDescriptorType, MethodType, MethodWrapperType, ModuleType, NoneType,
                    NotImplementedType, SimpleNamespace, TracebackType, UnionType,
                    WrapperDescriptorType)

LambdaType = FunctionType
BuiltinMethodType = BuiltinFunctionType

__all__ = [name for name in globals() if name[0] != '_'] + [
    'DynamicClassAttribute', 'coroutine', 'new_class', 'prepare_class',
    'resolve_bases']


def resolve_bases(bases):
    """Replaces bases that are no classes by what their __mro_entries__ gives."""
    result = []
    changed = False
    for base in bases:
        if not isinstance(base, type) and hasattr(base, "__mro_entries__"):
            entries = base.__mro_entries__(bases)
            if not isinstance(entries, tuple):
                raise TypeError("__mro_entries__ must return a tuple")
            result.extend(entries)
            changed = True
        else:
            result.append(base)
    return tuple(result) if changed else bases


def _most_derived(meta, bases):
    for base in bases:
        of_base = type(base)
        if issubclass(meta, of_base):
            continue
        if not issubclass(of_base, meta):
            raise TypeError("metaclass conflict: the metaclass of a derived class must be a "
                            "(non-strict) subclass of the metaclasses of all its bases")
        meta = of_base
    return meta


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the namespace to run the body in, and the remaining keywords."""
    kwds = dict(kwds or {})
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        meta = _most_derived(meta, bases)
    prepare = getattr(meta, '__prepare__', None)
    return meta, {} if prepare is None else prepare(name, bases, **kwds), kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Makes a class as a class statement does; exec_body fills the namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace['__orig_bases__'] = bases
    return meta(name, resolved, namespace, **kwds)


class DynamicClassAttribute:
    """A property of instances that leaves access through the class to the metaclass."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.overwrite_doc = doc is None
        self.__doc__ = doc or fget.__doc__
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            return self._needed(self.fget, "unreadable attribute")(instance)
        if self.__isabstractmethod__:
            return self
        raise AttributeError()

    def __set__(self, instance, value):
        self._needed(self.fset, "can't set attribute")(instance, value)

    def __delete__(self, instance):
        self._needed(self.fdel, "can't delete attribute")(instance)

    @staticmethod
    def _needed(function, failure):
        if function is None:
            raise AttributeError(failure)
        return function

    def _with(self, fget, fset, fdel, doc):
        made = type(self)(fget, fset, fdel, doc)
        made.overwrite_doc = self.overwrite_doc
        return made

    def getter(self, fget):
        return self._with(fget, self.fset, self.fdel,
                          fget.__doc__ if self.overwrite_doc else self.__doc__)

    def setter(self, fset):
        return self._with(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return self._with(self.fget, self.fset, fdel, self.__doc__)


class _GeneratorWrapper:
    """Stands before a generator-like object that is no native generator, for use behind `await`."""

    def __init__(self, generator):
        self.__wrapped = generator
        self.__native = isinstance(generator, GeneratorType)
        self.__name__ = getattr(generator, '__name__', None)
        self.__qualname__ = getattr(generator, '__qualname__', None)

    def send(self, value):
        return self.__wrapped.send(value)

    def throw(self, typ, *rest):
        return self.__wrapped.throw(typ, *rest)

    def close(self):
        return self.__wrapped.close()

    def __iter__(self):
        return self.__wrapped if self.__native else self

    def __next__(self):
        return next(self.__wrapped)

    __await__ = __iter__

    gi_code = cr_code = property(lambda self: self.__wrapped.gi_code)
    gi_frame = cr_frame = property(lambda self: self.__wrapped.gi_frame)
    gi_running = cr_running = property(lambda self: self.__wrapped.gi_running)
    gi_yieldfrom = cr_await = property(lambda self: self.__wrapped.gi_yieldfrom)


_GENERATOR, _COROUTINE, _ITERABLE_COROUTINE = 0x20, 0x80, 0x100


def coroutine(func):
    """Makes a generator function usable with `await`."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    if type(func) is FunctionType:
        flags = func.__code__.co_flags
        if flags & (_COROUTINE | _ITERABLE_COROUTINE):
            return func
        if flags & _GENERATOR:
            func.__code__ = func.__code__.replace(co_flags=flags | _ITERABLE_COROUTINE)
            return func
    import functools
    import collections.abc

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if type(made) is CoroutineType:
            return made
        if type(made) is GeneratorType and made.gi_code.co_flags & _ITERABLE_COROUTINE:
            return made
        if (isinstance(made, collections.abc.Generator)
                and not isinstance(made, collections.abc.Coroutine)):
            return _GeneratorWrapper(made)
        return made
    return wrapped
