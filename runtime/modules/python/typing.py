"""Types for annotations, at run time: forms that can be subscripted, printed, compared and taken apart,
generic classes, protocols, named tuples and typed dicts.

What makes them stands in the modules _typing_forms, _typing_aliases, _typing_generic and _typing_records; here
are the names for generic classes, the reading of annotations, and the functions for type checkers.
"""
import collections
import collections.abc
import functools
import sys
from _types import FunctionType, GenericAlias, MethodType, ModuleType
from _types import BuiltinFunctionType, MethodDescriptorType, MethodWrapperType, WrapperDescriptorType
from _types import UnionType
from abc import abstractmethod

import _typing_forms  # first: the next two complete it
import _typing_aliases
import _typing_generic
import _typing_records
from _typing_aliases import (Annotated, _AnnotatedAlias, _BaseGenericAlias, _CallableType, _ConcatenateGenericAlias,
                             _GenericAlias, _LiteralGenericAlias, _SpecialGenericAlias, _TupleType,
                             _UnionGenericAlias, _UnpackGenericAlias)
from _typing_forms import (Any, ClassVar, Concatenate, Final, ForwardRef, Literal, LiteralString, Never, NoReturn,
                           NotRequired, Optional, ParamSpec, ParamSpecArgs, ParamSpecKwargs, Required, Self,
                           TypeAlias, TypeGuard, TypeVar, TypeVarTuple, Union, Unpack, _caller_module, _eval_type,
                           _is_parameter_list, _mapped, _SpecialForm, _Unionable)
from _typing_generic import Generic, Protocol, _ProtocolMeta, runtime_checkable
from _typing_records import NamedTuple, NamedTupleMeta, TypedDict, _TypedDictMeta

# Private in name, but what libraries with forms of their own build on (typing_extensions above all).
from _typing_forms import (_cached as _tp_cache, _check_count as _check_generic, _cleanups, _collect_parameters,
                           _Final, _is_param_expr, _type_check, _type_convert, _type_repr)
from _typing_generic import _excluded_attributes as EXCLUDED_ATTRIBUTES, _protocol_attributes as _get_protocol_attrs
from _typing_records import _GIVEN_ALREADY as _special, _ITS_OWN as _prohibited

TYPE_CHECKING = False

for _part in _typing_forms, _typing_aliases, _typing_generic, _typing_records:
    for _value in vars(_part).values():
        if isinstance(_value, (type, FunctionType)) and _value.__module__ == _part.__name__:
            _value.__module__ = 'typing'  # where programs, and pickles, find it
del _part, _value


# ---- hints ----

def _strip_annotations(t):
    """Removes Annotated, Required and NotRequired."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if getattr(t, '__origin__', None) in (Required, NotRequired):
        return _strip_annotations(t.__args__[0])
    return _mapped(t, _strip_annotations)


def _hints_in(annotations, globalns, localns, **of_text):
    for name, value in annotations.items():
        if value is None:
            value = type(None)
        elif isinstance(value, str):
            value = ForwardRef(value, **of_text)
        yield name, _eval_type(value, globalns, localns)


def _hints_of_class(cls, globalns, localns):
    """A class's own annotations and those of its bases, each with the names of its own module."""
    hints = {}
    for base in reversed(cls.__mro__):
        annotations = vars(base).get('__annotations__', {})
        if not isinstance(annotations, dict):
            continue
        module = globalns
        if module is None:
            module = getattr(sys.modules.get(base.__module__), '__dict__', {})
        body = dict(vars(base)) if localns is None else localns
        if globalns is None and localns is None:
            module, body = body, module  # a name of the module hides one of the class
        hints.update(_hints_in(annotations, module, body, is_argument=False, is_class=True))
    return hints


def _globals_of(obj):
    if isinstance(obj, ModuleType):
        return vars(obj)
    while hasattr(obj, '__wrapped__'):
        obj = obj.__wrapped__
    return getattr(obj, '__globals__', {})


