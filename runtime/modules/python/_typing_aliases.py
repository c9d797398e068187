"""What subscripts of forms and of generic classes make, and the names such as List (a part of typing).

An alias stands for its origin: calls, attributes and bases are the origin's. It is immutable, equal to aliases
of the same origin and arguments, printed as it was written, and pickled as the subscript that makes it.
"""
import collections.abc
from _types import GenericAlias, UnionType

from _typing_forms import (TypeVarTuple, Union, Unpack, _cached, _check_args, _check_count, _collect_parameters,
                           _Final, _is_open, _is_parameter_list, _only_bases, _public, _refusing, _SpecialForm,
                           _tuple_of, _type_check, _type_convert, _type_repr, _Unionable, _unpacked, _value_key)


def _is_dunder(name):
    return name[:2] == name[-2:] == '__'


class _BaseGenericAlias(_Final):
    """What List, List[int] and Union[int, str] have in common: they stand for __origin__."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst, self._name = inst, name
        self.__origin__ = origin
        self.__slots__ = None  # isinstance(x, Hashable) and others look at classes' slots

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            pass  # it has no place for that, or does not want it
        return made

    def __mro_entries__(self, bases):
        following = bases[bases.index(self) + 1:]
        generic = any(isinstance(each, _BaseGenericAlias) or isinstance(each, type) and issubclass(each, Generic)
                      for each in following)
        entries = () if self.__origin__ in bases else (self.__origin__,)
        return entries if generic else (*entries, Generic)

    # Dunder names are the alias's own, and so are a few others; all else is the origin's.

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__'):
            return self._name or self.__origin__.__name__
        if _is_dunder(name) or '__origin__' not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        if _is_dunder(name) or name in ('_name', '_inst', '_nparams', '_defaults'):
            super().__setattr__(name, value)
        else:
            setattr(self.__origin__, name, value)

    def __dir__(self):
        theirs = (name for name in dir(self.__origin__) if not _is_dunder(name))
        return sorted({*super().__dir__(), *theirs})

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    __subclasscheck__ = _refusing("Subscripted generics cannot be used with class and instance checks")


class _GenericAlias(_BaseGenericAlias, _Unionable):
    """A form or class with arguments in brackets."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        self.__args__ = args = _tuple_of(args)
        self.__parameters__ = _collect_parameters(args)
        if not name:
            self.__module__ = getattr(origin, '__module__', type(origin).__module__)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return (self.__origin__, self.__args__) == (other.__origin__, other.__args__)

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    @_cached
    def __getitem__(self, args):
        """Gives values to the type variables."""
        if self.__origin__ in _only_bases:
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        values = _assigned(self, _spliced(map(_type_convert, _tuple_of(args))))
        return self.copy_with(_substitute_in(self, self.__args__, dict(zip(self.__parameters__, values))))

    def copy_with(self, args):
        return type(self)(self.__origin__, args, name=self._name, inst=self._inst)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        return f'{name}[{", ".join(map(_type_repr, self.__args__)) or "()"}]'

    def _subscript(self):
        """What stands before and in the brackets that make this, for pickles."""
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return _public(self._name) if self._name else self.__origin__, args

    def __reduce__(self):
        import operator
        return operator.getitem, self._subscript()

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if origin is Generic:
            # Whatever comes with Generic among its own bases makes this one superfluous.
            following = bases[bases.index(self) + 1:]
            if any(each in _only_bases and each is not Generic for each in bases) or any(
                    isinstance(each, _BaseGenericAlias) and each is not self for each in following):
                return ()
        return (origin,)


def _spliced(args):
    """Arguments, where unpacked tuples of known length gave place to what is in them."""
    result = []
    for arg in args:
        inner = None if _is_open(arg) else _unpacked(arg)
        result += (arg,) if inner is None else inner
    return tuple(result)


def _assigned(owner, args):
    """A value for each type variable of an alias or a class, from what stands in the brackets; a TypeVarTuple
    has a tuple of them."""
    params = owner.__parameters__
    for param in params:
        prepare = getattr(param, '__typing_prepare_subst__', None)
        if prepare is not None:
            args = prepare(owner, args)
    _check_args(owner, args, len(params))
    return args


def _substitute_in(alias, old, values):
    """The arguments of an alias after its variables got values."""
    result = []
    flat = alias.__origin__ is collections.abc.Callable  # which keeps the types of parameters side by side
    for each in old:
        new = _substitute_one(alias, each, values)
        several = flat and isinstance(new, tuple) or _is_unpacked_variable(each)
        result += new if several else (new,)
    return tuple(result)


def _substitute_one(alias, arg, values):
    if isinstance(arg, type) and not isinstance(arg, GenericAlias):
        return arg
    if isinstance(arg, (list, tuple)):
        return type(arg)(_substitute_in(alias, arg, values))
    substitute = getattr(arg, '__typing_subst__', None)
    if substitute is not None:
        return substitute(values[arg])
    params = getattr(arg, '__parameters__', ())
    if not params:
        return arg
    given = []
    for param in params:
        given += values[param] if isinstance(param, TypeVarTuple) else (values[param],)
    return arg[tuple(given)]


