"""Special forms, forward references, type variables and what subscripts of them make (a part of typing).

Whatever can stand for a type answers `X | Y`; subscripts are immutable, compared by what they hold, and printed
as they were written. Programs find the names in the module typing, which this one gives itself out for.
"""
import functools
import sys
from _types import FunctionType, GenericAlias, UnionType


# ---- helpers ----

_only_bases = []  # Generic and Protocol, which stand among bases and are no types of values


def _type_repr(obj):
    if isinstance(obj, GenericAlias):
        return repr(obj)
    if isinstance(obj, type):
        if obj.__module__ == 'builtins':
            return obj.__qualname__
        return f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, FunctionType):
        return obj.__name__
    return repr(obj)


def _tuple_of(params):
    """What stood in the brackets: one thing there may be without a tuple."""
    return params if isinstance(params, tuple) else (params,)


def _type_convert(arg, module=None, allow_special_forms=False):
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return type(None) if arg is None else arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """What stands for a type in a subscript; TypeError for what cannot.

    ClassVar and Final say something of a name, not of a type: they are allowed where annotations of names are
    (`allow_special_forms`), and Final also where no argument of a subscript is."""
    arg = _type_convert(arg, module, allow_special_forms)
    of_names = () if allow_special_forms else (ClassVar, Final) if is_argument else (ClassVar,)
    if isinstance(arg, _GenericAlias) and (arg.__origin__ in _only_bases or arg.__origin__ in of_names):
        raise TypeError(f"{arg} is not valid as type argument")
    if isinstance(arg, _SpecialForm):
        plain = not arg._is_type and not (allow_special_forms and arg in (ClassVar, Final))
    else:
        plain = isinstance(arg, type) and arg in _only_bases
    if plain:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _parameters_in(arg):
    if isinstance(arg, type) and not isinstance(arg, GenericAlias):
        return ()  # a generic class itself, whose own variables are not meant
    if isinstance(arg, (list, tuple)):
        return _collect_parameters(arg)
    if hasattr(arg, '__typing_subst__'):
        return (arg,)
    return getattr(arg, '__parameters__', ())


def _collect_parameters(args):
    """Type variables in order of appearance."""
    return tuple(_unique(each for arg in args for each in _parameters_in(arg)))


def _check_count(cls, params, expected):
    if not expected:
        raise TypeError(f"{cls} is not a generic class")
    if any(isinstance(each, TypeVarTuple) for each in getattr(cls, '__parameters__', ())):
        return
    _check_args(cls, params, expected)


def _check_args(alias, args, expected):
    if len(args) != expected:
        few = "many" if len(args) > expected else "few"
        raise TypeError(f"Too {few} arguments for {alias}; actual {len(args)}, expected {expected}")


def _unique(params):
    result = []
    for each in params:
        if each not in result:
            result.append(each)
    return result


_cleanups = []  # what forgets the remembered results


def _cached(func=None, /, *, typed=True):
    """Remembers results, so that equal subscripts are one object; unhashable arguments pass by."""
    if func is None:
        return functools.partial(_cached, typed=typed)
    remembering = functools.lru_cache(typed=typed)(func)
    _cleanups.append(remembering.cache_clear)

    @functools.wraps(func)
    def wrapper(*args):
        try:
            return remembering(*args)
        except TypeError:
            return func(*args)
    return wrapper


def _value_key(v):
    return type(v), v


def _public(name):
    """What typing has under a name."""
    return getattr(sys.modules['typing'], name)


# ---- what the classes here share ----

def _refusing(text):
    """A method for what its object cannot do."""
    def method(self, *args, **kwargs):
        raise TypeError(text.format(self=self))
    return method


class _Unionable:
    """X | Y is Union[X, Y]."""
    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _Final:
    """One object for each value, so copies are the object itself; and no classes of other modules below, but of
    those that bring forms of their own, which say _root=True."""
    __slots__ = ()

    def __init_subclass__(cls, *, _root=False, **kwargs):
        super().__init_subclass__(**kwargs)
        if not _root and not cls.__module__.startswith('_typing_'):
            raise TypeError("Cannot subclass special typing classes")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