_annotatable = (FunctionType, MethodType, ModuleType, BuiltinFunctionType, WrapperDescriptorType, MethodWrapperType,
                MethodDescriptorType)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function, class or module, with texts evaluated."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    if isinstance(obj, type):
        hints = _hints_of_class(obj, globalns, localns)
    else:
        annotations = getattr(obj, '__annotations__', None)
        if annotations is None:
            if isinstance(obj, _annotatable):
                return {}
            raise TypeError('{!r} is not a module, class, method, or function.'.format(obj))
        if globalns is None:
            globalns = _globals_of(obj)
        hints = dict(_hints_in(annotations, globalns, globalns if localns is None else localns,
                               is_argument=not isinstance(obj, ModuleType)))
    return hints if include_extras else {name: _strip_annotations(t) for name, t in hints.items()}


def get_origin(tp):
    """List[int] -> list, Union[int, str] -> Union, ..."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, UnionType):
        return UnionType
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    return Generic if tp is Generic else None


def get_args(tp):
    """Dict[str, int] -> (str, int), Callable[[int], str] -> ([int], str), ..."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if not isinstance(tp, (_GenericAlias, GenericAlias, UnionType)):
        return ()
    args = tp.__args__
    if get_origin(tp) is collections.abc.Callable and not (len(args) == 2 and _is_parameter_list(args[0])):
        *params, result = args
        return params, result
    return args


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


# ---- functions that tell type checkers something ----

def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def assert_never(arg, /):
    shown = repr(arg)
    if len(shown) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        shown = shown[:_ASSERT_NEVER_REPR_MAX_LENGTH] + '...'
    raise AssertionError(f"Expected code to be unreachable, but got: {shown}")


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def _own_parts(cls):
    """The functions and classes that were made in the body of a class, under whatever name they stand there."""
    for part in (getattr(cls, name) for name in dir(cls)):
        if (isinstance(part, (type, FunctionType, MethodType)) and part.__module__ == cls.__module__
                and part.__qualname__ == f'{cls.__qualname__}.{part.__name__}'):
            yield part


def no_type_check(arg):
    """Says that the annotations of a function, or of all in a class, are no types."""
    if isinstance(arg, type):
        for part in _own_parts(arg):
            no_type_check(getattr(part, '__func__', part))
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass  # a builtin class
    return arg


def no_type_check_decorator(decorator):
    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated "
                              "functions outside a stub module should always be followed by an "
                              "implementation that is not @overload-ed.")


_overloads = {}  # (module, qualified name) -> {first line: function}


def _overloads_of(func):
    inner = getattr(func, '__func__', func)
    return _overloads.setdefault((inner.__module__, inner.__qualname__), {}), inner


def overload(func):
    """One of several signatures of a function, whose body comes after them."""
    try:
        known, inner = _overloads_of(func)
        known[inner.__code__.co_firstlineno] = func
    except AttributeError:
        pass  # not made by def
    return _overload_dummy


def get_overloads(func):
    """What @overload had for a function."""
    return list(_overloads_of(func)[0].values())


def clear_overloads():
    _overloads.clear()


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        field_specifiers=(), **kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default,
            "kw_only_default": kw_only_default, "field_specifiers": field_specifiers,
            "kwargs": kwargs}
        return cls_or_fn
    return decorator


class NewType(_Unionable):
    """A distinct name for an existing type: calling it gives the argument back."""

    def __init__(self, name, tp):
        self.__supertype__ = tp
        self.__qualname__, self.__name__ = name, name.rpartition('.')[2]
        module = _caller_module()
        if module != 'typing':
            self.__module__ = module

    def __call__(self, x):
        return x

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __reduce__(self):
        return self.__qualname__  # pickles find it by its name

    def __mro_entries__(self, bases):
        # Who wants a subclass can have another new type: the message says how, with the subclass's name.
        class Refusing:
            def __init_subclass__(cls, instead=self.__name__):
                raise TypeError("Cannot subclass an instance of NewType. Perhaps you were looking for: "
                                f"`{cls.__name__} = NewType({cls.__name__!r}, {instead})`")
        return (Refusing,)


# ---- names for generic classes ----

