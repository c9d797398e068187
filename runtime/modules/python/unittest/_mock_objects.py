"""Mocks: objects that take any use, remember it, and answer as they were told."""
import inspect
import sys
from types import FunctionType, MethodType

from unittest._mock_calls import ANY, CallList, DEFAULT, _Call, sentinel, shown_arguments

_missing = sentinel.MISSING
_deleted = sentinel.DELETED

_numeric = ("add sub mul matmul truediv floordiv mod lshift rshift and xor or pow").split()
_magic_names = (
    "lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod rdivmod neg pos abs invert "
    "complex int float index round trunc floor ceil bool next fspath aiter hash iter reversed missing dir format "
    "subclasses get set delete copy deepcopy repr reduce reduce_ex getinitargs getnewargs getstate setstate "
    "getformat aenter aexit anext").split()
magics = {"__%s__" % name for name in _magic_names}
magics |= {"__%s%s__" % (way, name) for way in ("", "i", "r") for name in _numeric}
_settable_only = {"__get__", "__set__", "__delete__", "__reversed__", "__missing__", "__reduce__", "__reduce_ex__",
                  "__getinitargs__", "__getnewargs__", "__getstate__", "__setstate__", "__getformat__", "__repr__",
                  "__dir__", "__subclasses__", "__format__", "__copy__", "__deepcopy__"}
async_magics = {"__aenter__", "__aexit__", "__anext__"}
_unsupported = {"__getattr__", "__setattr__", "__init__", "__new__", "__prepare__", "__instancecheck__",
                "__subclasscheck__", "__del__"}
_values = {"__hash__": object.__hash__, "__str__": object.__str__, "__sizeof__": object.__sizeof__}
_returned = {"__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented,
             "__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j,
             "__float__": 1.0, "__bool__": True, "__index__": 1, "__aexit__": False}


def is_mock(thing):
    return issubclass(type(thing), NonCallableMock)


def _is_exception(thing):
    return isinstance(thing, BaseException) or isinstance(thing, type) and issubclass(thing, BaseException)


def _is_async(thing):
    return inspect.iscoroutinefunction(getattr(thing, "__func__", thing)) or issubclass(type(thing), _Awaited)


def check_misspelled(names):
    for name in ("autospect", "auto_spec", "set_spec"):
        if name in names:
            raise RuntimeError("%r might be a typo; use unsafe=True if this is intended" % name)


def signature_of(spec, instance=False):
    """How a spec is called, or None; for a class, its construction, for an instance of it, its __call__."""
    skip = False
    if isinstance(spec, type):
        spec, skip = (spec.__call__, True) if instance and hasattr(spec, "__call__") else (spec, False)
    elif isinstance(spec, (classmethod, staticmethod)):
        skip = isinstance(spec, classmethod)
        spec = spec.__func__
    elif not isinstance(spec, (FunctionType, MethodType)):
        spec = getattr(spec, "__call__", None)
    try:
        signature = inspect.signature(spec)
    except (TypeError, ValueError):
        return None
    if skip:
        signature = signature.replace(parameters=list(signature.parameters.values())[1:])
    return signature


