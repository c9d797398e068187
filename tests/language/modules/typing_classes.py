# Protocols, typed dicts and named tuples of typing: what decorators and bases make of them.
import collections.abc
import warnings
from typing import (Generic, NamedTuple, NotRequired, Protocol, Required, TypedDict, TypeVar, assert_never, final,
                    no_type_check, runtime_checkable)

T = TypeVar('T')


def show(make):
    try:
        print(make())
    except (TypeError, AssertionError) as error:
        print(type(error).__name__, error)


# @final marks a protocol, and the mark is no member of it.
@final
@runtime_checkable
class Sizable(Protocol):
    size: int


@final
@runtime_checkable
class Closing(Protocol):
    def close(self): ...


class File:
    size = 3

    def close(self): ...


print(isinstance(File(), Sizable), isinstance(3, Sizable), issubclass(File, Closing), issubclass(int, Closing))
show(lambda: issubclass(File, Sizable))


class Named(Protocol):
    name: str


class Person(Named):
    def __init__(self, name):
        super().__init__()  # the protocol has none to call
        self.name = name


print(Person('x').name)
show(Named)
for base in collections.abc.Mapping, collections.abc.Sequence, collections.abc.Sized, collections.abc.Iterable:
    show(lambda: type(Protocol)('Made', (base, Protocol), {}).__name__)


# The last to say something of a key counts.
class Loose(TypedDict, total=False):
    a: int
    b: Required[int]


class Strict(Loose):
    a: int
    b: NotRequired[int]


class Other(TypedDict):
    a: NotRequired[int]


class Both(Strict, Other):
    pass


for each in Loose, Strict, Other, Both:
    print(each.__name__, sorted(each.__required_keys__), sorted(each.__optional_keys__))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(TypedDict('Keywords', x=int).__annotations__, TypedDict('Plain', {'x': int}).__annotations__)
print([str(each.message) for each in caught], caught[0].category.__name__)


# A generic named tuple, in either order of the bases.
class Last(Generic[T], NamedTuple):
    x: T


class First(NamedTuple, Generic[T]):
    x: T


for each in Last, First:
    print(each.__mro__, each.__base__, each[int](3), each[int])


class Mixed(Generic[T], tuple):
    pass


print(Mixed.__base__, Mixed[int]((1, 2)))


# Only what was made in the class's own body becomes unchecked.
def outside(x: 'nothing'): ...


@no_type_check
class Unchecked:
    alias = outside
    made = lambda x: x

    class Inner:
        def method(self, x: 'nothing'): ...

    def method(self, x: 'nothing'): ...


print([hasattr(each, '__no_type_check__') for each in (
    Unchecked, Unchecked.alias, Unchecked.made, Unchecked.Inner, Unchecked.Inner.method, Unchecked.method)])
show(lambda: assert_never('long' * 100))
