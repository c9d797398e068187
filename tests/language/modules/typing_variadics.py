# Type variables that stand for several types: what subscripts give them, in builtin and in typing's aliases.
import collections.abc
import typing
from typing import (Annotated, Any, Callable, ClassVar, Concatenate, Final, Generic, Literal, Optional, ParamSpec,
                    Tuple, TypeGuard, TypeVar, TypeVarTuple, Union, Unpack)

T, U = TypeVar('T'), TypeVar('U')
P = ParamSpec('P')
Ts = TypeVarTuple('Ts')


def show(label, make):
    try:
        print(label, '->', make())
    except TypeError as error:
        print(label, '-> TypeError:', error)


class Row(Generic[Unpack[Ts]]):
    pass


class Headed(Generic[T, Unpack[Ts], U]):
    pass


aliases = {
    'tuple[*Ts]': tuple[*Ts],
    'Tuple[*Ts]': Tuple[*Ts],
    'Row[*Ts]': Row[*Ts],
    'tuple[T, *Ts]': tuple[T, *Ts],
    'Tuple[T, *Ts, U]': Tuple[T, *Ts, U],
    'tuple[T, *Ts, U]': tuple[T, *Ts, U],
    'Headed[U, *Ts, T]': Headed[U, *Ts, T],
    'tuple[list[T], *Ts]': tuple[list[T], *Ts],
    'list[Row[*Ts]]': list[Row[*Ts]],
    'tuple[*tuple[Row[*Ts], ...]]': tuple[*tuple[Row[*Ts], ...]],
    'Annotated[tuple[*Ts], 1]': Annotated[tuple[*Ts], 1],
    'dict[T, U]': dict[T, U],
    'Callable[[int, *Ts], T]': Callable[[int, *Ts], T],
    'abc.Callable[[int, *Ts], T]': collections.abc.Callable[[int, *Ts], T],
}
subscripts = {
    '()': (),
    'int': int,
    'int, str': (int, str),
    'int, str, bool': (int, str, bool),
    '*tuple[int, str]': tuple[*tuple[int, str]].__args__,
    '*Tuple[int, str], bool': (Unpack[Tuple[int, str]], bool),
    '*tuple[int, ...]': (*tuple[int, ...],),
    'str, *tuple[int, ...]': (str, *tuple[int, ...]),
    '*tuple[int, ...], *tuple[str, ...]': (*tuple[int, ...], *tuple[str, ...]),
    '*Ts': (*Ts,),
}
for name, alias in aliases.items():
    for label, args in subscripts.items():
        show(f'({name})[{label}]', lambda: alias[args])

# A parameter specification takes a list of types, all of them if it is alone.
for Kind in Callable, collections.abc.Callable:
    for label, alias in (('P', Kind[P, int]), ('P, T', Kind[P, T]), ('Concatenate', Kind[Concatenate[int, P], T])):
        for args in ([], [int], ..., P), int, (int, str), ([int, str], bool), (..., str), ([], int):
            show(f'{Kind.__module__} {label} {args}', lambda: alias[args])

# What is no value for a variable.
show('two of them', lambda: Generic[Unpack[Ts], Unpack[TypeVarTuple('Us')]])
show('bare in a class', lambda: Generic[Ts])
show('bare', lambda: tuple[Ts][int])
show('star for one', lambda: tuple[T, U][(*Ts,)])
show('star for one of two', lambda: Tuple[T, *Ts, U][(int, *Ts)])
show('more than once', lambda: Headed[int])

# Equal subscripts are one object.
print([form[int] is form[int] for form in (Final, ClassVar, Optional, TypeGuard, typing.List, Callable[..., T])],
      Row[int, str] is Row[int, str], Callable[[int], Any] is Callable[[int], Any], Unpack[Ts] is Unpack[Ts],
      Annotated[int, 'x'] is Annotated[int, 'x'], Literal[1] is Literal[1], Literal[1] is Literal[True],
      Literal[1, 2], Literal[True, 2], Annotated[int, 1.0], Annotated[int, 1], Union[int, str] is Union[int, str])

# What the runtime asks of variables.
print(Ts.__typing_prepare_subst__(Headed, (int, str, bool, float)), P.__typing_prepare_subst__(Callable[P, T], ([int], str)))
print([Unpack[Ts].__typing_is_unpacked_typevartuple__, Unpack[tuple[int, str]].__typing_unpacked_tuple_args__])


class Own:  # a variable of another library's making
    __parameters__ = ()

    def __typing_subst__(self, arg):
        return f'<{arg}>'


own = Own()
print(list[own].__parameters__ == (own,), list[own]['x'], Tuple[own, T]['y', int])


def spread(*args: *tuple[int, str], **kwargs: Unpack[Tuple[int]]):
    pass


def spread_text(*args: '*tuple[int, str]'):
    pass


for function in spread, spread_text:
    hints = typing.get_type_hints(function)
    print(hints, type(hints['args']).__name__, hints['args'] == Unpack[tuple[int, str]])