class NonCallableMock:
    """A mock that is not called."""

    def __new__(cls, /, *args, **kwargs):
        # A class for each mock, so that special methods can be set on it.
        spec = kwargs.get("spec_set") or kwargs.get("spec") or (args[0] if args else None)
        bases = (_Awaited, cls) if spec is not None and not issubclass(cls, _Awaited) and _is_async(spec) else (cls,)
        return object.__new__(type(cls.__name__, bases, {"__doc__": cls.__doc__, "__module__": cls.__module__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="",
                 _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        own = self.__dict__
        if not unsafe:
            check_misspelled(kwargs)
        own["_mock_parent"] = parent
        own["_mock_name"] = name
        own["_mock_new_name"] = _new_name
        own["_mock_new_parent"] = parent if _new_parent is None else _new_parent
        own["_mock_sealed"] = False
        spec_set, spec = (True, spec_set) if spec_set is not None else (None, spec)
        self._mock_add_spec(spec, spec_set, _spec_as_instance)
        own["_mock_children"] = {}
        own["_mock_wraps"] = wraps
        own["_mock_delegate"] = None
        own["_mock_unsafe"] = unsafe
        own["_mock_return_value"] = DEFAULT
        own["_mock_side_effect"] = None
        own["method_calls"] = CallList()
        self._clear_calls()
        if kwargs:
            self.configure_mock(**kwargs)

    def _clear_calls(self):
        own = self.__dict__
        own.update(called=False, call_count=0, call_args=None, call_args_list=CallList(), mock_calls=CallList(),
                   method_calls=CallList())

    # ---- specs ----

    def _mock_add_spec(self, spec, spec_set, as_instance=False):
        own = self.__dict__
        if is_mock(spec):
            raise InvalidSpecError("Cannot spec a Mock object. [object=%r]" % (spec,))
        own["_spec_class"] = own["_spec_signature"] = None
        if spec is not None and type(spec) not in (list, tuple):
            own["_spec_class"] = spec if isinstance(spec, type) else type(spec)
            own["_spec_signature"] = signature_of(spec, as_instance) if callable(spec) else None
            own["_spec_async"] = [name for name in dir(spec) if _is_async(inspect.getattr_static(spec, name, None))]
            spec = dir(spec)
        own["_spec_set"] = spec_set
        own["_mock_methods"] = spec

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        if issubclass(type(self), _Magic):
            self._set_magics()

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    # ---- naming ----

    def _mock_full_name(self):
        chain = [self]
        while chain[-1]._mock_new_parent is not None:
            chain.append(chain[-1]._mock_new_parent)
        text = chain.pop()._mock_name or "mock"
        for each in reversed(chain):
            text += each._mock_new_name if each._mock_new_name == "()" else ".%s" % each._mock_new_name
        return text

    def __repr__(self):
        name, spec = self._mock_full_name(), ""
        if self._spec_class is not None:
            spec = " %s=%r" % ("spec_set" if self._spec_set else "spec", self._spec_class.__name__)
        return "<%s%s%s id='%s'>" % (type(self).__name__, "" if name == "mock" else " name=%r" % name, spec, id(self))

    # ---- configuration ----

    def _get_return_value(self):
        if self._mock_delegate is not None:
            return self._mock_delegate.return_value
        if self._mock_return_value is DEFAULT:
            self.return_value = self._get_child_mock(_new_parent=self, _new_name="()")
        return self._mock_return_value

    def _set_return_value(self, value):
        if self._mock_delegate is not None:
            self._mock_delegate.return_value = value
            return
        self.__dict__["_mock_return_value"] = value
        _adopt(self, value, None, "()")

    return_value = property(_get_return_value, _set_return_value)

    @property
    def side_effect(self):
        return self._mock_delegate.side_effect if self._mock_delegate is not None else self._mock_side_effect

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not _is_exception(value) and not callable(value):
            try:
                value = iter(value)
            except TypeError:
                pass  # the call tells
        if self._mock_delegate is not None:
            self._mock_delegate.side_effect = value
        else:
            self.__dict__["_mock_side_effect"] = value

    def configure_mock(self, /, **kwargs):
        for name, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            *path, last = name.split(".")
            target = self
            for each in path:
                target = getattr(target, each)
            setattr(target, last, value)

    def attach_mock(self, mock, attribute):
        mock = getattr(mock, "mock", mock) if isinstance(mock, FunctionType) else mock
        mock.__dict__.update(_mock_parent=None, _mock_new_parent=None, _mock_name="", _mock_new_name=None)
        setattr(self, attribute, mock)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self._clear_calls()
        if return_value:
            self.__dict__["_mock_return_value"] = DEFAULT
        if side_effect:
            self.__dict__["_mock_side_effect"] = None
        for child in self._mock_children.values():
            if is_mock(child) and child is not self:
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        if is_mock(self._mock_return_value) and self._mock_return_value is not self:
            self._mock_return_value.reset_mock(visited)

    def _get_child_mock(self, /, **kwargs):
        if self._mock_sealed:
            name = kwargs.get("name") or kwargs.get("_new_name")
            raise AttributeError("%s%s" % (self._mock_full_name(), name if name == "()" else "." + name))
        name, kind = kwargs.get("_new_name"), type(self)
        if name in self.__dict__.get("_spec_async", ()):
            return AsyncMock(**kwargs)
        if issubclass(kind, _Awaited):
            listed = self._mock_methods is not None and name in self._mock_methods
            kind = MagicMock if listed or name in magics - async_magics else AsyncMock
        elif issubclass(kind, MagicMock) and name in async_magics:
            kind = AsyncMock
        elif not issubclass(kind, CallableMixin):
            kind = MagicMock if issubclass(kind, NonCallableMagicMock) else Mock
        else:
            kind = kind.__mro__[1]
        return kind(**kwargs)

    # ---- attributes ----

    def __getattr__(self, name):
        if name in ("_mock_methods", "_mock_unsafe", "_mock_children"):
            raise AttributeError(name)
        if self._mock_methods is not None:
            if name not in self._mock_methods or name in magics:
                raise AttributeError("Mock object has no attribute %r" % name)
        elif name in magics or name.startswith("__") and name.endswith("__") and len(name) > 4:
            raise AttributeError(name)
        if not self._mock_unsafe and (self._mock_methods is None or name not in self._mock_methods):
            if name.startswith(("assert", "assret", "asert", "aseert", "assrt")):
                raise AttributeError("%r is not a valid assertion. Use a spec for the mock if %r is meant to be an "
                                     "attribute." % (name, name))
        child = self._mock_children.get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            wraps = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
            child = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
            self._mock_children[name] = child
        elif isinstance(child, LateSpec):
            child = child.make()
            self._mock_children[name] = child
        return child

    def __setattr__(self, name, value):
        if name in ("return_value", "side_effect"):
            return object.__setattr__(self, name, value)
        allowed = self._mock_methods is None or name in self._mock_methods
        if self._spec_set and not allowed and name not in self.__dict__:
            raise AttributeError("Mock object has no attribute '%s'" % name)
        if name == "__class__":
            self.__dict__["_spec_class"] = value
            return None
        if name in magics:
            if not allowed:
                raise AttributeError("Mock object has no attribute '%s'" % name)
            return self._set_magic(name, value)
        if name.startswith("__") and name.endswith("__") and name in _unsupported:
            raise AttributeError("Attempting to set unsupported magic method %r." % name)
        if _adopt(self, value, name, name):
            self._mock_children[name] = value
        elif self._mock_sealed and not hasattr(self, name):
            raise AttributeError("Cannot set %s.%s" % (self._mock_full_name(), name))
        return object.__setattr__(self, name, value)

    def _set_magic(self, name, value):
        self._mock_children[name] = value
        if is_mock(value):
            _adopt(self, value, None, name)
            setattr(type(self), name, value)
        else:
            setattr(type(self), name, lambda this, /, *args, **kwargs: value(this, *args, **kwargs))

    def __delattr__(self, name):
        if name in magics and name in type(self).__dict__:
            delattr(type(self), name)
        child = self._mock_children.get(name, _missing)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif child is _deleted or self._mock_methods is not None and name not in self._mock_methods:
            raise AttributeError(name)
        if child is not _missing:
            del self._mock_children[name]
        self._mock_children[name] = _deleted

    def __dir__(self):
        if not sys.modules["unittest.mock"].FILTER_DIR:
            return object.__dir__(self)
        names = self._mock_methods or []
        own = [name for name in self.__dict__ if not name.startswith("_") or name in magics]
        of_type = [name for name in dir(type(self)) if not name.startswith("_")]
        children = [name for name, child in self._mock_children.items() if child is not _deleted]
        return sorted(set(names) | set(own) | set(of_type) | set(children))

    # ---- what tests ask ----

    def _call_matcher(self, given):
        """A call with its arguments bound to the signature, so that names and positions agree."""
        signature = self._spec_signature
        if signature is None or given is None:
            return given
        args, kwargs = given[-2], given[-1]
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            return error.with_traceback(None)
        name = given[0] if len(given) == 3 else ""
        return _Call((name, bound.args, bound.kwargs), two=len(given) == 2)

    def _shown_calls(self, prefix="Calls"):
        return "\n%s: %r." % (prefix, self.mock_calls) if self.mock_calls else ""

    def _name_for_tests(self):
        return self._mock_name or "mock"

    def _shown_call(self, args, kwargs):
        return "%s(%s)" % (self._name_for_tests(), shown_arguments(args, kwargs))

    def assert_not_called(self):
        """Fails when the mock was called."""
        if self.call_count:
            raise AssertionError("Expected '%s' to not have been called. Called %s times.%s"
                                 % (self._name_for_tests(), self.call_count, self._shown_calls()))

    def assert_called(self):
        """Fails when the mock was never called."""
        if not self.call_count:
            raise AssertionError("Expected '%s' to have been called." % self._name_for_tests())

    def assert_called_once(self):
        """Fails when the mock was not called exactly once."""
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to have been called once. Called %s times.%s"
                                 % (self._name_for_tests(), self.call_count, self._shown_calls()))

    def assert_called_with(self, /, *args, **kwargs):
        """Fails when the last call had other arguments."""
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        actual = self._call_matcher(self.call_args)
        if self.call_args is None or actual != expected:
            shown = "not called." if self.call_args is None else self._shown_call(*self.call_args)
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError("expected call not found.\nExpected: %s\n  Actual: %s"
                                 % (self._shown_call(args, kwargs), shown)) from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        """Fails when the mock was not called once, with these arguments."""
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to be called once. Called %s times.%s"
                                 % (self._name_for_tests(), self.call_count, self._shown_calls()))
        return self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        """Fails when no call had these arguments."""
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        cause = expected if isinstance(expected, Exception) else None
        if cause or expected not in [self._call_matcher(each) for each in self.call_args_list]:
            raise AssertionError("%s call not found" % self._shown_call(args, kwargs)) from cause

    def assert_has_calls(self, calls, any_order=False):
        """Fails when these calls are not among mock_calls, one after the other unless any_order."""
        expected = [self._call_matcher(each) for each in calls]
        cause = next((each for each in expected if isinstance(each, Exception)), None)
        actual = CallList(self._call_matcher(each) for each in self.mock_calls)
        if not any_order:
            if expected not in actual:
                problem = "Calls not found." if cause is None else "Error processing expected calls.\nErrors: %s" % [
                    each if isinstance(each, Exception) else None for each in expected]
                raise AssertionError("%s\nExpected: %r%s" % (
                    problem, CallList(calls), self._shown_calls("  Actual").rstrip("."))) from cause
            return
        left, missing = list(actual), []
        for each in expected:
            try:
                left.remove(each)
            except ValueError:
                missing.append(each)
        if missing:
            raise AssertionError("%r does not contain all of %r in its call list, found %r instead"
                                 % (self._name_for_tests(), tuple(missing), actual)) from cause


class InvalidSpecError(Exception):
    """A mock cannot be the spec of a mock."""


class LateSpec:
    """A child of an autospec that nobody has looked at yet."""

    def __init__(self, make):
        self.make = make


def _adopt(parent, value, name, new_name):
    """Makes the calls of a mock known to its parent, unless it has a name or a parent already."""
    if isinstance(value, FunctionType) and is_mock(getattr(value, "mock", None)):
        value = value.mock
    if not is_mock(value) or value._mock_name or value._mock_new_name or value._mock_parent is not None \
            or value._mock_new_parent is not None:
        return False
    each = parent
    while each is not None:  # a mock that returns itself
        if each is value:
            return False
        each = each._mock_new_parent
    if new_name:
        value.__dict__.update(_mock_new_parent=parent, _mock_new_name=new_name)
    if name:
        value.__dict__.update(_mock_parent=parent, _mock_name=name)
    return True


class CallableMixin(NonCallableMock):
    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 parent=None, _spec_state=None, _new_name="", _new_parent=None, **kwargs):
        NonCallableMock.__init__(self, spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent,
                                 **kwargs)
        self.__dict__["_mock_return_value"] = return_value
        if return_value is not DEFAULT:
            _adopt(self, return_value, None, "()")
        self.side_effect = side_effect

    def _mock_check_sig(self, /, *args, **kwargs):
        pass

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(*args, **kwargs)
        self._remember(args, kwargs)
        return self._answer(args, kwargs)

    def _remember(self, args, kwargs):
        own = self.__dict__
        own["called"] = True
        own["call_count"] += 1
        own["call_args"] = _Call((args, kwargs), two=True)
        own["call_args_list"].append(own["call_args"])
        own["mock_calls"].append(_Call(("", args, kwargs)))
        is_method = self._mock_parent is not None
        method_name, path = self._mock_name, self._mock_new_name
        through_call = path == "()"
        parent = self._mock_new_parent
        while parent is not None:
            if is_method:
                parent.method_calls.append(_Call((method_name, args, kwargs)))
                is_method = parent._mock_parent is not None
                if is_method:
                    method_name = "%s.%s" % (parent._mock_name, method_name)
            parent.mock_calls.append(_Call((path, args, kwargs)))
            if parent._mock_new_name:
                separator = "" if through_call else "."
                through_call = parent._mock_new_name == "()"
                path = parent._mock_new_name + separator + path
            parent = parent._mock_new_parent

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            result = effect(*args, **kwargs) if callable(effect) else next(effect)
            if _is_exception(result) and not callable(effect):
                raise result
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT or self._mock_delegate is not None \
                and self._mock_delegate.return_value is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin):
    """Takes any attribute and any call."""


