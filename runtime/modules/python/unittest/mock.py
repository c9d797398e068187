"""Objects that stand in for others in tests: mocks, and patches that put them in place for a while."""
import functools
import importlib
import inspect
import io
import sys
from types import FunctionType, ModuleType

from unittest._mock_calls import ANY, DEFAULT, call, sentinel
from unittest import _mock_objects
from unittest._mock_objects import (
    AsyncMock, InvalidSpecError, LateSpec, MagicMock, Mock, NonCallableMagicMock, NonCallableMock, PropertyMock,
    is_mock, seal, signature_of)

__all__ = ("Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "AsyncMock",
           "FILTER_DIR", "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal")

for _class in (Mock, MagicMock, AsyncMock, NonCallableMock, NonCallableMagicMock, PropertyMock, InvalidSpecError):
    _class.__module__ = __name__
FILTER_DIR = True


# ---- patches ----

class _patch:
    """Sets an attribute for a while: as a decorator, in a with statement, or from start() to stop()."""

    attribute_name = None
    _started = []

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None and new is not DEFAULT:
            raise ValueError("Cannot use 'new' and 'new_callable' together")
        if new_callable is not None and autospec is not None:
            raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        if not unsafe:
            _mock_objects.check_misspelled(kwargs)
        self.getter = getter
        self.attribute = attribute
        self.new = new
        self.spec = spec
        self.create = create
        self.spec_set = spec_set
        self.autospec = autospec
        self.new_callable = new_callable
        self.kwargs = kwargs
        self.unsafe = unsafe
        self.additional_patchers = []

    def copy(self):
        copied = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                        self.new_callable, self.kwargs, unsafe=self.unsafe)
        copied.attribute_name = self.attribute_name
        copied.additional_patchers = [each.copy() for each in self.additional_patchers]
        return copied

    # ---- decorating ----

    def __call__(self, function):
        if isinstance(function, type):
            return self._decorate_class(function)
        if hasattr(function, "patchings"):
            function.patchings.append(self)
            return function
        return self._decorate(function)

    def _decorate_class(self, cls):
        for name in dir(cls):
            method = getattr(cls, name)
            if name.startswith(patch.TEST_PREFIX) and callable(method):
                setattr(cls, name, self.copy()(method))
        return cls

    def _decorate(self, function):
        import contextlib

        def enter_all(stack, args, kwargs):
            added = []
            for each in patched.patchings:
                value = stack.enter_context(each)
                if each.attribute_name is not None:
                    kwargs.update(value)
                elif each.new is DEFAULT:
                    added.append(value)
            return args + tuple(added), kwargs

        if inspect.iscoroutinefunction(function):
            @functools.wraps(function)
            async def patched(*args, **kwargs):
                with contextlib.ExitStack() as stack:
                    args, kwargs = enter_all(stack, args, kwargs)
                    return await function(*args, **kwargs)
        else:
            @functools.wraps(function)
            def patched(*args, **kwargs):
                with contextlib.ExitStack() as stack:
                    args, kwargs = enter_all(stack, args, kwargs)
                    return function(*args, **kwargs)
        patched.patchings = [self]
        return patched

    # ---- setting and restoring ----

    def _original(self):
        """(what is there, whether it is the target's own)"""
        try:
            return self.target.__dict__[self.attribute], True
        except (AttributeError, KeyError):
            value = getattr(self.target, self.attribute, DEFAULT)
        builtin = isinstance(self.target, ModuleType) and self.attribute in __import__("builtins").__dict__
        if value is DEFAULT and not self.create and not builtin:
            raise AttributeError("%s does not have the attribute %r" % (self.target, self.attribute))
        return value, False

    def _new_mock(self, original):
        spec, spec_set = self.spec, self.spec_set
        if self.spec is True or self.spec_set is True:
            spec, spec_set = (None, original) if self.spec_set is True else (original, None)
        given = spec if spec is not None else spec_set
        kind = self.new_callable
        if kind is None:
            asynchronous = _mock_objects._is_async(original if given is None else given)
            kind = AsyncMock if asynchronous else MagicMock
            if given is not None and not isinstance(given, (list, tuple)) and not callable(given):
                kind = NonCallableMagicMock
        options = {}
        if spec is not None:
            options["spec"] = spec
        if spec_set is not None:
            options["spec_set"] = spec_set
        if isinstance(kind, type) and issubclass(kind, NonCallableMock) and self.attribute:
            options["name"] = self.attribute
        if self.unsafe and isinstance(kind, type) and issubclass(kind, NonCallableMock):
            options["unsafe"] = True
        options.update(self.kwargs)
        made = kind(**options)
        if isinstance(given, type) and is_mock(made) and self.new_callable is None:
            options.pop("name", None)
            instance = MagicMock if _instances_callable(given) else NonCallableMagicMock
            made.return_value = instance(_new_parent=made, _new_name="()", _spec_as_instance=True,
                                         **{k: v for k, v in options.items() if k in ("spec", "spec_set")})
        return made

    def _value(self, original):
        if self.new is not DEFAULT:
            if self.kwargs:
                raise TypeError("Can't pass kwargs to a mock we aren't creating")
            if self.autospec is not None:
                raise TypeError("Can't specify 'autospec' for a value that is given")
            return self.new
        if self.autospec is None:
            return self._new_mock(original)
        spec = original if self.autospec is True else self.autospec
        if is_mock(self.target) or is_mock(spec):
            raise InvalidSpecError("Cannot autospec attr %r as the patch target has already been mocked out. "
                                   "[target=%r, attr=%r]" % (self.attribute, self.target, spec))
        return create_autospec(spec, spec_set=bool(self.spec_set), _name=self.attribute, unsafe=self.unsafe,
                               **self.kwargs)

    def __enter__(self):
        import contextlib
        self.target = self.getter()
        self.temp_original, self.is_local = self._original()
        new = self._value(self.temp_original)
        self._stack = contextlib.ExitStack()
        try:
            setattr(self.target, self.attribute, new)
            self.is_set = True
            if self.attribute_name is None:
                return new
            values = {self.attribute_name: new} if self.new is DEFAULT else {}
            for each in self.additional_patchers:
                value = self._stack.enter_context(each)
                if each.new is DEFAULT:
                    values.update(value)
            return values
        except:
            if not self.__exit__(*sys.exc_info()):
                raise

    def __exit__(self, *exc_info):
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and (not hasattr(self.target, self.attribute)
                                    or self.attribute in ("__doc__", "__module__", "__defaults__", "__annotations__",
                                                          "__kwdefaults__")):
                setattr(self.target, self.attribute, self.temp_original)  # the target is a proxy
        del self.temp_original, self.is_local, self.target
        stack = self._stack
        del self._stack
        return stack.__exit__(*exc_info)

    def start(self):
        """Puts the new value in place until stop()."""
        result = self.__enter__()
        self._started.append(self)
        return result

    def stop(self):
        """Restores; nothing happens to a patch that was not started."""
        try:
            self._started.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _is_callable(thing):
    if isinstance(thing, (classmethod, staticmethod)):
        return callable(thing.__func__)
    return callable(thing)


