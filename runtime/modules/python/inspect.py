"""What live objects are: kinds, members, documentation, source text, signatures, frames.

Source text is found in _inspect_source, signatures in _inspect_signature.
"""
import abc
import builtins
import collections
import functools
import itertools
import sys
import types

from _inspect_source import (BlockFinder, ClassFoundException, EndOfBlock, findsource, getabsfile, getblock,
                             getcomments, getfile, getmodule, getmodulename, getsource, getsourcefile,
                             getsourcelines, indentsize)
from _inspect_signature import (BoundArguments, Parameter, Signature, _empty, _ParameterKind,
                                _KEYWORD_ONLY, _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_KEYWORD,
                                _VAR_POSITIONAL, formatannotation, get_annotations, signature,
                                signature_with_self as _signature_with_self, unwrap)

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE = 16, 32, 64, 128
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20


# ---- kinds ----

def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    """True for a bound method of Python code."""
    return isinstance(object, types.MethodType)


def ismethoddescriptor(object):
    """True for what binds on attribute access, is no data descriptor and none of the usual kinds."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isdatadescriptor(object):
    """True for a descriptor that takes assignment or deletion: a property, a slot."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def _has_code_flag(f, flag):
    while ismethod(f):
        f = f.__func__
    while isinstance(f, functools.partial):
        f = f.func
    from _inspect_signature import _function_like
    if not (isfunction(f) or _function_like(f)):
        return False
    return bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_code_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_code_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    """True for what `await` accepts."""
    return (isinstance(object, types.CoroutineType) or
            isinstance(object, types.GeneratorType) and
            bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE) or
            hasattr(type(object), "__await__"))


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """True for any function or method, of Python or native code."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) or
            ismethodwrapper(object))


def isabstract(object):
    """True for a class with abstract methods left."""
    if not isinstance(object, type):
        return False
    if object.__flags__ & TPFLAGS_IS_ABSTRACT:
        return True
    if not issubclass(type(object), abc.ABCMeta) or hasattr(object, "__abstractmethods__"):
        return False
    # ABCMeta has not finished this class yet: __init_subclass__ runs.
    for name, value in object.__dict__.items():
        if getattr(value, "__isabstractmethod__", False):
            return True
    return any(getattr(getattr(object, name, None), "__isabstractmethod__", False)
               for base in object.__bases__ for name in getattr(base, "__abstractmethods__", ()))


# ---- members ----

def _members(object, predicate, getter):
    names = dir(object)
    mro = (object,) + object.__mro__ if isclass(object) else ()
    if isclass(object):
        for base in object.__bases__:
            names.extend(name for name, value in base.__dict__.items()
                         if isinstance(value, types.DynamicClassAttribute))
    results = []
    done = set()
    for name in names:
        try:
            value = getter(object, name)
            if name in done:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue  # dir() names what is not there
        if predicate is None or predicate(value):
            results.append((name, value))
        done.add(name)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """(name, value) of all attributes, sorted; only those whose value satisfies the predicate."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """As getmembers(), without running descriptors or __getattr__."""
    return _members(object, predicate, getattr_static)


Attribute = collections.namedtuple("Attribute", "name kind defining_class object")


def _home_of_value(cls, name, value, metamro):
    """The last class or metaclass through which the attribute has this very value, or None."""
    home = None
    for base in cls.__mro__:
        if getattr(base, name, None) is value:
            home = base
    for meta in metamro:
        try:
            if meta.__getattr__(cls, name) is value:
                home = meta
        except AttributeError:
            continue
    return home


def _attribute_of_class(cls, name, metamro):
    """(value, home, raw entry of the home's dictionary) of one attribute of a class."""
    home = raw = value = None
    if name != "__dict__":
        try:
            value = getattr(cls, name)
        except Exception:
            value = None
        else:
            home = getattr(value, "__objclass__", None)
            if home not in cls.__mro__:
                home = _home_of_value(cls, name, value, metamro)
    for base in (*cls.__mro__, *metamro):
        if name in base.__dict__:
            raw = base.__dict__[name]
            if home not in metamro:
                home = base
            break
    return value, home, raw


def classify_class_attrs(cls):
    """Attribute(name, kind, defining_class, object) of everything that dir(cls) names.

    Kinds: "class method", "static method", "property", "method", "data".
    """
    metamro = tuple(each for each in type(cls).__mro__ if each not in (type, object))
    names = dir(cls)
    for base in cls.__mro__:
        names.extend(name for name, value in base.__dict__.items()
                     if isinstance(value, types.DynamicClassAttribute) and value.fget is not None)
    result = []
    done = set()
    for name in names:
        if name in done:
            continue
        done.add(name)
        value, home, raw = _attribute_of_class(cls, name, metamro)
        if home is None:
            continue
        found = value if value is not None else raw
        if isinstance(raw, (staticmethod, types.BuiltinMethodType)):
            kind, found = "static method", raw
        elif isinstance(raw, (classmethod, types.ClassMethodDescriptorType)):
            kind, found = "class method", raw
        elif isinstance(raw, property):
            kind, found = "property", raw
        elif isroutine(found):
            kind = "method"
        else:
            kind = "data"
        result.append(Attribute(name, kind, home, found))
    return result


def getmro(cls):
    """The class and its bases in the order in which attributes are looked up."""
    return cls.__mro__


def walktree(classes, children, parent):
    results = []
    classes.sort(key=lambda each: (each.__module__, each.__name__))
    for each in classes:
        results.append((each, each.__bases__))
        if each in children:
            results.append(walktree(children[each], children, each))
    return results


def getclasstree(classes, unique=False):
    """Classes as nested lists: after an entry (class, bases) the list of what derives from it."""
    children = {}
    roots = []
    for each in classes:
        if each.__bases__:
            for parent in each.__bases__:
                below = children.setdefault(parent, [])
                if each not in below:
                    below.append(each)
                if unique and parent in classes:
                    break
        elif each not in roots:
            roots.append(each)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


_sentinel = object()


def _static_in_mro(klass, name):
    for base in type.__dict__["__mro__"].__get__(klass):
        namespace = type.__dict__["__dict__"].__get__(base)
        if name in namespace:
            return namespace[name]
    return _sentinel


def _class_has_plain_dict(klass):
    found = _static_in_mro(klass, "__dict__")
    return found is _sentinel or isinstance(found, (types.GetSetDescriptorType, types.MemberDescriptorType))


def _is_class(obj):
    """isinstance(obj, type) without asking the object for its __class__."""
    try:
        type.__dict__["__mro__"].__get__(obj)
    except TypeError:
        return False
    return True


def getattr_static(obj, attr, default=_sentinel):
    """The attribute as it is stored: no descriptor, __getattr__ or __getattribute__ runs."""
    on_instance = _sentinel
    if not _is_class(obj):
        klass = type(obj)
        if _class_has_plain_dict(klass):
            try:
                on_instance = dict.get(object.__getattribute__(obj, "__dict__"), attr, _sentinel)
            except (AttributeError, TypeError):
                pass
    else:
        klass = obj
    on_class = _static_in_mro(klass, attr)
    if on_instance is not _sentinel and on_class is not _sentinel:
        if _static_in_mro(type(on_class), "__get__") is not _sentinel and (
                _static_in_mro(type(on_class), "__set__") is not _sentinel or
                _static_in_mro(type(on_class), "__delete__") is not _sentinel):
            return on_class
    if on_instance is not _sentinel:
        return on_instance
    if on_class is not _sentinel:
        return on_class
    if obj is klass:
        found = _static_in_mro(type(klass), attr)
        if found is not _sentinel:
            return found
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


# ---- documentation ----

def cleandoc(doc):
    """A documentation text without the indentation that all lines after the first share."""
    try:
        lines = doc.expandtabs().split("\n")
    except UnicodeError:
        return None
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip()), default=None)
    lines[0] = lines[0].lstrip()
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _class_that_defines(function):
    owner = sys.modules.get(function.__module__)
    for name in function.__qualname__.split(".")[:-1]:
        owner = getattr(owner, name, None)
    return owner if isclass(owner) else None


