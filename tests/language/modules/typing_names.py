# What subscripts of typing are called, how they print, compare, pickle, and what they refuse.
import copy
import pickle
import typing
from typing import *


def shown(function, *args):
    try:
        result = function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return repr(result)


T = TypeVar("T")
K = TypeVar("K", bound=int, covariant=True)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")


class Box(Generic[T]):
    def __init__(self, value=None):
        self.value = value


print("names")
for alias in (List, List[int], Dict[str, int], Callable[[int], str], Callable[..., int], Tuple[int, ...], Tuple[()],
              Union[int, str], Optional[int], Literal[1, "a", 1], Annotated[int, "x"], Box[int], Deque[int],
              ContextManager[int], Type[int], Counter[str], ClassVar[int], Final[str], Unpack[Ts], Pattern[str]):
    print(alias, alias.__name__, alias.__qualname__, alias.__module__)
for form in (Union, Optional, ClassVar, Never, Self, LiteralString, TypeAlias, Concatenate, Required):
    print(form, form.__name__, form.__qualname__, form.__module__)
for thing in (T, K, P, Ts, P.args, P.kwargs):
    print(thing, type(thing).__name__, type(thing).__module__)

print("refusals")
for function, args in ((Union.__getitem__, ((),)), (Never.__getitem__, (int,)), (Self, ()), (ClassVar.__getitem__, ((int, str),)),
                       (isinstance, (1, Union)), (issubclass, (int, Optional)), (iter, (Union,)), (iter, (List,)),
                       (iter, (Union[int, str],)), (List, ()), (List.__getitem__, ((int, str),)), (Dict.__getitem__, (int,)),
                       (Annotated.__class_getitem__, (int,)), (Annotated, ()), (Any, ()), (isinstance, (1, Any)),
                       (Callable.__getitem__, (int,)), (Callable.__getitem__, ((int, int),)), (isinstance, ([], List[int])),
                       (Generic.__class_getitem__, ((),)), (Generic.__class_getitem__, (int,)),
                       (Generic.__class_getitem__, ((T, T),)), (Box.__class_getitem__, ((int, str),)),
                       (TypeVar, ("X", int)), (Concatenate.__getitem__, ((int, str),)), (ForwardRef, (1,)),
                       (ForwardRef, ("a b",)), (Optional.__getitem__, ((1, 2),)), (Union.__getitem__, (ClassVar,)),
                       (List.__getitem__, (ClassVar[int],)), (List.__getitem__, (Generic[T],)), (List.__getitem__, (Protocol,))):
    print(shown(function, *args))
for base in (type(ClassVar), TypeVar, type(List), type(List[int]), ForwardRef, ParamSpec, Union, Union[int, str], T, Annotated,
             ClassVar[int]):
    def make():
        class Sub(base):
            pass
    print(shown(make))

print("equality and pickles")
for alias in (List[int], Dict[str, List[T]], Callable[[int, str], bool], Callable[..., int], Union[int, str], Optional[str],
              Literal["a", 2], Annotated[int, "x", 3], Tuple[int, ...], Tuple[()], Box[int], T, P, Ts, Union, Any, List,
              ClassVar[int], ContextManager[str]):
    for protocol in range(2, 5):
        again = pickle.loads(pickle.dumps(alias, protocol))
        assert again == alias and hash(again) == hash(alias), (alias, again)
    assert copy.deepcopy(alias) == alias
print(Literal[1, 2] == Literal[2, 1], Literal[1] == Literal[True], Union[int, str] == (str | int), List[int] == list[int])
print(Union[int, str] == Union[str, int], Annotated[Annotated[int, 1], 2] == Annotated[int, 1, 2])

print("substitution")
print(Dict[T, K][str, bool], Callable[P, T][[int, str], bool], Callable[P, T][..., int], Union[T, int][str], Optional[T][int])
print(Annotated[List[T], "x"][int], Tuple[T, Unpack[Ts]][int, str, bool], Callable[Concatenate[int, P], T][[str], T])
print(List[T][K].__parameters__, Box[List[T]][int], Box[int]().__orig_class__, T | int, "X" | T, List | None)
print(sorted(n for n in dir(List[int]) if n in ("append", "__args__", "__origin__", "copy_with")))