def _instances_callable(cls):
    return any("__call__" in each.__dict__ for each in cls.__mro__)


def _split(target):
    path, _, attribute = target.rpartition(".") if isinstance(target, str) else ("", "", "")
    if not path:
        raise TypeError("Need a valid target to patch. You supplied: %r" % (target,))
    return functools.partial(_resolve, path), attribute


def _resolve(path):
    """The object of a dotted name, whose modules are imported."""
    first, *rest = path.split(".")
    found, imported = importlib.import_module(first), first
    for each in rest:
        imported += "." + each
        try:
            found = getattr(found, each)
        except AttributeError:
            importlib.import_module(imported)
            found = getattr(found, each)
    return found


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
          unsafe=False, **kwargs):
    """Patches the attribute that a dotted name tells."""
    getter, attribute = _split(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, *, unsafe=False, **kwargs):
    """Patches an attribute of an object."""
    if isinstance(target, str):
        raise TypeError("%r must be the actual object to be patched, not a str" % (target,))
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs,
                  unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Patches several attributes of one object at once."""
    getter = functools.partial(_resolve, target) if isinstance(target, str) else lambda: target
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    patches = []
    for attribute, new in kwargs.items():
        each = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        each.attribute_name = attribute
        patches.append(each)
    patches[0].additional_patchers = patches[1:]
    return patches[0]


class _patch_dict:
    """Changes a dictionary, or what can be used like one, for a while."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values)
        self.values.update(kwargs)
        self.clear = clear
        self._original = None

    def __call__(self, function):
        if isinstance(function, type):
            for name in dir(function):
                method = getattr(function, name)
                if name.startswith(patch.TEST_PREFIX) and callable(method):
                    setattr(function, name, _patch_dict(self.in_dict, self.values, self.clear)(method))
            return function
        if inspect.iscoroutinefunction(function):
            @functools.wraps(function)
            async def changed(*args, **kwargs):
                with self:
                    return await function(*args, **kwargs)
        else:
            @functools.wraps(function)
            def changed(*args, **kwargs):
                with self:
                    return function(*args, **kwargs)
        return changed

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _resolve(self.in_dict)
        target = self.in_dict
        try:
            self._original = target.copy()
        except AttributeError:
            self._original = {key: target[key] for key in target}
        if self.clear:
            _clear(target)
        try:
            target.update(self.values)
        except AttributeError:
            for key, value in self.values.items():
                target[key] = value
        return target

    def __exit__(self, *exc_info):
        if self._original is not None:
            _clear(self.in_dict)
            try:
                self.in_dict.update(self._original)
            except AttributeError:
                for key in self._original:
                    self.in_dict[key] = self._original[key]
            self._original = None
        return False

    def start(self):
        result = self.__enter__()
        _patch._started.append(self)
        return result

    def stop(self):
        try:
            _patch._started.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _clear(mapping):
    try:
        mapping.clear()
    except AttributeError:
        for key in list(mapping):
            del mapping[key]