def _inherited_doc(obj):
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object:
                doc = base.__doc__
                if doc is not None:
                    return doc
        return None
    if ismethod(obj):
        name, owner = obj.__func__.__name__, obj.__self__
        if not isclass(owner):
            owner = owner.__class__
    elif isfunction(obj):
        name, owner = obj.__name__, _class_that_defines(obj)
        if owner is None or getattr(owner, name, None) is not obj:
            return None
    elif isinstance(obj, property):
        function = obj.fget
        if function is None:
            return None
        name, owner = function.__name__, _class_that_defines(function)
        if owner is None or getattr(owner, name, None) is not obj:
            return None
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name, owner = getattr(obj, "__name__", None), getattr(obj, "__objclass__", None)
        if name is None or owner is None or getattr(owner, name, None) is not obj:
            return None
        slots = getattr(owner, "__slots__", None)
        if ismemberdescriptor(obj) and isinstance(slots, dict) and name in slots:
            return slots[name]
    else:
        return None
    for base in owner.__mro__:
        doc = getattr(getattr(base, name, None), "__doc__", None)
        if doc is not None:
            return doc
    return None


def getdoc(object):
    """The documentation of an object, inherited where it has none itself, cleaned of indentation."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _inherited_doc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


# ---- arguments ----

Arguments = collections.namedtuple("Arguments", "args, varargs, varkw")
ArgInfo = collections.namedtuple("ArgInfo", "args varargs keywords locals")
FullArgSpec = collections.namedtuple(
    "FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def getargs(co):
    """Names of the parameters of a code object: (args with keyword-only ones, varargs, varkw)."""
    if not iscode(co):
        raise TypeError("{!r} is not a code object".format(co))
    names = co.co_varnames
    count = co.co_argcount + co.co_kwonlyargcount
    args, after = list(names[:count]), count
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[after]
        after += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[after]
    return Arguments(args, varargs, varkw)


def getfullargspec(func):
    """Parameters of a callable as FullArgSpec, without following __wrapped__."""
    try:
        found = _signature_with_self(func)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, positional_only, keyword_only = [], [], []
    varargs = varkw = None
    defaults = ()
    annotations, keyword_defaults = {}, {}
    if found.return_annotation is not found.empty:
        annotations["return"] = found.return_annotation
    for parameter in found.parameters.values():
        name, kind = parameter.name, parameter.kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            (positional_only if kind is _POSITIONAL_ONLY else args).append(name)
            if parameter.default is not parameter.empty:
                defaults += (parameter.default,)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            keyword_only.append(name)
            if parameter.default is not parameter.empty:
                keyword_defaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not parameter.empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(positional_only + args, varargs, varkw, defaults or None, keyword_only,
                       keyword_defaults or None, annotations)


def getargvalues(frame):
    """Parameters of the function that runs in a frame, with all local variables."""
    args, varargs, varkw = getargs(frame.f_code)
    return ArgInfo(args, varargs, varkw, frame.f_locals)


def formatannotationrelativeto(object):
    module = getattr(object, "__module__", None)
    return lambda annotation: formatannotation(annotation, module)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name, formatvalue=lambda value: "=" + repr(value)):
    """The result of getargvalues() as a text of the form (a=1, *b=())."""
    parts = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        parts.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        parts.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return "(" + ", ".join(parts) + ")"


def _report_missing(f_name, names, positional, values):
    names = [repr(name) for name in names if name not in values]
    if len(names) == 1:
        listed = names[0]
    elif len(names) == 2:
        listed = "{} and {}".format(*names)
    else:
        listed = ", ".join(names[:-2]) + ", {} and {}".format(*names[-2:])
    raise TypeError("%s() missing %i required %s argument%s: %s" % (
        f_name, len(names), "positional" if positional else "keyword-only", "" if len(names) == 1 else "s",
        listed))


def _report_too_many(f_name, args, keyword_only, varargs, default_count, given, values):
    least = len(args) - default_count
    keywords_given = len([name for name in keyword_only if name in values])
    if varargs:
        plural, takes = least != 1, "at least %d" % least
    elif default_count:
        plural, takes = True, "from %d to %d" % (least, len(args))
    else:
        plural, takes = len(args) != 1, str(len(args))
    keyword_text = ""
    if keywords_given:
        keyword_text = " positional argument%s (and %d keyword-only argument%s)" % (
            "s" if given != 1 else "", keywords_given, "s" if keywords_given != 1 else "")
    raise TypeError("%s() takes %s positional argument%s but %d%s %s given" % (
        f_name, takes, "s" if plural else "", given, keyword_text,
        "was" if given == 1 and not keywords_given else "were"))


def getcallargs(func, /, *positional, **named):
    """A dict from parameters to what a call func(*positional, **named) would bind them to."""
    args, varargs, varkw, defaults, keyword_only, keyword_defaults, _ = getfullargspec(func)
    f_name = func.__name__
    values = {}
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    default_count = len(defaults) if defaults else 0
    values.update(zip(args, positional))
    if varargs:
        values[varargs] = tuple(positional[len(args):])
    if varkw:
        values[varkw] = {}
    for name, value in named.items():
        if name not in args and name not in keyword_only:
            if not varkw:
                raise TypeError("%s() got an unexpected keyword argument %r" % (f_name, name))
            values[varkw][name] = value
        elif name in values:
            raise TypeError("%s() got multiple values for argument %r" % (f_name, name))
        else:
            values[name] = value
    if len(positional) > len(args) and not varargs:
        _report_too_many(f_name, args, keyword_only, varargs, default_count, len(positional), values)
    if len(positional) < len(args):
        required = args[:len(args) - default_count]
        if any(name not in values for name in required):
            _report_missing(f_name, required, True, values)
        for name, value in zip(args[len(args) - default_count:], defaults or ()):
            values.setdefault(name, value)
    missing = False
    for name in keyword_only:
        if name not in values:
            if keyword_defaults and name in keyword_defaults:
                values[name] = keyword_defaults[name]
            else:
                missing = True
    if missing:
        _report_missing(f_name, keyword_only, False, values)
    return values


ClosureVars = collections.namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    """What the names in a function that are not its own refer to now."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError("{!r} is not a Python function".format(func))
    code = func.__code__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:
            continue  # not assigned yet
    global_names, builtin_names, unbound = {}, {}, set()
    namespace = func.__globals__
    builtin_namespace = namespace.get("__builtins__", builtins.__dict__)
    if ismodule(builtin_namespace):
        builtin_namespace = builtin_namespace.__dict__
    for name in code.co_names:
        if name in ("None", "True", "False"):
            continue
        if name in namespace:
            global_names[name] = namespace[name]
        elif name in builtin_namespace:
            builtin_names[name] = builtin_namespace[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_names, builtin_names, unbound)