T = TypeVar('T')
KT = TypeVar('KT')
VT = TypeVar('VT')
T_co = TypeVar('T_co', covariant=True)
V_co = TypeVar('V_co', covariant=True)
VT_co = TypeVar('VT_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
AnyStr = TypeVar('AnyStr', bytes, str)

# The names that go with the numbers of their arguments.
_ABSTRACT = {'Hashable': 0, 'Awaitable': 1, 'Coroutine': 3, 'AsyncIterable': 1, 'AsyncIterator': 1, 'Iterable': 1,
             'Iterator': 1, 'Reversible': 1, 'Sized': 0, 'Container': 1, 'Collection': 1, 'MutableSet': 1,
             'Mapping': 2, 'MutableMapping': 2, 'Sequence': 1, 'MutableSequence': 1, 'ByteString': 0,
             'MappingView': 1, 'KeysView': 1, 'ItemsView': 2, 'ValuesView': 1, 'Generator': 3, 'AsyncGenerator': 2}
_CONCRETE = {'Deque': (collections.deque, 1), 'DefaultDict': (collections.defaultdict, 2),
             'OrderedDict': (collections.OrderedDict, 2), 'Counter': (collections.Counter, 1)}
_BUILTIN = {'List': (list, 1), 'Set': (set, 1), 'FrozenSet': (frozenset, 1), 'Dict': (dict, 2), 'Type': (type, 1)}

for _name, _count in _ABSTRACT.items():
    globals()[_name] = _SpecialGenericAlias(getattr(collections.abc, _name), _count)
for _name, _origin_and_count in _CONCRETE.items():
    globals()[_name] = _SpecialGenericAlias(*_origin_and_count, name=_name)
for _name, _origin_and_count in _BUILTIN.items():
    # Programs call list() itself, which they know, not List().
    globals()[_name] = _SpecialGenericAlias(*_origin_and_count, inst=False, name=_name)
del _name, _count, _origin_and_count

AbstractSet = _SpecialGenericAlias(collections.abc.Set, 1, name='AbstractSet')
Callable = _CallableType(collections.abc.Callable, 2)
Tuple = _TupleType(tuple, -1, inst=False, name='Tuple')
Text = str


def __getattr__(name):
    # Aliases of classes whose modules few programs need.
    if name in ('ContextManager', 'AsyncContextManager'):
        import contextlib
        made = _SpecialGenericAlias(getattr(contextlib, 'Abstract' + name), 1, name=name)
    elif name == 'ChainMap':
        made = _SpecialGenericAlias(collections.ChainMap, 2)
    elif name in ('Pattern', 'Match'):
        import re
        made = _SpecialGenericAlias(getattr(re, name), 1, name=name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = made
    return made


# ---- protocols of special methods ----

class SupportsInt(Protocol):
    __slots__ = ()

    @abstractmethod
    def __int__(self) -> int:
        """int(x)"""


class SupportsFloat(Protocol):
    __slots__ = ()

    @abstractmethod
    def __float__(self) -> float:
        """float(x)"""


class SupportsComplex(Protocol):
    __slots__ = ()

    @abstractmethod
    def __complex__(self) -> complex:
        """complex(x)"""


class SupportsBytes(Protocol):
    __slots__ = ()

    @abstractmethod
    def __bytes__(self) -> bytes:
        """bytes(x)"""


class SupportsIndex(Protocol):
    __slots__ = ()

    @abstractmethod
    def __index__(self) -> int:
        """operator.index(x)"""


class SupportsAbs(Protocol[T_co]):
    __slots__ = ()

    @abstractmethod
    def __abs__(self) -> T_co:
        """abs(x)"""


class SupportsRound(Protocol[T_co]):
    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co:
        """round(x, ndigits)"""


for _each in SupportsInt, SupportsFloat, SupportsComplex, SupportsBytes, SupportsIndex, SupportsAbs, SupportsRound:
    runtime_checkable(_each)
del _each


class IO(Generic[AnyStr]):
    """Files, for annotations."""
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


__all__ = """Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional ParamSpec
Protocol Tuple Type TypeVar TypeVarTuple Union AbstractSet ByteString Container ContextManager Hashable
ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence MutableSet
Sequence Sized ValuesView Awaitable AsyncIterator AsyncIterable Coroutine Collection AsyncGenerator
AsyncContextManager Reversible SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex
SupportsInt SupportsRound ChainMap Counter Deque Dict DefaultDict List OrderedDict Set FrozenSet NamedTuple
TypedDict Generator BinaryIO IO Match Pattern TextIO AnyStr assert_type assert_never cast clear_overloads
dataclass_transform final get_args get_origin get_overloads get_type_hints is_typeddict LiteralString Never
NewType no_type_check no_type_check_decorator NoReturn NotRequired overload ParamSpecArgs ParamSpecKwargs
Required reveal_type runtime_checkable Self Text TYPE_CHECKING TypeAlias TypeGuard Unpack""".split()
