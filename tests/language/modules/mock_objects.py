# unittest.mock: what mocks remember, how they answer, specs, special methods, patches, autospecs.
import asyncio
import os
import unittest
from unittest.mock import (ANY, AsyncMock, DEFAULT, MagicMock, Mock, NonCallableMock, PropertyMock, call,
                           create_autospec, mock_open, patch, seal, sentinel)


def show(function, *args, **named):
    try:
        print(repr(function(*args, **named)))
    except (Exception, AssertionError) as error:
        print(type(error).__name__, str(error).replace("  Actual", "Actual"))


m = Mock()
m.a.b(1, x=2)
m(1)(2).c("d")
m.e = 3
print(m.mock_calls, m.method_calls, m.called, m.call_count, m.call_args, m.call_args_list, m.e)
print(m.mock_calls == [call.a.b(1, x=2), call(1), call()(2), call()().c("d")], call.a(1).b(2).call_list())
print(m.call_args.args, m.call_args.kwargs, tuple(m.call_args), m.a.b.call_args[1])
print(call, call.a, call(), call(1, a=2), call.a.b(3)(4), call.a == ("a",), call(1) == ((1,),), call(1) == call(2))
print(m.a.b is m.a.b, m.a.b() is m.a.b.return_value, m.f.return_value is m.f())
for check in (lambda: m.assert_called_with(2), lambda: m.assert_called_once_with(1), lambda: m.a.b.assert_not_called(),
              lambda: m.g.assert_called(), lambda: m.g.assert_called_once(), lambda: m.a.b.assert_called_once(),
              lambda: m.a.b.assert_any_call(1, x=2), lambda: m.a.b.assert_any_call(5),
              lambda: m.g.assert_called_with(1), lambda: m.assert_has_calls([call(1), call()(2)]),
              lambda: m.assert_has_calls([call(1), call.zz()]), lambda: m.assert_has_calls([call.zz()], any_order=True),
              lambda: m.assert_has_calls([call()(2), call(1)], any_order=True), lambda: m.assert_nothing,
              lambda: m.a.b.assert_called_with(ANY, x=ANY), lambda: m.__missing__):
    show(check)
m.reset_mock()
print(m.mock_calls, m.called, m.a.b.called, m.call_args)

m = Mock(side_effect=[1, ValueError("x"), 2])
for _ in range(4):
    show(m)
m.side_effect = KeyError("k")
show(m)
m.side_effect = lambda *args: args
show(m, 1, 2)
m.side_effect = lambda *args: DEFAULT
m.return_value = "default"
show(m, 1)
print(Mock(return_value=5)(), Mock(**{"a.b.return_value": 6, "c": 7}).a.b(), Mock(name="named", wraps=len)([1]))
wrapped = Mock(wraps=["x"])
print(wrapped.append("y"), wrapped.index("y"), sentinel.one, sentinel.one is sentinel.one, sentinel.one is sentinel.two)


class Thing:
    kind = "thing"

    def __init__(self, size):
        self.size = size

    def grow(self, by, *, twice=False):
        return by

    @staticmethod
    def still(x):
        return x

    @classmethod
    def whole(cls, y):
        return y

    @property
    def area(self):
        return 1

    async def later(self, z):
        return z


for m in Mock(spec=Thing), MagicMock(spec_set=Thing), Mock(spec=["one", "two"]), NonCallableMock():
    print(isinstance(m, Thing), callable(m))
    show(lambda: m.nothing is m.nothing)
    show(lambda: setattr(m, "other", 1))
    show(lambda: m.grow(1, 2, 3) and "grown")
print(type(Mock(spec=Thing).later).__name__, Mock(spec=Thing).__class__)

m = MagicMock()
print(len(m), list(m), 3 in m, int(m), float(m), bool(m), complex(m), m == m, m != m, m == 1, hash(m) == hash(m))
m.__len__.return_value = 4
m.__iter__.return_value = iter("abc")
m.__getitem__.side_effect = lambda key: key * 2
m.__contains__.return_value = True
m.__str__.return_value = "text"
m.__enter__.return_value = "entered"
print(len(m), list(m), m["k"], 9 in m, str(m))
with m as entered:
    print(entered)