print("unpacked")


class Two(Generic[T, K]):
    pass


class Many(Generic[T, Unpack[Ts], K]):
    pass


class Called(Generic[P]):
    pass


fixed, free, empty = Unpack[Tuple[int, str]], Unpack[Tuple[bool, ...]], Unpack[Tuple[()]]
for alias in (Tuple[T, K], Tuple[T, Unpack[Ts]], Tuple[T, Unpack[Ts], K], Callable[[Unpack[Ts]], T], Two[T, K], Two, Many, Many[T, Unpack[Ts], K],
              Called, Called[P], Callable[P, T], Union[T, K], Annotated[T, 1], Annotated):
    for args in ((), (int,), (fixed,), (free,), (empty, int, str), (int, fixed), (free, int), (free, free), (int, free, str), (Unpack[Ts], int),
                 (T, K)):
        print(alias, args, shown(alias.__getitem__ if not isinstance(alias, type) else alias.__class_getitem__, args))
print(Literal[int, ..., None, "x"], shown(Union.__getitem__, (int, [])))

print("hints")


def outer():
    def f(a: "int", b: "Optional[List[str]]" = None, *, c: Annotated["Box[T]", 1] = None) -> None: ...
    return f


print(get_type_hints(outer()))
print(get_type_hints(outer(), include_extras=True))


class Movie(TypedDict, total=False):
    title: Required[str]
    year: "int"
    tag: Annotated[NotRequired[str], 5]


class Sequel(Movie):
    of: str
    note: NotRequired[str]


print(sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__), Movie.__total__)
print(sorted(Sequel.__required_keys__), sorted(Sequel.__optional_keys__), Sequel.__total__, get_type_hints(Sequel))
print(shown(isinstance, {}, Movie), Movie(title="x"), is_typeddict(Movie), TypedDict("D", {"a": int}).__annotations__)


class Point(NamedTuple, Generic[T]):
    x: T
    y: int = 2

    def norm(self):
        return self.x + self.y


print(Point(1), Point(1).norm(), Point[int], Point._field_defaults, Point.__annotations__)


def bad_order():
    class Bad(NamedTuple):
        x: int = 1
        z: int = 3
        y: str


def bad_name():
    class Bad(NamedTuple):
        x: int
        _fields = ()


print(shown(bad_order), shown(bad_name))
UserId = NewType("UserId", int)
print(UserId, UserId(3), UserId.__supertype__, UserId | None, pickle.loads(pickle.dumps(UserId)) is UserId)


def derive():
    class Admin(UserId):
        pass


print(shown(derive))
for tp in (List[int], Callable[[int], str], Callable[P, int], Union[int, str], int | str, Annotated[int, 1], Literal[1], Generic, Generic[T], int,
           P.args, list[int], Tuple[()]):
    print(get_origin(tp), get_args(tp))

print("protocols")


@runtime_checkable
class Named(Protocol):
    name: str


@runtime_checkable
class Sized2(Protocol):
    def __len__(self) -> int: ...


class Unchecked(Protocol):
    def close(self): ...


class Thing:
    name = "x"
    __len__ = None


print(isinstance(Thing(), Named), shown(issubclass, Thing, Named), isinstance([], Sized2), issubclass(list, Sized2), isinstance(Thing(), Sized2))
print(shown(isinstance, 1, Unchecked), shown(issubclass, int, Unchecked), shown(Unchecked), shown(runtime_checkable, Thing))


def inherit():
    class Wrong(Thing, Protocol):
        pass


print(shown(inherit), isinstance(3, SupportsInt), issubclass(str, SupportsAbs), isinstance(2.5, SupportsRound), SupportsAbs[int])


@no_type_check
class Quiet:
    def method(self, a: "not a type"): ...

    class Inner:
        b: "neither"


print(get_type_hints(Quiet.method), get_type_hints(Quiet.Inner), get_type_hints(Quiet))


@overload
def size(x: int) -> int: ...
@overload
def size(x: str) -> int: ...
def size(x):
    return x


print(len(get_overloads(size)), shown(get_overloads(size)[0], 1)[:60])
clear_overloads()
print(get_overloads(size), shown(assert_never, "x" * 200))
