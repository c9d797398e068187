"""NamedTuple and TypedDict (a part of typing): tuples and dicts whose items have names and types.

Both names are functions that make a class, and bases: a class statement with one of them gets the metaclass
below, from __mro_entries__.
"""
import collections

from _typing_aliases import _AnnotatedAlias
from _typing_forms import NotRequired, Required, _caller_module, _refusing, _type_check
from _typing_generic import Generic


def _make_named_tuple(name, types, module, defaults=()):
    types = {n: _type_check(t, f"field {n} annotation must be a type") for n, t in types}
    made = collections.namedtuple(name, types, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


_ITS_OWN = frozenset(('__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults',
                      '_field_types', '_make', '_replace', '_asdict', '_source'))
_GIVEN_ALREADY = frozenset(('__module__', '__name__', '__annotations__', '__qualname__'))


def _defaults_in(types, ns):
    """The values that a class body gives to the last fields."""
    defaults = {}
    for name in types:
        if name in ns:
            defaults[name] = ns[name]
        elif defaults:
            raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                            f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
    return list(defaults.values())


class NamedTupleMeta(type):

    def __new__(cls, typename, bases, ns):
        if not all(base is _NamedTuple or base is Generic for base in bases):
            raise TypeError('can only inherit from a NamedTuple type and Generic')
        types = ns.get('__annotations__', {})
        made = _make_named_tuple(typename, types.items(), ns['__module__'], _defaults_in(types, ns))
        made.__bases__ = tuple(tuple if base is _NamedTuple else base for base in bases)
        if Generic in bases:
            made.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
        for name, value in ns.items():
            if name in _ITS_OWN:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + name)
            if name == '__qualname__' or name not in _GIVEN_ALREADY and name not in made._fields:
                setattr(made, name, value)
        if Generic in bases:
            made.__init_subclass__()
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple class with types for its fields; mostly used as a base class."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    return _make_named_tuple(typename, fields, module=_caller_module())


_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


def _says(kind):
    """Required, NotRequired or None: what an annotation says of its key."""
    if isinstance(kind, _AnnotatedAlias):
        kind = kind.__origin__
    origin = getattr(kind, '__origin__', None)
    return origin if origin in (Required, NotRequired) else None


class _TypedDictMeta(type):

    def __new__(cls, name, bases, ns, total=True):
        if not all(type(base) is _TypedDictMeta or base is Generic for base in bases):
            raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict '
                            'base class')
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {key: _type_check(kind, msg, module=made.__module__)
               for key, kind in ns.get('__annotations__', {}).items()}
        bodies = [vars(base) for base in bases]
        kept = {}  # what the last one to name a key says of it: a base, or the class itself
        for body in bodies:
            kept.update(dict.fromkeys(body.get('__required_keys__', ()), Required))
            kept.update(dict.fromkeys(body.get('__optional_keys__', ()), NotRequired))
        kept.update((key, _says(kind) or (Required if total else NotRequired)) for key, kind in own.items())
        made.__required_keys__ = frozenset(key for key, says in kept.items() if says is Required)
        made.__optional_keys__ = frozenset(key for key, says in kept.items() if says is NotRequired)
        made.__annotations__ = {}
        for annotations in [body.get('__annotations__', {}) for body in bodies] + [own]:
            made.__annotations__.update(annotations)
        if not hasattr(made, '__total__'):
            made.__total__ = total
        return made

    __call__ = dict

    __instancecheck__ = __subclasscheck__ = _refusing('TypedDict does not support instance and class checks')


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict with given keys and types for their values; mostly used as a base class."""
    if fields is None:
        fields = kwargs
    elif kwargs:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    if kwargs:
        import warnings
        warnings.warn("The kwargs-based syntax for TypedDict definitions is deprecated in Python 3.11, will be "
                      "removed in Python 3.13, and may not be understood by third-party type checkers.",
                      DeprecationWarning, stacklevel=2)
    body = {'__annotations__': dict(fields), '__module__': _caller_module()}
    if body['__module__'] is None:
        del body['__module__']
    return _TypedDictMeta(typename, (), body, total=total)


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)