class _Magic(NonCallableMock):
    """Special methods that are there without being asked for."""

    class Descriptor:
        """Makes the mock of a special method when it is first used."""

        def __init__(self, name, parent):
            self.name, self.parent = name, parent

        def __get__(self, instance, owner=None):
            return self.parent._make_magic(self.name)

    def __init__(self, /, *args, **kwargs):
        self._set_magics()  # they may be named by keywords
        super().__init__(*args, **kwargs)
        self._set_magics()

    def _set_magics(self):
        wanted = magics - _settable_only
        allowed = self.__dict__.get("_mock_methods")
        kind = type(self)
        for name in magics:
            known = kind.__dict__.get(name)
            if (isinstance(known, _Magic.Descriptor) or is_mock(known)) and allowed is not None and name not in allowed:
                delattr(kind, name)
                self._mock_children.pop(name, None)
        for name in wanted:
            if (allowed is None or name in allowed) and name not in kind.__dict__:
                setattr(kind, name, _Magic.Descriptor(name, self))

    def _make_magic(self, name):
        mock = self._get_child_mock(name=name, _new_name=name, _new_parent=self)
        if name in _values:
            mock.return_value = _values[name](self)
        elif name in _returned:
            mock.return_value = _returned[name]
        elif name in ("__eq__", "__ne__"):
            equal = name == "__eq__"

            def compare(other):
                set_to = mock.__dict__["_mock_return_value"]
                if set_to is not DEFAULT:
                    return set_to
                if other is ANY:
                    return equal
                return equal if self is other else NotImplemented
            mock.side_effect = compare
        elif name in ("__iter__", "__aiter__"):
            def iterate():
                values = mock.__dict__["_mock_return_value"]
                values = [] if values is DEFAULT else values
                return iter(values) if name == "__iter__" else _each_later(values)
            mock.side_effect = iterate
        elif name == "__fspath__":
            mock.side_effect = lambda: "%s/%s/%s" % (type(self).__name__, self._mock_full_name(), id(self))
        elif name.startswith("__i") and name[3:-2] in _numeric:
            mock.return_value = self
        setattr(type(self), name, mock)
        self._mock_children[name] = mock
        return mock