def _is_unpacked_variable(arg):
    """Whether it is *Ts."""
    return not isinstance(arg, type) and getattr(arg, '__typing_is_unpacked_typevartuple__', False)


class _UnionGenericAlias(_GenericAlias):

    __iter__ = None

    def copy_with(self, args):
        return Union[args]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        shown = [_type_repr(each) for each in self.__args__ if each is not type(None)]
        if len(self.__args__) == 2 and len(shown) == 1:
            return f'typing.Optional[{shown[0]}]'
        return f'typing.Union[{", ".join(map(_type_repr, self.__args__))}]'

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, each) for each in self.__args__)

    def _subscript(self):
        return Union, self.__args__


class _LiteralGenericAlias(_GenericAlias):

    def _keys(self):
        return frozenset(map(_value_key, self.__args__))

    def __eq__(self, other):
        return self._keys() == other._keys() if isinstance(other, _LiteralGenericAlias) else NotImplemented

    def __hash__(self):
        return hash(self._keys())


class _ConcatenateGenericAlias(_GenericAlias):

    def copy_with(self, args):
        *before, last = args
        if isinstance(last, (list, tuple)):
            return (*before, *last)
        if isinstance(last, _ConcatenateGenericAlias):
            args = (*before, *last.__args__)
        return super().copy_with(args)


class _UnpackGenericAlias(_GenericAlias):

    def __repr__(self):
        return '*' + repr(self.__args__[0])

    def __getitem__(self, args):
        # *Ts is what Ts got, all of it.
        return args if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        item, = self.__args__
        is_tuple = isinstance(item, _GenericAlias) and item.__origin__ is tuple
        return item.__args__ if is_tuple else None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_GenericAlias):

    __iter__ = None

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, origin.__metadata__ + metadata
        super().__init__(origin, origin)
        self._name = 'Annotated'  # but the module is the origin's
        self.__metadata__ = metadata

    def copy_with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{', '.join([_type_repr(self.__origin__), *map(repr, self.__metadata__)])}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return (self.__origin__, self.__metadata__) == (other.__origin__, other.__metadata__)

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def _subscript(self):
        return Annotated, (self.__origin__, *self.__metadata__)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class Annotated:
    """Annotated[T, x, y]: T with remarks for others."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"Cannot subclass {cls.__module__}.Annotated")

    def __class_getitem__(cls, params):
        return _annotated(*_tuple_of(params))


@_cached
def _annotated(kind=None, *remarks):
    if not remarks:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    if _is_unpacked_variable(kind):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    kind = _type_check(kind, "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(kind, remarks)


class _SpecialGenericAlias(_BaseGenericAlias, _Unionable):
    """List, Dict and the other names for generic classes that take a fixed number of types."""

    __iter__ = None

    def __init__(self, origin, nparams, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=origin.__name__ if name is None else name)
        self._nparams = nparams
        self.__doc__ = f'A generic version of {_type_repr(origin)}.'

    def __getitem__(self, params):
        msg = "Parameters to generic types must be types."
        params = tuple(_type_check(each, msg) for each in _tuple_of(params))
        _check_count(self, params, self._nparams)
        return self.copy_with(params)

    def copy_with(self, params):
        return _make_alias(_GenericAlias, self.__origin__, params, self._name, self._inst)

    def __repr__(self):
        return f'typing.{self._name}'

    def __reduce__(self):
        return self._name  # pickles find it by its name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls.__origin__ if isinstance(cls, _SpecialGenericAlias) else cls, self.__origin__)


@_cached
def _make_alias(kind, origin, params, name, inst):
    return kind(origin, params, name=name, inst=inst)


class _TupleType(_SpecialGenericAlias):

    def __getitem__(self, params):
        params = _tuple_of(params)
        rest = ()
        msg = "Tuple[t0, t1, ...]: each t must be a type."
        if len(params) >= 2 and params[-1] is ...:
            *params, last = params
            rest, msg = (last,), "Tuple[t, ...]: t must be a type."
        return self.copy_with((*(_type_check(each, msg) for each in params), *rest))


class _CallableGenericAlias(_GenericAlias):

    __iter__ = None

    def _is_open(self):
        return len(self.__args__) == 2 and _is_parameter_list(self.__args__[0])

    def __repr__(self):
        if self._is_open():
            return super().__repr__()
        *params, result = map(_type_repr, self.__args__)
        return f'typing.Callable[[{", ".join(params)}], {result}]'

    def _subscript(self):
        *params, result = self.__args__
        return _public('Callable'), self.__args__ if self._is_open() else (params, result)


class _CallableType(_SpecialGenericAlias):

    def copy_with(self, params):
        return _make_alias(_CallableGenericAlias, self.__origin__, params, self._name, self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if _is_parameter_list(args):
            return self.copy_with((args, result))
        args = args if isinstance(args, list) else _tuple_of(args)
        return self.copy_with((*map(_type_convert, args), result))


# Named above where bases are worked out; it rests on this module.
from _typing_generic import Generic