def _patch_stopall():
    """Stops what start() has put in place, the last first."""
    for each in reversed(_patch._started[:]):
        each.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _patch_stopall
patch.TEST_PREFIX = "test"


# ---- mocks that are like other objects ----

def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock with the attributes of another object, and theirs, whose calls must fit its signature."""
    if type(spec) in (list, tuple):
        spec = type(spec)
    if is_mock(spec):
        raise InvalidSpecError("Cannot autospec a Mock object. [object=%r]" % (spec,))
    if not unsafe:
        _mock_objects.check_misspelled(kwargs)
    is_class, is_function = isinstance(spec, type), isinstance(spec, FunctionType)
    asynchronous = _mock_objects._is_async(spec)
    options = {"spec_set": spec} if spec_set else {} if spec is None else {"spec": spec}
    if is_class and instance:
        options["_spec_as_instance"] = True
    kind = MagicMock
    if inspect.isdatadescriptor(spec):
        options = {}
    elif is_class and instance and not _instances_callable(spec) or not _is_callable(spec):
        kind = NonCallableMagicMock
    elif asynchronous:
        kind = AsyncMock
    options.update(kwargs)
    name = options.pop("name", _name)
    mock = kind(parent=_parent, _new_parent=_parent, _new_name="" if _parent is None else _name, name=name,
                unsafe=unsafe, **options)
    result = _function_like(spec, mock) if is_function else mock
    if not is_function:
        _check_calls(spec, mock, is_class and instance, kind)
    if is_class and not instance and "return_value" not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name="()", _parent=mock)
    for attribute in dir(spec):
        if attribute.startswith("__") and attribute.endswith("__"):
            continue
        try:
            original = getattr(spec, attribute)
        except AttributeError:
            continue
        if attribute in kwargs:
            continue
        _add_child(mock, spec, attribute, original, spec_set, is_class)
        if is_function and attribute in mock.__dict__:
            setattr(result, attribute, mock.__dict__[attribute])
    return result


def _add_child(mock, spec, attribute, original, spec_set, is_class):
    if isinstance(original, FunctionType) or inspect.ismethod(original):
        static = inspect.getattr_static(spec, attribute, None)
        bound = is_class and isinstance(static, FunctionType)
        function = getattr(original, "__func__", original)
        options = {"spec_set" if spec_set else "spec": original}
        kind = AsyncMock if _mock_objects._is_async(function) else MagicMock
        child = kind(parent=mock, name=attribute, _new_name=attribute, _new_parent=mock, **options)
        signature = signature_of(original)
        if signature is not None and bound:
            signature = signature.replace(parameters=list(signature.parameters.values())[1:])
        _bind_signature(child, signature)
        mock._mock_children[attribute] = child
    else:
        mock._mock_children[attribute] = LateSpec(
            lambda: create_autospec(original, spec_set, _parent=mock, _name=attribute))


def _bind_signature(mock, signature):
    if signature is not None:
        mock.__dict__["_spec_signature"] = signature
        type(mock)._mock_check_sig = lambda self, /, *args, **kwargs: signature.bind(*args, **kwargs) and None


def _check_calls(spec, mock, instance, kind):
    if kind is not NonCallableMagicMock and _is_callable(spec):
        _bind_signature(mock, signature_of(spec, instance))


def _function_like(spec, mock):
    """A function with the signature of `spec` that calls the mock."""
    signature = inspect.signature(spec)

    if _mock_objects._is_async(spec):
        @functools.wraps(spec)
        async def function(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return await mock(*args, **kwargs)
    else:
        @functools.wraps(spec)
        def function(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return mock(*args, **kwargs)
    function.__doc__ = None
    if not function.__name__.isidentifier():
        function.__name__ = "funcopy"
    function.mock = mock
    function.return_value = mock.return_value
    function.side_effect = None
    for name in dir(type(mock)):
        if name.startswith("assert_"):
            setattr(function, name, getattr(mock, name))
    function.reset_mock = mock.reset_mock
    _share(function, mock)
    return function


def _share(function, mock):
    """The counts and lists of the mock are attributes of the function; its answers are the mock's."""
    answer = mock._answer
    told = [None]

    def remember(args, kwargs):
        type(mock).__mro__[1]._remember(mock, args, kwargs)
        for name in ("called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls"):
            setattr(function, name, mock.__dict__[name])

    def reset(*args, **kwargs):
        type(mock).__mro__[1].reset_mock(mock, *args, **kwargs)
        for name in ("called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls"):
            setattr(function, name, mock.__dict__[name])

    def answer_as_told(args, kwargs):
        if function.side_effect is not told[0]:
            mock.side_effect = told[0] = function.side_effect
        mock.return_value = function.return_value
        return answer(args, kwargs)

    mock.__dict__["_remember"] = remember
    mock.__dict__["_answer"] = answer_as_told
    function.reset_mock = reset
    reset()


# ---- open() ----

def mock_open(mock=None, read_data=""):
    """A mock that can take the place of open(); its files read `read_data`."""
    def fresh():
        return io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)

    state = [fresh()]
    if mock is None:
        mock = MagicMock(name="open", spec=open)
    handle = MagicMock(spec=sorted(set(dir(io.TextIOWrapper)) | set(dir(io.BytesIO))))
    handle.__enter__.return_value = handle
    handle.__exit__.return_value = None
    handle.write.return_value = None
    handle.read.return_value = handle.readline.return_value = handle.readlines.return_value = None

    def reading(name):
        def read(*args, **kwargs):
            given = getattr(handle, name).return_value
            return given if given is not None else getattr(state[0], name)(*args, **kwargs)
        return read

    def lines():
        if handle.readline.return_value is not None:
            while True:
                yield handle.readline.return_value
        yield from state[0]

    def step():
        if handle.readline.return_value is not None:
            return handle.readline.return_value
        return next(state[0])

    for name in ("read", "readline", "readlines"):
        getattr(handle, name).side_effect = reading(name)
    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = step

    def opened(*args, **kwargs):
        state[0] = fresh()
        return DEFAULT

    mock.side_effect = opened
    mock.return_value = handle
    return mock