# ---- special forms ----

class _SpecialForm(_Final, _Unionable):
    # Optional, Union, ClassVar and the like: what `form[...]` means is a function. Some are types by
    # themselves, without brackets. Each has a __doc__ of its own, so the class has none.

    __slots__ = ('_name', '__doc__', '_getitem', '_is_type')

    def __init__(self, getitem, name=None, doc=None, is_type=False):
        self._getitem, self._is_type = getitem, is_type
        self._name = name or getitem.__name__
        self.__doc__ = doc or getitem.__doc__

    def __getattr__(self, name):
        # Not as fields: the class has its own __module__ and __qualname__.
        if name == '__module__':
            return 'typing'
        if name in ('__name__', '__qualname__'):
            return self._name
        raise AttributeError(name)

    def __getitem__(self, parameters):
        alone = not isinstance(parameters, tuple)
        return _subscripted(self, alone, *_tuple_of(parameters))

    def __repr__(self):
        return f'typing.{self._name}'

    def __reduce__(self):
        return self._name  # pickles find it by its name

    __iter__ = None
    __call__ = _refusing("Cannot instantiate {self!r}")
    __mro_entries__ = _refusing("Cannot subclass {self!r}")
    __instancecheck__ = _refusing("{self} cannot be used with isinstance()")
    __subclasscheck__ = _refusing("{self} cannot be used with issubclass()")


