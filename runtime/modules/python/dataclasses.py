"""Classes made of annotated fields: @dataclass writes __init__, __repr__, comparisons and the like.

The methods are made from source text, so that they cost no more than methods written by hand.
"""

from _thread import get_ident as _get_ident
import sys
import _types
from _types import GenericAlias, MappingProxyType
from keyword import iskeyword

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
           'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT = '__post_init__'


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _Kind:
    """What a field is: an ordinary one, a class variable, or a parameter of __init__ alone."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _Kind('_FIELD')
_FIELD_CLASSVAR = _Kind('_FIELD_CLASSVAR')
_FIELD_INITVAR = _Kind('_FIELD_INITVAR')
_EMPTY_METADATA = MappingProxyType({})


class InitVar:
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        of = self.type
        name = of.__name__ if isinstance(of, type) else repr(of)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


_showing = set()  # fields and threads whose repr() runs


class Field:
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare',
                 'metadata', 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        # What the class body says about it is entered by _make_field().
        self.name = self.type = self._field_type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare, self.kw_only = init, repr, hash, compare, kw_only
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)

    def __repr__(self):
        key = id(self), _get_ident()
        if key in _showing:
            return '...'
        _showing.add(key)
        try:
            return self._shown()
        finally:
            _showing.discard(key)

    def _shown(self):
        names = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata',
                 'kw_only', '_field_type')
        shown = ','.join(f'{name}={getattr(self, name)!r}' for name in names)
        return f'Field({shown})'

    def __set_name__(self, owner, name):
        # A default that is a descriptor wants to know its name.
        hook = getattr(type(self.default), '__set_name__', None)
        if hook:
            hook(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        for name, value in zip(self.__slots__, (init, repr, eq, order, unsafe_hash, frozen)):
            setattr(self, name, value)

    def __repr__(self):
        shown = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({shown})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    """Says more about a field than its annotation and default do."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# ---- what the class body says ----

def _says(annotation, cls, module_name, test):
    """Whether a textual annotation names something that `test` accepts."""
    prefix, dot, name = annotation.partition('[')[0].rpartition('.')
    module = sys.modules.get(cls.__module__)
    if module is None:
        return False
    if not dot:
        return test(module.__dict__.get(name.strip()))
    found = module.__dict__.get(prefix.strip())
    return (isinstance(found, _types.ModuleType) and found is sys.modules.get(module_name)
            and test(found.__dict__.get(name.strip())))


def _is_class_var(annotation, cls):
    typing = sys.modules.get('typing')
    if typing is None:
        return False

    def test(v):
        return v is typing.ClassVar or getattr(v, '__origin__', None) is typing.ClassVar
    if isinstance(annotation, str):
        return _says(annotation, cls, 'typing', test)
    return test(annotation)


def _is_init_var(annotation, cls):
    def test(v):
        return v is InitVar or type(v) is InitVar
    if isinstance(annotation, str):
        return _says(annotation, cls, 'dataclasses', test)
    return test(annotation)


def _is_kw_only(annotation, cls):
    if isinstance(annotation, str):
        return _says(annotation, cls, 'dataclasses', lambda v: v is KW_ONLY)
    return annotation is KW_ONLY


def _make_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, _types.MemberDescriptorType):
            default = MISSING  # a slot, not a default
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_class_var(annotation, cls):
        f._field_type = _FIELD_CLASSVAR
    elif _is_init_var(annotation, cls):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field '
                         f'{f.name} is not allowed: use default_factory')
    return f


# ---- source text of the methods ----

def _make_function(name, parameters, body, scope, globals):
    """A function from source; `scope` holds what its text refers to."""
    text = '\n'.join(f'  {line}' for line in body)
    source = f'def __make__({", ".join(scope)}):\n def {name}({", ".join(parameters)}):\n{text}\n return {name}'
    namespace = {}
    exec(source, globals, namespace)
    return namespace['__make__'](**scope)


def _make_init(fields, frozen, has_post_init, self_name, globals, slots):
    positional = [f for f in fields if not f.kw_only]
    by_name = [f for f in fields if f.kw_only]
    scope = {'_factory': _HAS_DEFAULT_FACTORY, '_set': object.__setattr__}

    def parameter(f):
        if f.default_factory is not MISSING:
            return f'{f.name}=_factory'
        return f.name if f.default is MISSING else f'{f.name}=_default_{f.name}'

    def assign(f, value):
        return (f'_set({self_name}, {f.name!r}, {value})' if frozen
                else f'{self_name}.{f.name} = {value}')

    seen_default = False
    for f in fields:
        has_default = f.default is not MISSING or f.default_factory is not MISSING
        if has_default:
            scope[f'_default_{f.name}'] = (f.default if f.default_factory is MISSING
                                           else f.default_factory)
        if f.init and not f.kw_only:
            if seen_default and not has_default:
                raise TypeError(f'non-default argument {f.name!r} follows default argument')
            seen_default = has_default

    parameters = [self_name] + [parameter(f) for f in positional if f.init]
    if any(f.init for f in by_name):
        parameters += ['*'] + [parameter(f) for f in by_name if f.init]
    body = []
    for f in fields:
        if f._field_type is _FIELD_INITVAR:
            continue
        if f.default_factory is not MISSING:
            made = f'_default_{f.name}()'
            body.append(assign(f, f'{made} if {f.name} is _factory else {f.name}' if f.init
                               else made))
        elif f.init:
            body.append(assign(f, f.name))
        elif slots and f.default is not MISSING:
            # With slots the class has no attribute that could stand for the default.
            body.append(assign(f, f'_default_{f.name}'))
    if has_post_init:
        given = ', '.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT}({given})')
    made = _make_function('__init__', parameters, body or ['pass'], scope, globals)
    made.__annotations__ = {f.name: f.type for f in positional + by_name if f.init}
    made.__annotations__['return'] = None
    return made


