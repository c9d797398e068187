"""Signatures of callables: the part of `inspect` that answers "what may it be called with".

signature() finds what a call reaches: it follows __wrapped__, bound methods, partial objects, `__call__` of
metaclasses, `__new__` and `__init__`. Native functions tell their parameters in `__text_signature__`.
Signature, Parameter and BoundArguments are immutable except for the arguments of the latter.
"""
import collections
import enum
import functools
import re
import sys
import types
from operator import attrgetter

_CO_VARARGS = 4
_CO_VARKEYWORDS = 8
_wrapper_types = (type(type.__call__), type(all.__call__), type(len), type(str.join),
                  type(dict.__dict__["fromkeys"]))


class _empty:
    """Stands for a default or annotation that is not there."""

    __module__ = "inspect"


class _void:
    """Stands for an argument of replace() that was not given."""


class _unrepresentable:
    """The default of a native parameter that has one which Python cannot express."""

    def __repr__(self):
        return "<unrepresentable>"


_UNREPRESENTABLE = _unrepresentable()


class _ParameterKind(enum.IntEnum):
    __module__ = "inspect"

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        # Numbered as parameters may follow each other.
        kind = int.__new__(cls, len(cls.__members__))
        kind._value_, kind.description = int(kind), description
        return kind

    def __str__(self):
        return self.name


_POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
_POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
_VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
_KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
_VAR_KEYWORD = _ParameterKind.VAR_KEYWORD


