"""What subscripts of forms and of generic classes make, and the names such as List (a part of typing).

An alias stands for its origin: calls, attributes and bases are the origin's. It is immutable, equal to aliases
of the same origin and arguments, printed as it was written, and pickled as the subscript that makes it.
"""
import collections.abc
from _types import GenericAlias, UnionType

from _typing_forms import (ParamSpec, TypeVar, TypeVarTuple, Union, Unpack, _cached, _check_args, _check_count,
                           _collect_parameters, _Immutable, _is_parameter_list, _only_bases, _public, _refusing,
                           _SpecialForm, _tuple_of, _type_check, _type_convert, _type_repr, _Unionable, _value_key)


def _is_dunder(name):
    return name[:2] == name[-2:] == '__'


class _BaseGenericAlias(_Immutable):
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

    def __getitem__(self, args):
        """Gives values to the type variables."""
        if self.__origin__ in _only_bases:
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        return self.copy_with(_substitute_all(self, _spliced(map(_type_convert, _tuple_of(args)))))

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


def _unpacked(arg):
    """The arguments of *tuple[...] or Unpack[Tuple[...]]; None for what is no unpacked tuple."""
    if isinstance(arg, GenericAlias):
        return arg.__args__ if arg.__unpacked__ and arg.__origin__ is tuple else None
    return arg.__typing_unpacked_tuple_args__ if isinstance(arg, _UnpackGenericAlias) else None


def _is_open(arg):
    """Whether it is an unpacked tuple of any length, such as *tuple[int, ...]."""
    return (_unpacked(arg) or ())[-1:] == (...,)


def _spliced(args):
    """Arguments, where unpacked tuples of known length gave place to what is in them."""
    result = []
    for arg in args:
        inner = None if _is_open(arg) else _unpacked(arg)
        result += (arg,) if inner is None else inner
    return tuple(result)


def _substitute_all(alias, args):
    """The arguments of an alias after its variables got values."""
    params = alias.__parameters__
    values = {param: value if isinstance(param, TypeVarTuple) else param.__typing_subst__(value)
              for param, value in zip(params, _assigned(alias, args))}
    return tuple(_substitute_in(alias, alias.__args__, values))


def _assigned(owner, args):
    """A value for each type variable of an alias or a class, from what stands in the brackets."""
    params = owner.__parameters__
    for at, param in enumerate(params):
        if isinstance(param, TypeVarTuple):
            args = _dealt(owner, args, at, len(params) - at - 1)
        elif isinstance(param, ParamSpec):
            if at >= len(args):
                raise TypeError(f"Too few arguments for {owner}")
            if len(params) == 1 and not (isinstance(args[0], (list, tuple)) or _is_parameter_list(args[0])):
                args = (args,)  # X[int, str] is X[[int, str]]
            if isinstance(args[at], list):
                args = (*args[:at], tuple(args[at]), *args[at + 1:])
    _check_args(owner, args, len(params))
    return args


def _dealt(alias, args, before, after):
    """A value for each variable, when a TypeVarTuple stands after `before` others and in front of `after`: it
    gets, as a tuple, what they leave. An open tuple is what they take from when they find nothing else."""
    places = [i for i, arg in enumerate(args) if _is_open(arg)]
    if len(places) > 1:
        raise TypeError("More than one unpacked arbitrary-length tuple argument")
    if not places:
        if len(args) < before + after:
            raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, "
                            f"expected at least {before + after}")
        end = len(args) - after
        return (*args[:before], args[before:end], *args[end:])
    place, = places
    kind = _unpacked(args[place])[0]
    head, tail = args[:place], args[place + 1:]
    end = max(len(tail) - after, 0)
    missing_before = max(before - len(head), 0)
    missing_after = max(after - len(tail) - min(before, len(head)), 0)  # as python3.11 counts them
    return (*head[:before], *[kind] * missing_before, (*head[before:], args[place], *tail[:end]),
            *[kind] * missing_after, *tail[end:])


def _substitute_in(alias, old, values):
    result = []
    flat = alias.__origin__ is collections.abc.Callable  # which keeps the types of parameters side by side
    for each in old:
        if isinstance(each, type) and not isinstance(each, GenericAlias):
            new = each
        elif isinstance(each, _UnpackGenericAlias) and each.__args__[0] in values:
            result.extend(values[each.__args__[0]])
            continue
        elif isinstance(each, (TypeVar, ParamSpec)):
            new = values.get(each, each)
        elif isinstance(each, (list, tuple)):
            new = type(each)(_substitute_in(alias, each, values))
        else:
            new = _substitute_inside(each, values)
        result += new if flat and isinstance(new, tuple) else (new,)
    return result


def _substitute_inside(arg, values):
    """An argument, itself subscripted perhaps, after its own variables got their values."""
    params = getattr(arg, '__parameters__', ())
    if not params:
        return arg
    given = []
    for param in params:
        value = values.get(param, param)
        several = isinstance(param, TypeVarTuple) and isinstance(value, tuple)
        given += value if several else (value,)
    return arg[tuple(given)]


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

    @property
    def __typing_unpacked_tuple_args__(self):
        item, = self.__args__
        is_tuple = isinstance(item, (_GenericAlias, GenericAlias)) and item.__origin__ is tuple
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
        kind, *remarks = _tuple_of(params) or (None,)
        if not remarks:
            raise TypeError("Annotated[...] should be used with at least two arguments "
                            "(a type and an annotation).")
        if isinstance(kind, _UnpackGenericAlias) and kind.__typing_is_unpacked_typevartuple__:
            raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
        kind = _type_check(kind, "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
        return _AnnotatedAlias(kind, tuple(remarks))


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
        return _make_alias(self.__origin__, params, self._name, self._inst)

    def __repr__(self):
        return f'typing.{self._name}'

    def __reduce__(self):
        return self._name  # pickles find it by its name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls.__origin__ if isinstance(cls, _SpecialGenericAlias) else cls, self.__origin__)


@_cached
def _make_alias(origin, params, name, inst):
    return _GenericAlias(origin, params, name=name, inst=inst)


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
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

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