@_cached
def _subscripted(form, alone, *parameters):
    # The parameters side by side: Literal[1] and Literal[True] are two.
    return form._getitem(form, parameters[0] if alone else parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is not Any:
            return super().__instancecheck__(obj)
        raise TypeError("typing.Any cannot be used with isinstance()")

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Stands for every type."""

    def __new__(cls, *args, **kwargs):
        if cls is not Any:
            return super().__new__(cls)
        raise TypeError("Any cannot be instantiated")


def _type_form(name, doc):
    """A form that is a type by itself."""
    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")
    return _SpecialForm(getitem, name, doc, is_type=True)


NoReturn = _type_form('NoReturn', "The result of a function that never returns.")
Never = _type_form('Never', "The type that no value has.")
Self = _type_form('Self', "The class in whose body it stands, or a subclass.")
LiteralString = _type_form('LiteralString', "A str that stands in the program.")
TypeAlias = _type_form('TypeAlias', "Marks an assignment that gives a type another name.")


def _one_type_form(name, doc, text, allow_special_forms=False):
    """A form that takes one type, such as ClassVar[int]."""
    def getitem(self, parameters):
        item = _type_check(parameters, text.format(self), allow_special_forms=allow_special_forms)
        return _GenericAlias(self, (item,))
    return _SpecialForm(getitem, name, doc)


ClassVar = _one_type_form('ClassVar', "A variable of the class, not of its instances.",
                          '{} accepts only single type.')
Final = _one_type_form('Final', "A name that is bound once.", '{} accepts only single type.')
TypeGuard = _one_type_form('TypeGuard', "The result of a function that tells whether its argument has a type.",
                           '{} accepts only single type.')
Required = _one_type_form('Required', "A key that a TypedDict must have.",
                          '{0._name} accepts only a single type.', True)
NotRequired = _one_type_form('NotRequired', "A key that a TypedDict may lack.",
                             '{0._name} accepts only a single type.', True)


@_SpecialForm
def Union(self, parameters):
    """Union[X, Y]: X or Y."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    return _make_union(_tuple_of(parameters))


@_cached
def _make_union(parameters):
    flat = []
    for each in parameters:
        each = _type_check(each, "Union[arg, ...]: each arg must be a type.")
        flat += each.__args__ if isinstance(each, (_UnionGenericAlias, UnionType)) else (each,)
    flat = tuple(dict.fromkeys(flat))  # one that cannot be hashed is no type
    if len(flat) == 1:
        return flat[0]
    return _UnionGenericAlias(Union, flat,
                              name="Optional" if len(flat) == 2 and type(None) in flat else None)


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is Union[X, None]."""
    return Union[_type_check(parameters, f"{self} requires a single type."), type(None)]


@_SpecialForm
def Literal(self, parameters):
    """Literal[1, 'a']: one of these values."""
    flat = []
    for each in _tuple_of(parameters):
        flat += each.__args__ if isinstance(each, _LiteralGenericAlias) else (each,)
    try:
        flat = {_value_key(each): each for each in flat}.values()
    except TypeError:
        pass  # an unhashable one: all stay
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
def Concatenate(self, parameters):
    """Concatenate[X, P]: the parameters of P after one more."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    *types, last = _tuple_of(parameters)
    if not (last is ... or isinstance(last, ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or "
                        "ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(self, (*(_type_check(each, msg) for each in types), last))


@_SpecialForm
def Unpack(self, parameters):
    """Unpack[Ts]: each of the types that Ts stands for."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _UnpackGenericAlias(origin=self, args=(item,))


class ForwardRef(_Final, _Unionable):
    """A type given as text, to be looked up later."""

    __slots__ = tuple(f'__forward_{field}__' for field in ('arg', 'code', 'evaluated', 'value', 'is_argument',
                                                           'is_class', 'module'))

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        # "*Ts" is no expression by itself.
        expression = f'({arg},)[0]' if arg.startswith('*') else arg
        try:
            code = compile(expression, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        for field, value in zip(self.__slots__, (arg, code, False, None, is_argument, is_class, module)):
            setattr(self, field, value)

    def _spaces(self, globalns, localns):
        """Where names are looked up: one space given stands for both, no space is an empty one."""
        if globalns is None:
            globalns = {} if localns is None else localns
        if localns is None:
            localns = globalns
        defining = sys.modules.get(self.__forward_module__)  # for None, too: then there is none
        return getattr(defining, '__dict__', globalns), localns

    def _evaluate(self, globalns, localns, recursive_guard):
        text = self.__forward_arg__
        if text in recursive_guard:
            return self
        if not self.__forward_evaluated__ or localns is not globalns:
            spaces = self._spaces(globalns, localns)
            found = _type_check(eval(self.__forward_code__, *spaces),
                                "Forward references must evaluate to types.",
                                is_argument=self.__forward_is_argument__,
                                allow_special_forms=self.__forward_is_class__)
            self.__forward_value__ = _eval_type(found, *spaces, recursive_guard | {text})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        # What was found counts if both know it, otherwise where they would look.
        known = self.__forward_evaluated__ and other.__forward_evaluated__
        compared = ('__forward_arg__', '__forward_value__' if known else '__forward_module__')
        return all(getattr(self, field) == getattr(other, field) for field in compared)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = self.__forward_module__
        return f'ForwardRef({self.__forward_arg__!r}{"" if module is None else f", module={module!r}"})'


def _eval_type(t, globalns, localns, recursive_guard=frozenset()):
    """Replaces texts by what they name, all the way down."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, recursive_guard)

    def evaluated(arg):
        if isinstance(arg, str) and isinstance(t, GenericAlias):
            arg = ForwardRef(arg)
        return _eval_type(arg, globalns, localns, recursive_guard)
    return _mapped(t, evaluated)


def _mapped(t, function):
    """A type with the function called for each of its arguments; itself if that changes nothing."""
    if not isinstance(t, (_GenericAlias, GenericAlias, UnionType)):
        return t
    if isinstance(t, GenericAlias) and t.__unpacked__:
        return Unpack[_mapped(GenericAlias(t.__origin__, t.__args__), function)]
    args = tuple(map(function, t.__args__))
    if args == t.__args__:
        return t
    if isinstance(t, GenericAlias):
        return GenericAlias(t.__origin__, args)
    if isinstance(t, UnionType):
        return functools.reduce(lambda a, b: a | b, args)
    return t.copy_with(args)


# ---- type variables ----

def _caller_module(depth=2):
    try:
        return sys._getframe(depth).f_globals.get('__name__', '__main__')
    except (AttributeError, ValueError):
        return None


class _Variable(_Final):
    """What all kinds of type variables have in common: a name, by which pickles find them in the module of
    the program that made them."""

    def _named(self, name):
        self.__name__ = name
        module = _caller_module(3)
        if module != 'typing':
            self.__module__ = module

    def __repr__(self):
        return self.__name__

    def __reduce__(self):
        return self.__name__


class _BoundVariable(_Variable, _Unionable):
    """TypeVar and ParamSpec, which can have a bound and a direction."""

    def _limited(self, bound, covariant, contravariant):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__bound__ = None if bound is None else _type_check(bound, "Bound must be a type.")

    def __repr__(self):
        sign = '+' if self.__covariant__ else '-' if self.__contravariant__ else '~'
        return sign + self.__name__


class TypeVar(_BoundVariable):
    """Stands for one type, in all places alike."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self._named(name)
        self._limited(bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        msg = "TypeVar(name, constraint, ...): constraints must be types."
        self.__constraints__ = tuple(_type_check(t, msg) for t in constraints)

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.")
        if _is_unpacked(arg):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


def _is_unpacked(arg):
    """Whether it stands for several types: *tuple[...], *Ts or Unpack[...]."""
    return (isinstance(arg, _UnpackGenericAlias)
            or isinstance(arg, GenericAlias) and getattr(arg, '__unpacked__', False))


class TypeVarTuple(_Variable):
    """Stands for any number of types."""

    def __init__(self, name):
        self._named(name)

    def __iter__(self):
        yield Unpack[self]

    __typing_subst__ = _refusing("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        """Takes its share of the arguments, as a tuple that stands in its place."""
        params = alias.__parameters__
        at = params.index(self)
        if any(isinstance(each, TypeVarTuple) for each in params[at + 1:]):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
        return _dealt(alias, args, at, len(params) - at - 1)


def _unpacked(arg):
    """The arguments of *tuple[...] or Unpack[Tuple[...]]; None for what is no unpacked tuple."""
    return None if isinstance(arg, type) else getattr(arg, '__typing_unpacked_tuple_args__', None)


def _is_open(arg):
    """Whether it is an unpacked tuple of any length, such as *tuple[int, ...]."""
    return (_unpacked(arg) or ())[-1:] == (...,)


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


class _ParamSpecPart(_Final):
    """P.args or P.kwargs."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._part}"

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if type(other) is type(self) else NotImplemented

    __hash__ = object.__hash__


class ParamSpecArgs(_ParamSpecPart):
    """The positional arguments of a call."""
    _part = 'args'


class ParamSpecKwargs(_ParamSpecPart):
    """The keyword arguments of a call."""
    _part = 'kwargs'


class ParamSpec(_BoundVariable):
    """Stands for the parameters of a function."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self._named(name)
        self._limited(bound, covariant, contravariant)

    args, kwargs = property(ParamSpecArgs), property(ParamSpecKwargs)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple(_type_check(a, "Expected a type.") for a in arg)
        if not _is_parameter_list(arg):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                            f"Got {arg}")
        return arg

    def __typing_prepare_subst__(self, alias, args):
        """Makes a tuple of the list in its place, and of all arguments where it stands alone."""
        params = alias.__parameters__
        at = params.index(self)
        if at >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(params) == 1 and not _is_param_expr(args[0]):
            return (args,)  # X[int, str] is X[[int, str]]
        return (*args[:at], tuple(args[at]), *args[at + 1:]) if isinstance(args[at], list) else args


def _is_param_expr(arg):
    """Whether it can be the value of a ParamSpec."""
    return isinstance(arg, (list, tuple)) or _is_parameter_list(arg)


def _is_parameter_list(arg):
    """Whether it stands for the parameters of a function as a whole."""
    return arg is ... or isinstance(arg, (ParamSpec, _ConcatenateGenericAlias))


# What the functions above mean by these names when they are called; it rests on this module.
from _typing_aliases import (_ConcatenateGenericAlias, _GenericAlias, _LiteralGenericAlias, _UnionGenericAlias,
                             _UnpackGenericAlias)