def formatannotation(annotation, base_module=None):
    """An annotation as a signature shows it: classes by name, without `typing.`."""
    if getattr(annotation, "__module__", None) == "typing":
        return re.sub(r"[\w.]+", lambda match: match.group().removeprefix("typing."), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """One parameter: name, kind, default and annotation (Parameter.empty where there is none)."""

    __module__ = "inspect"

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError("value %r is not a valid Parameter.kind" % (kind,)) from None
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError("%s parameters cannot have default values" % self._kind.description)
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError("name must be a str, not a %s" % type(name).__name__)
        if name[:1] == "." and name[1:].isdigit():
            # The first iterable of a comprehension; it can be given by position only.
            if self._kind is not _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword arguments, "
                                 "not %s" % self._kind.description)
            self._kind = _POSITIONAL_ONLY
            name = "implicit" + name[1:]
        import keyword
        if not name.isidentifier() or (keyword.iskeyword(name) and self._kind is not _POSITIONAL_ONLY):
            raise ValueError("%r is not a valid parameter name" % name)
        self._name = name

    def __reduce__(self):
        return (type(self), (self._name, self._kind),
                {"_default": self._default, "_annotation": self._annotation})

    def __setstate__(self, state):
        self._default = state["_default"]
        self._annotation = state["_annotation"]

    name, kind, default, annotation = (property(attrgetter(slot)) for slot in __slots__)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """A copy in which what is given differs."""
        return type(self)(self._name if name is _void else name, self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text = "%s: %s" % (text, formatannotation(self._annotation))
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        if self._kind is _VAR_POSITIONAL:
            return "*" + text
        return "**" + text if self._kind is _VAR_KEYWORD else text

    def __repr__(self):
        return '<%s "%s">' % (type(self).__name__, self)

    def __hash__(self):
        return hash(tuple(getattr(self, slot) for slot in Parameter.__slots__))

    def __eq__(self, other):
        if self is other or not isinstance(other, Parameter):
            return self is other or NotImplemented
        return all(getattr(self, slot) == getattr(other, slot) for slot in Parameter.__slots__)


class BoundArguments:
    """What Signature.bind() gives: `arguments` maps names of parameters to what was passed for them."""

    __module__ = "inspect"

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    signature = property(attrgetter("_signature"))

    @property
    def args(self):
        positional = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind is _VAR_POSITIONAL:
                positional.extend(self.arguments[name])
            else:
                positional.append(self.arguments[name])
        return tuple(positional)

    @property
    def kwargs(self):
        keywords = {}
        by_name = False
        for name, parameter in self._signature.parameters.items():
            if not by_name:
                if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    by_name = True
                elif name not in self.arguments:
                    by_name = True
                    continue
            if not by_name or name not in self.arguments:
                continue
            if parameter.kind is _VAR_KEYWORD:
                keywords.update(self.arguments[name])
            else:
                keywords[name] = self.arguments[name]
        return keywords

    def apply_defaults(self):
        """Enters the defaults of parameters that were not passed, and empties for *args and **kwargs."""
        filled = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                filled[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                filled[name] = {}
        self.arguments = filled

    def __eq__(self, other):
        if self is other or not isinstance(other, BoundArguments):
            return self is other or NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __setstate__(self, state):
        self._signature = state["_signature"]
        self.arguments = state["arguments"]

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __repr__(self):
        return "<%s (%s)>" % (type(self).__name__,
                              ", ".join("%s=%r" % item for item in self.arguments.items()))


def _checked_parameters(parameters):
    """The parameters by name; ValueError where their order is not that of a possible function."""
    by_name = collections.OrderedDict()
    top = _POSITIONAL_ONLY
    seen_default = False
    for parameter in parameters:
        kind = parameter.kind
        if kind < top:
            raise ValueError("wrong parameter order: %s parameter before %s parameter"
                             % (top.description, kind.description))
        if kind > top:
            top = kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            if parameter.default is not _empty:
                seen_default = True
            elif seen_default:
                raise ValueError("non-default argument follows default argument")
        if parameter.name in by_name:
            raise ValueError("duplicate parameter name: %r" % parameter.name)
        by_name[parameter.name] = parameter
    return by_name


class Signature:
    """The parameters of a callable, in order, and the annotation of its result."""

    __module__ = "inspect"

    __slots__ = ("_return_annotation", "_parameters")

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        if parameters is None:
            by_name = collections.OrderedDict()
        elif __validate_parameters__:
            by_name = _checked_parameters(parameters)
        else:
            by_name = collections.OrderedDict((each.name, each) for each in parameters)
        self._parameters = types.MappingProxyType(by_name)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _Finder(cls, follow_wrapped, globals, locals, eval_str).find(obj)

    parameters = property(attrgetter("_parameters"))
    return_annotation = property(attrgetter("_return_annotation"))

    def replace(self, *, parameters=_void, return_annotation=_void):
        """A copy in which what is given differs."""
        if parameters is _void:
            parameters = self.parameters.values()
        if return_annotation is _void:
            return_annotation = self._return_annotation
        return type(self)(parameters, return_annotation=return_annotation)

    def _comparable(self):
        ordered = tuple(p for p in self.parameters.values() if p.kind is not _KEYWORD_ONLY)
        keyword_only = {p.name: p for p in self.parameters.values() if p.kind is _KEYWORD_ONLY}
        return ordered, keyword_only, self.return_annotation

    def __hash__(self):
        ordered, keyword_only, annotation = self._comparable()
        return hash((ordered, frozenset(keyword_only.values()), annotation))

    def __eq__(self, other):
        if self is other or not isinstance(other, Signature):
            return self is other or NotImplemented
        return self._comparable() == other._comparable()

    # ---- binding ----

    def _bind_positional(self, args, kwargs, remaining, arguments, partial):
        """Binds `args`; gives the parameters that are left for keywords."""
        supplied = iter(args)
        while True:
            try:
                value = next(supplied)
            except StopIteration:
                return self._after_positional(kwargs, remaining, arguments, partial)
            parameter = next(remaining, None)
            if parameter is None or parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                raise TypeError("too many positional arguments") from None
            if parameter.kind is _VAR_POSITIONAL:
                arguments[parameter.name] = (value, *supplied)
                return []
            if parameter.name in kwargs and parameter.kind is not _POSITIONAL_ONLY:
                raise TypeError("multiple values for argument %r" % parameter.name) from None
            arguments[parameter.name] = value

    @staticmethod
    def _after_positional(kwargs, remaining, arguments, partial):
        for parameter in remaining:
            if parameter.kind is _VAR_POSITIONAL:
                return []
            if parameter.name in kwargs:
                if parameter.kind is _POSITIONAL_ONLY:
                    raise TypeError("%r parameter is positional only, but was passed as a keyword"
                                    % parameter.name) from None
                return [parameter]
            if parameter.kind is _VAR_KEYWORD or parameter.default is not _empty:
                return [parameter]
            if partial:
                return [parameter]
            raise TypeError("missing a required argument: %r" % parameter.name) from None
        return []

    def _bind(self, args, kwargs, *, partial=False):
        arguments = {}
        remaining = iter(self.parameters.values())
        left = self._bind_positional(args, kwargs, remaining, arguments, partial)
        gatherer = None
        for parameter in (*left, *remaining):
            name = parameter.name
            if parameter.kind is _VAR_KEYWORD:
                gatherer = parameter
                continue
            if parameter.kind is _VAR_POSITIONAL:
                continue
            if name in kwargs:
                if parameter.kind is _POSITIONAL_ONLY:
                    raise TypeError("%r parameter is positional only, but was passed as a keyword" % name)
                arguments[name] = kwargs.pop(name)
            elif not partial and parameter.default is _empty:
                raise TypeError("missing a required argument: %r" % name) from None
        if kwargs:
            if gatherer is None:
                raise TypeError("got an unexpected keyword argument %r" % next(iter(kwargs)))
            arguments[gatherer.name] = kwargs
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Maps arguments to parameters as a call would; TypeError where a call would fail."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """As bind(), but required arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),),
                {"_return_annotation": self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return "<%s %s>" % (type(self).__name__, self)

    def __str__(self):
        parts = []
        after_positional_only = False
        star_needed = True
        for parameter in self.parameters.values():
            kind = parameter.kind
            if kind is _POSITIONAL_ONLY:
                after_positional_only = True
            elif after_positional_only:
                parts.append("/")
                after_positional_only = False
            if kind is _VAR_POSITIONAL:
                star_needed = False
            elif kind is _KEYWORD_ONLY and star_needed:
                parts.append("*")
                star_needed = False
            parts.append(str(parameter))
        if after_positional_only:
            parts.append("/")
        text = "(%s)" % ", ".join(parts)
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text


# ---- annotations ----

def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """A copy of the annotations of a function, class or module; with eval_str, texts evaluated."""
    own_globals = own_locals = unwrapped = None
    if isinstance(obj, type):
        annotations = obj.__dict__.get("__annotations__", None)
        if isinstance(annotations, types.GetSetDescriptorType):
            annotations = None
        module = sys.modules.get(getattr(obj, "__module__", None))
        own_globals = getattr(module, "__dict__", None)
        own_locals = dict(vars(obj))
        unwrapped = obj
    elif isinstance(obj, types.ModuleType):
        annotations = getattr(obj, "__annotations__", None)
        own_globals = obj.__dict__
    elif callable(obj):
        annotations = getattr(obj, "__annotations__", None)
        own_globals = getattr(obj, "__globals__", None)
        unwrapped = obj
    else:
        raise TypeError("%r is not a module, class, or callable." % (obj,))
    if annotations is None:
        return {}
    if not isinstance(annotations, dict):
        raise ValueError("%r.__annotations__ is neither a dict nor None" % (obj,))
    if not annotations:
        return {}
    if not eval_str:
        return dict(annotations)
    while unwrapped is not None:
        if hasattr(unwrapped, "__wrapped__"):
            unwrapped = unwrapped.__wrapped__
        elif isinstance(unwrapped, functools.partial):
            unwrapped = unwrapped.func
        else:
            own_globals = getattr(unwrapped, "__globals__", own_globals)
            break
    globals = own_globals if globals is None else globals
    locals = own_locals if locals is None else locals
    return {name: eval(value, globals, locals) if isinstance(value, str) else value
            for name, value in annotations.items()}


def unwrap(func, *, stop=None):
    """What stands at the end of the chain of __wrapped__, or where stop(func) is true."""
    start = func
    seen = {id(func): func}
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError("wrapper loop when unwrapping {!r}".format(start))
        seen[id(func)] = func
    return func


# ---- finding ----

def _function_like(obj):
    """True for what has all attributes of a Python function without being one."""
    if not callable(obj) or isinstance(obj, type):
        return False
    defaults = getattr(obj, "__defaults__", _void)
    keyword_defaults = getattr(obj, "__kwdefaults__", _void)
    return (isinstance(getattr(obj, "__code__", None), types.CodeType) and
            isinstance(getattr(obj, "__name__", None), str) and
            (defaults is None or isinstance(defaults, tuple)) and
            (keyword_defaults is None or isinstance(keyword_defaults, dict)) and
            isinstance(getattr(obj, "__annotations__", None), (dict, type(None))))


def _split_parameters(text):
    """The parts of a parameter list between the commas of its outermost level."""
    depth, start, quote = 0, 0, None
    for index, letter in enumerate(text):
        if quote is not None:
            if letter == quote and text[index - 1] != "\\":
                quote = None
        elif letter in "'\"":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and depth == 0:
            yield text[start:index].strip()
            start = index + 1
    if text[start:].strip():
        yield text[start:].strip()


def _text_default(text, obj):
    if text in ("", "<unrepresentable>"):
        return _UNREPRESENTABLE
    module = sys.modules.get(getattr(obj, "__module__", None))
    names = dict(sys.modules)
    names.update(getattr(module, "__dict__", {}))
    try:
        return eval(text, names)
    except (NameError, SyntaxError, AttributeError):
        return _UNREPRESENTABLE


def _from_text(cls, obj, text, skip_bound):
    """A signature from `__text_signature__`; a bound first parameter ($self) is left out."""
    inner = text.strip()[1:-1]
    kind = _POSITIONAL_OR_KEYWORD
    parameters = []
    for part in _split_parameters(inner):
        if part == "/":
            parameters = [parameter.replace(kind=_POSITIONAL_ONLY) for parameter in parameters]
        elif part == "*":
            kind = _KEYWORD_ONLY
        elif part.startswith("**"):
            parameters.append(cls._parameter_cls(part[2:], _VAR_KEYWORD))
        elif part.startswith("*"):
            parameters.append(cls._parameter_cls(part[1:], _VAR_POSITIONAL))
            kind = _KEYWORD_ONLY
        else:
            name, equals, default = part.partition("=")
            bound = name.startswith("$")
            if bound and (skip_bound or name == "$module"):
                continue
            parameters.append(cls._parameter_cls(
                name.lstrip("$").strip(), _POSITIONAL_ONLY if bound else kind,
                default=_text_default(default.strip(), obj) if equals else _empty))
    return cls(parameters, __validate_parameters__=False)


def _from_function(cls, func, globals, locals, eval_str):
    text = getattr(func, "__text_signature__", None)
    if text:
        return _from_text(cls, func, text, False)
    code = func.__code__
    names = code.co_varnames
    defaults = func.__defaults__ or ()
    keyword_defaults = func.__kwdefaults__ or {}
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    count = code.co_argcount
    first_default = count - len(defaults)
    parameters = []
    make = cls._parameter_cls
    for index, name in enumerate(names[:count]):
        kind = _POSITIONAL_ONLY if index < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        default = defaults[index - first_default] if index >= first_default else _empty
        parameters.append(make(name, kind, default=default, annotation=annotations.get(name, _empty)))
    after = count + code.co_kwonlyargcount
    if code.co_flags & _CO_VARARGS:
        name = names[after]
        parameters.append(make(name, _VAR_POSITIONAL, annotation=annotations.get(name, _empty)))
        after += 1
    for name in names[count:count + code.co_kwonlyargcount]:
        parameters.append(make(name, _KEYWORD_ONLY, default=keyword_defaults.get(name, _empty),
                               annotation=annotations.get(name, _empty)))
    if code.co_flags & _CO_VARKEYWORDS:
        name = names[after]
        parameters.append(make(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return cls(parameters, return_annotation=annotations.get("return", _empty), __validate_parameters__=False)


def _without_first(signature):
    """The signature of a bound method: what the first argument goes to is left out."""
    parameters = tuple(signature.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


def _of_partial(signature, partial, extra=()):
    """The signature of a partial object over one that has `signature`."""
    parameters = collections.OrderedDict(signature.parameters)
    keywords = partial.keywords or {}
    args = extra + (partial.args or ())
    try:
        bound = signature.bind_partial(*args, **keywords)
    except TypeError as error:
        raise ValueError("partial object {!r} has incorrect arguments".format(partial)) from error
    keyword_only = False
    for name, parameter in signature.parameters.items():
        if name in bound.arguments:
            if parameter.kind is _POSITIONAL_ONLY:
                del parameters[name]
                continue
            if parameter.kind is _POSITIONAL_OR_KEYWORD:
                if name not in keywords:
                    del parameters[name]
                    continue
                keyword_only = True  # what follows can no longer be reached by position
                parameters[name] = parameter.replace(default=bound.arguments[name])
            elif parameter.kind is _KEYWORD_ONLY:
                parameters[name] = parameter.replace(default=bound.arguments[name])
        if keyword_only:
            if parameter.kind is _POSITIONAL_OR_KEYWORD:
                parameters[name] = parameters.pop(name).replace(kind=_KEYWORD_ONLY)
            elif parameter.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                parameters[name] = parameters.pop(name)
            elif parameter.kind is _VAR_POSITIONAL:
                del parameters[name]
    return signature.replace(parameters=parameters.values())


class _Finder:
    """One search for a signature, with the options that all of its steps share."""

    def __init__(self, cls, follow_wrapped, globals, locals, eval_str):
        self.cls = cls
        self.follow_wrapped = follow_wrapped
        self.globals = globals
        self.locals = locals
        self.eval_str = eval_str

    def find(self, obj, skip_bound=True):
        if not callable(obj):
            raise TypeError("{!r} is not a callable object".format(obj))
        if isinstance(obj, types.MethodType):
            signature = self.find(obj.__func__)
            return _without_first(signature) if skip_bound else signature
        if self.follow_wrapped:
            obj = unwrap(obj, stop=lambda each: hasattr(each, "__signature__") or
                         isinstance(each, types.MethodType))
            if isinstance(obj, types.MethodType):
                return self.find(obj)
        given = getattr(obj, "__signature__", None)
        if given is not None:
            if not isinstance(given, Signature):
                raise TypeError("unexpected object {!r} in __signature__ attribute".format(given))
            return given
        method = getattr(obj, "_partialmethod", None)
        if isinstance(method, functools.partialmethod):
            return self._of_partial_method(method)
        if isinstance(obj, types.FunctionType) or _function_like(obj):
            return _from_function(self.cls, obj, self.globals, self.locals, self.eval_str)
        if isinstance(obj, _wrapper_types):
            return self._of_native(obj, skip_bound)
        if isinstance(obj, functools.partial):
            return _of_partial(self.find(obj.func, skip_bound), obj)
        if isinstance(obj, type):
            return self._of_class(obj)
        return self._of_instance(obj, skip_bound)

    def _of_partial_method(self, method):
        wrapped = self.find(method.func)
        signature = _of_partial(wrapped, method, (None,))
        first = next(iter(wrapped.parameters.values()))
        if first.kind is _VAR_POSITIONAL:
            return signature
        parameters = tuple(signature.parameters.values())
        return signature.replace(parameters=(first,) + parameters)

    def _of_native(self, obj, skip_bound):
        text = getattr(obj, "__text_signature__", None)
        if text is None and type(obj).__name__ == "method-wrapper":
            text = getattr(getattr(obj.__objclass__, obj.__name__, None), "__text_signature__", None)
        if not text:
            raise ValueError("no signature found for builtin {!r}".format(obj))
        bound = getattr(obj, "__self__", None) is not None and not isinstance(obj.__self__, types.ModuleType)
        return _from_text(self.cls, obj, text, skip_bound and bound)

    def _user_method(self, cls, name):
        """A method that is not one of the native slots, else None."""
        method = getattr(cls, name, None)
        if method is None or isinstance(method, _wrapper_types):
            return None
        return method

    def _of_class(self, obj):
        call = self._user_method(type(obj), "__call__")
        if call is not None:
            return _without_first(self.find(call))
        new = self._user_method(obj, "__new__")
        init = self._user_method(obj, "__init__")
        for base in obj.__mro__:
            if new is not None and "__new__" in base.__dict__:
                return _without_first(self.find(new))
            if init is not None and "__init__" in base.__dict__:
                return _without_first(self.find(init))
        for base in obj.__mro__[:-1]:
            text = getattr(base, "__text_signature__", None)
            if text:
                return _from_text(self.cls, obj, text, True)
        if type not in obj.__mro__:
            if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
                return self.cls()
            raise ValueError("no signature found for builtin type {!r}".format(obj))
        raise ValueError("callable {!r} is not supported by signature".format(obj))

    def _of_instance(self, obj, skip_bound):
        call = self._user_method(type(obj), "__call__")
        if call is None:
            raise ValueError("callable {!r} is not supported by signature".format(obj))
        try:
            signature = self.find(call)
        except ValueError as error:
            raise ValueError("no signature found for {!r}".format(obj)) from error
        return _without_first(signature) if skip_bound else signature


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The Signature of a callable. TypeError: not callable; ValueError: nothing is known."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


def signature_with_self(obj):
    """As signature(), with the first parameter of bound methods and wrappers not followed."""
    return _Finder(Signature, False, None, None, False).find(obj, skip_bound=False)