print(m.__getitem__.call_args, m.__exit__.call_args)
m.__add__.return_value = 11
print(m + 1, m.__add__.mock_calls)
plain = Mock()
show(len, plain)
plain.__len__ = lambda self: 12
print(len(plain))
m = MagicMock(**{"__int__.return_value": 8})
print(int(m))
del m.gone
show(lambda: m.gone)
seal(m)
show(lambda: m.fresh)

parent = Mock()
child = Mock(name="given")
parent.attach_mock(Mock(), "attached")
parent.attached(1)
parent.child = Mock()
parent.child(2)
parent.other = child
parent.other(3)
print(parent.mock_calls)


def function(a, b=2, *, c=3):
    """What it does."""
    return a


copy = create_autospec(function)
copy.return_value = "answer"
print(copy(1), copy(1, b=3), copy.mock_calls, copy.called, copy.call_count, copy.__name__, copy.__doc__)
show(copy)
show(copy, 1, 2, 3)
copy.assert_called_with(1, b=3)
copy.assert_called_with(a=1, b=3)
copy.side_effect = [1, 2]
print(copy(0), copy(0))
auto = create_autospec(Thing)
show(auto)
thing = auto(5)
print(isinstance(thing, Thing), thing is auto.return_value, type(thing.later).__name__)
show(thing.grow)
thing.grow(1, twice=True)
thing.grow.assert_called_once_with(1, twice=True)
show(lambda: thing.nothing)
show(thing.still)
show(auto.whole)
print(auto.mock_calls)
show(create_autospec, function, autospect=True)

with patch("os.getcwd", return_value="/nowhere") as getcwd:
    print(os.getcwd(), getcwd.call_count)
print(os.getcwd() != "/nowhere")
with patch.object(Thing, "kind", "other"), patch.object(Thing, "grow", autospec=True) as grow:
    print(Thing.kind, Thing(1).grow(2) is grow.return_value)
    show(lambda: Thing(1).grow())
print(Thing.kind, Thing(1).grow(2))
with patch.multiple(Thing, kind="both", still=DEFAULT) as values:
    print(Thing.kind, sorted(values), values["still"] is Thing.still)
with patch.dict(os.environ, {"MOCKED": "yes"}):
    print(os.environ["MOCKED"])
print("MOCKED" in os.environ)
settings = {"a": 1, "b": 2}
with patch.dict(settings, {"a": 9}, clear=True, c=3):
    print(settings)
print(settings)
show(patch, "nodot")
show(lambda: patch.object(Thing, "missing").start())
with patch.object(Thing, "missing", create=True):
    print(hasattr(Thing, "missing"))
print(hasattr(Thing, "missing"))
started = patch.object(Thing, "kind", new="started")
print(started.start(), Thing.kind, started.stop(), Thing.kind)
with patch.object(Thing, "area", new_callable=PropertyMock, return_value=7) as area:
    print(Thing(1).area, area.mock_calls)


@patch.object(Thing, "still")
@patch("os.getpid", new=lambda: 1)
def decorated(argument, still, key=None):
    return argument, still is Thing.still, os.getpid(), key


print(decorated("first", key="word"))


@patch.object(Thing, "kind", "in class")
class Tests(unittest.TestCase):
    def test_kind(self):
        self.assertEqual(Thing.kind, "in class")

    def other(self):
        return Thing.kind


result = unittest.TestResult()
unittest.TestSuite([Tests("test_kind")]).run(result)
print(result.wasSuccessful(), Tests("other").other())

opened = mock_open(read_data="one\ntwo\n")
with patch("builtins.open", opened):
    with open("file", "w") as file:
        file.write("text")
    with open("file") as file:
        print(file.read(), list(open("file")), open("other").readline())
opened.assert_any_call("file", "w")
opened().write.assert_called_once_with("text")


async def use():
    waiting = AsyncMock(return_value=3, side_effect=None)
    print(await waiting(1), waiting.await_count, waiting.await_args, asyncio.iscoroutinefunction(waiting))
    waiting.assert_awaited_once_with(1)
    show(lambda: waiting.assert_not_awaited())
    waiting.side_effect = ValueError("awaited")
    try:
        await waiting()
    except ValueError as error:
        print(error)
    both = MagicMock()
    both.__aenter__.return_value = "in"
    both.__aiter__.return_value = [1, 2]
    async with both as inside:
        print(inside, [each async for each in both])


asyncio.run(use())