# ---- frames ----

_Traceback = collections.namedtuple("_Traceback", "filename lineno function code_context index")
_FrameInfo = collections.namedtuple("_FrameInfo", ("frame",) + _Traceback._fields)


class Traceback(_Traceback):
    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return ("Traceback(filename={!r}, lineno={!r}, function={!r}, code_context={!r}, index={!r}, "
                "positions={!r})".format(*self, self.positions))


class FrameInfo(_FrameInfo):
    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return ("FrameInfo(frame={!r}, filename={!r}, lineno={!r}, function={!r}, code_context={!r}, "
                "index={!r}, positions={!r})".format(*self, self.positions))


def _positions_at(code, instruction):
    if instruction < 0:
        return (None, None, None, None)
    return next(itertools.islice(code.co_positions(), instruction // 2, None), (None,) * 4)


def getframeinfo(frame, context=1):
    """Traceback(filename, lineno, function, code_context, index) of a frame or traceback."""
    if istraceback(frame):
        raw, number = _positions_at(frame.tb_frame.f_code, frame.tb_lasti), frame.tb_lineno
        frame = frame.tb_frame
    else:
        raw, number = _positions_at(frame.f_code, frame.f_lasti), frame.f_lineno
    if not isframe(frame):
        raise TypeError("{!r} is not a frame or traceback object".format(frame))
    if raw[0] is None:
        raw = (number,) + tuple(raw[1:])
    from dis import Positions
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = number - 1 - context // 2
        try:
            every, _ = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(start, len(every) - context))
            lines = every[start:start + context]
            index = number - 1 - start
    return Traceback(filename, number, frame.f_code.co_name, lines, index, positions=Positions(*raw))


def getlineno(frame):
    return frame.f_lineno


def _info_of(frame_or_traceback, frame, context):
    found = getframeinfo(frame_or_traceback, context)
    return FrameInfo(frame, *found, positions=found.positions)


def getouterframes(frame, context=1):
    """FrameInfo of a frame and of all that called it, innermost first."""
    result = []
    while frame:
        result.append(_info_of(frame, frame, context))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    """FrameInfo of the frames of a traceback, outermost first."""
    result = []
    while tb:
        result.append(_info_of(tb, tb.tb_frame, context))
        tb = tb.tb_next
    return result


currentframe = sys._getframe


def stack(context=1):
    """FrameInfo of the caller and of all above it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """FrameInfo of the frames between here and where the exception being handled was raised."""
    return getinnerframes(sys.exc_info()[2], context)


# ---- generators and coroutines ----

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = \
    "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = \
    "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getgeneratorlocals(generator):
    """The local variables of a generator; {} once it is closed."""
    if not isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    frame = getattr(generator, "gi_frame", None)
    return {} if frame is None else generator.gi_frame.f_locals


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine; {} once it is closed."""
    frame = getattr(coroutine, "cr_frame", None)
    return {} if frame is None else frame.f_locals

__all__ = sorted(name for name, value in globals().items()
                 if not name.startswith("_") and not ismodule(value))

# Functions of the two parts belong to this module for whoever pickles or documents them.
for _name in __all__:
    _value = globals()[_name]
    if isfunction(_value) and _value.__module__.startswith("_inspect_"):
        _value.__module__ = __name__
del _name, _value