def _recursive_guard(user_function):
    from reprlib import recursive_repr
    return recursive_repr()(user_function)


def _make_repr(fields, globals):
    shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in fields)
    made = _make_function('__repr__', ['self'],
                          [f'return f"{{self.__class__.__qualname__}}({shown})"'], {}, globals)
    return _recursive_guard(made)


def _row(owner, fields):
    if not fields:
        return '()'
    return '(' + ','.join(f'{owner}.{f.name}' for f in fields) + ',)'


def _make_comparison(name, operator, fields, globals):
    return _make_function(
        name, ['self', 'other'],
        ['if other.__class__ is self.__class__:',
         f' return {_row("self", fields)}{operator}{_row("other", fields)}',
         'return NotImplemented'], {}, globals)


def _make_frozen(cls, fields, globals):
    # Subclasses that add attributes may set those.
    scope = {'cls': cls, '_FrozenInstanceError': FrozenInstanceError,
             '_names': frozenset(f.name for f in fields)}
    test = 'if type(self) is cls or name in _names:'
    return (
        _make_function('__setattr__', ['self', 'name', 'value'],
                       [test, ' raise _FrozenInstanceError(f"cannot assign to field {name!r}")',
                        'super(cls, self).__setattr__(name, value)'], scope, globals),
        _make_function('__delattr__', ['self', 'name'],
                       [test, ' raise _FrozenInstanceError(f"cannot delete field {name!r}")',
                        'super(cls, self).__delattr__(name)'], scope, globals))


def _set_new(cls, name, value):
    """Adds a method unless the class has it; whether it had."""
    if name in cls.__dict__:
        return True
    if isinstance(value, _types.FunctionType):
        value.__qualname__ = f'{cls.__qualname__}.{value.__name__}'
    setattr(cls, name, value)
    return False


def _add_hash(cls, unsafe_hash, eq, frozen, had_eq, fields, globals):
    own = cls.__dict__.get('__hash__', MISSING)
    # __eq__ alone makes a class body set __hash__ to None.
    explicit = not (own is MISSING or (own is None and had_eq))

    def add():
        chosen = [f for f in fields if (f.compare if f.hash is None else f.hash)]
        made = _make_function('__hash__', ['self'], [f'return hash({_row("self", chosen)})'], {},
                              globals)
        made.__qualname__ = f'{cls.__qualname__}.__hash__'
        cls.__hash__ = made
    if unsafe_hash:
        if explicit:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        add()
    elif eq and not explicit:
        if frozen:
            add()
        else:
            cls.__hash__ = None


# ---- the decorator ----

def _collect_fields(cls, kw_only):
    """Fields of the bases, then those of the class; what the bases say about being frozen."""
    fields = {}
    frozen_bases = []
    for base in cls.__mro__[-1:0:-1]:
        of_base = base.__dict__.get(_FIELDS)
        if of_base is not None:
            frozen_bases.append(getattr(base, _PARAMS).frozen)
            for f in of_base.values():
                fields[f.name] = f
    own = []
    seen_mark = False
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if _is_kw_only(annotation, cls):
            if seen_mark:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            seen_mark = True
            kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    for f in own:
        # The default stays as an attribute of the class; a Field without one goes.
        described = isinstance(getattr(cls, f.name, None), Field)
        if described and f.default is MISSING:
            delattr(cls, f.name)
        elif described:
            setattr(cls, f.name, f.default)
        fields[f.name] = f
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get('__annotations__', {}):
            raise TypeError(f'{name!r} is a field but has no type annotation')
    return fields, frozen_bases


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                   weakref_slot):
    module = sys.modules.get(cls.__module__)
    globals = module.__dict__ if module is not None else {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    fields, frozen_bases = _collect_fields(cls, kw_only)
    if frozen_bases:
        if any(frozen_bases) and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not all(frozen_bases) and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    if order and not eq:
        raise ValueError('eq must be true if order is true')

    all_init = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std_fields = tuple(f for f in all_init if f.init and not f.kw_only)
    kw_only_fields = tuple(f for f in all_init if f.init and f.kw_only)
    real = [f for f in fields.values() if f._field_type is _FIELD]

    if init:
        self_name = '__dataclass_self__' if 'self' in fields else 'self'
        _set_new(cls, '__init__', _make_init(all_init, frozen, hasattr(cls, _POST_INIT), self_name,
                                             globals, slots))
    if repr:
        _set_new(cls, '__repr__', _make_repr([f for f in real if f.repr], globals))
    compared = [f for f in real if f.compare]
    had_eq = '__eq__' in cls.__dict__
    if eq:
        _set_new(cls, '__eq__', _make_comparison('__eq__', '==', compared, globals))
    if order:
        for name, operator in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if _set_new(cls, name, _make_comparison(name, operator, compared, globals)):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                f'Consider using functools.total_ordering')
    if frozen:
        for made in _make_frozen(cls, real, globals):
            if _set_new(cls, made.__name__, made):
                raise TypeError(f'Cannot overwrite attribute {made.__name__} in class {cls.__name__}')
    _add_hash(cls, unsafe_hash, eq, frozen, had_eq, real, globals)
    if not getattr(cls, '__doc__'):
        cls.__doc__ = _signature_text(cls, std_fields, kw_only_fields)
    if match_args:
        _set_new(cls, '__match_args__', tuple(f.name for f in std_fields))
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    from abc import update_abstractmethods
    update_abstractmethods(cls)
    return cls