async def _each_later(values):
    for each in values:
        yield each


class NonCallableMagicMock(_Magic):
    """Like MagicMock, but not called."""


class MagicMock(_Magic, Mock):
    """A Mock that has special methods."""


async def _answers_later():
    """A coroutine function, as the calls of an AsyncMock show one."""


class _Awaited(NonCallableMock):
    """What is special about mocks whose calls are awaited."""

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = NonCallableMock(spec_set=_answers_later.__code__)
        code.co_flags = inspect.CO_COROUTINE
        self.__dict__.update(__code__=code, __name__="AsyncMock", __defaults__=(), __kwdefaults__={},
                             __annotations__=None)
        self._clear_awaits()

    def _clear_awaits(self):
        self.__dict__.update(await_count=0, await_args=None, await_args_list=CallList())

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self._clear_awaits()

    async def _awaited(self, args, kwargs):
        effect = self.side_effect
        given = _Call((args, kwargs), two=True)
        own = self.__dict__
        own["await_count"] += 1
        own["await_args"] = given
        own["await_args_list"].append(given)
        if effect is not None and not _is_exception(effect):
            if callable(effect):
                result = effect(*args, **kwargs)
                if inspect.isawaitable(result):
                    result = await result
            else:
                try:
                    result = next(effect)
                except StopIteration:
                    raise StopAsyncIteration from None
                if _is_exception(result):
                    raise result
            if result is not DEFAULT:
                return result
        elif effect is not None:
            raise effect
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            result = self._mock_wraps(*args, **kwargs)
            return await result if inspect.isawaitable(result) else result
        return self.return_value

    def _answer(self, args, kwargs):
        return self._awaited(args, kwargs)

    def assert_awaited(self):
        if self.await_count == 0:
            raise AssertionError("Expected %s to have been awaited." % self._name_for_tests())

    def assert_awaited_once(self):
        if self.await_count != 1:
            raise AssertionError("Expected %s to have been awaited once. Awaited %s times."
                                 % (self._name_for_tests(), self.await_count))

    def assert_awaited_with(self, /, *args, **kwargs):
        if self.await_args is None:
            raise AssertionError("Expected await: %s\nNot awaited" % self._shown_call(args, kwargs))
        if self._call_matcher(_Call((args, kwargs), two=True)) != self._call_matcher(self.await_args):
            raise AssertionError("expected await not found.\nExpected: %s\n  Actual: %s"
                                 % (self._shown_call(args, kwargs), self._shown_call(*self.await_args)))

    def assert_awaited_once_with(self, /, *args, **kwargs):
        if self.await_count != 1:
            raise AssertionError("Expected %s to have been awaited once. Awaited %s times."
                                 % (self._name_for_tests(), self.await_count))
        return self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        if expected not in [self._call_matcher(each) for each in self.await_args_list]:
            raise AssertionError("%s await not found" % self._shown_call(args, kwargs))

    def assert_has_awaits(self, calls, any_order=False):
        left = [self._call_matcher(each) for each in self.await_args_list]
        expected = [self._call_matcher(each) for each in calls]
        if not any_order:
            if expected not in CallList(left):
                raise AssertionError("Awaits not found.\nExpected: %r\nActual: %r"
                                     % (CallList(calls), self.await_args_list))
            return
        missing = []
        for each in expected:
            try:
                left.remove(each)
            except ValueError:
                missing.append(each)
        if missing:
            raise AssertionError("%r not all found in await list" % (tuple(missing),))

    def assert_not_awaited(self):
        if self.await_count != 0:
            raise AssertionError("Expected %s to not have been awaited. Awaited %s times."
                                 % (self._name_for_tests(), self.await_count))


class AsyncMock(_Awaited, _Magic, Mock):
    """A mock whose calls are awaited."""


class PropertyMock(Mock):
    """A mock to be put on a class as a property: reading and setting call it."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, instance, owner=None):
        return self()

    def __set__(self, instance, value):
        self(value)


def seal(mock):
    """From now on, no attribute of the mock is made by being used."""
    mock.__dict__["_mock_sealed"] = True
    for child in [*mock._mock_children.values(), mock._mock_return_value]:
        if is_mock(child) and child._mock_new_parent is mock and not child._mock_sealed:
            seal(child)