def _signature_text(cls, std_fields, kw_only_fields):
    """Name(x: int, y: int = 0), the documentation of a class without any."""
    def type_text(v):
        if isinstance(v, type) and not isinstance(v, GenericAlias):
            return v.__qualname__ if v.__module__ == 'builtins' else f'{v.__module__}.{v.__qualname__}'
        return repr(v).replace('typing.', '') if not isinstance(v, str) else repr(v)

    def one(f):
        text = f'{f.name}: {type_text(f.type)}'
        if f.default is not MISSING:
            text += f' = {f.default!r}'
        elif f.default_factory is not MISSING:
            text += ' = <factory>'
        return text
    parts = [one(f) for f in std_fields]
    if kw_only_fields:
        parts += ['*'] + [one(f) for f in kw_only_fields]
    return f'{cls.__name__}({", ".join(parts)})'


def _get_state(self):
    return [getattr(self, f.name) for f in fields(self)]


def _set_state(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _slots_of(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        return ()
    if isinstance(slots, str):
        return (slots,)
    if not hasattr(slots, '__next__'):
        return tuple(slots)
    raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _add_slots(cls, frozen, weakref_slot):
    """Slots need a new class: a class cannot get them later."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    names = tuple(f.name for f in fields(cls))
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    namespace['__slots__'] = tuple(
        name for name in (*names, *(('__weakref__',) if weakref_slot else ()))
        if name not in inherited)
    for name in names:
        namespace.pop(name, None)
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        made.__qualname__ = qualname
    if frozen:
        # The checks compare with the class, which is another one now.
        real = [f for f in getattr(made, _FIELDS).values() if f._field_type is _FIELD]
        module = sys.modules.get(made.__module__)
        for function in _make_frozen(made, real, module.__dict__ if module is not None else {}):
            function.__qualname__ = f'{made.__qualname__}.{function.__name__}'
            setattr(made, function.__name__, function)
        if '__getstate__' not in namespace:
            made.__getstate__ = _get_state
        if '__setstate__' not in namespace:
            made.__setstate__ = _set_state
    return made


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Adds methods to a class as its annotated attributes ask for."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                              slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


# ---- functions on instances ----

def fields(class_or_instance):
    """The fields, as a tuple of Field."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) and not isinstance(obj, GenericAlias) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields and their values, all the way down."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _as_dict(obj, dict_factory)


def _as_dict(obj, dict_factory):
    cls = type(obj)
    if hasattr(cls, _FIELDS):
        return dict_factory([(f.name, _as_dict(getattr(obj, f.name), dict_factory))
                             for f in fields(obj)])
    return _rebuilt(obj, cls, lambda v: _as_dict(v, dict_factory))


def _rebuilt(obj, cls, convert):
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return cls(*[convert(v) for v in obj])
    if isinstance(obj, (list, tuple)):
        return cls(convert(v) for v in obj)
    if isinstance(obj, dict):
        pairs = ((convert(k), convert(v)) for k, v in obj.items())
        if hasattr(cls, 'default_factory'):
            made = cls(obj.default_factory)
            for key, value in pairs:
                made[key] = value
            return made
        return cls(pairs)
    from copy import deepcopy
    return deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields, all the way down."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _as_tuple(obj, tuple_factory)


def _as_tuple(obj, tuple_factory):
    cls = type(obj)
    if hasattr(cls, _FIELDS):
        return tuple_factory([_as_tuple(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    return _rebuilt(obj, cls, lambda v: _as_tuple(v, tuple_factory))


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False):
    """A data class from a list of names, (name, type) and (name, type, field)."""
    namespace = {} if namespace is None else namespace
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, 'typing.Any'
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, default = item
            defaults[name] = default
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = kind
    from types import new_class

    def body(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations
    cls = new_class(cls_name, bases, {}, body)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        given = f.name in changes
        if f._field_type is _FIELD_CLASSVAR or given and f.init or not given and not f.init:
            continue
        if given:
            raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        if f._field_type is _FIELD_INITVAR and f.default is MISSING:
            raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
        changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
