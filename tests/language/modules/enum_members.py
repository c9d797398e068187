# Enumerations: values that are chosen automatically, nested classes, attributes of members, pickles of mixed types.
import enum
import pickle
import warnings
from dataclasses import dataclass


def warned(make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        made = make()
    return made, [(each.category.__name__, str(each.message), each.filename == __file__, each.lineno) for each in caught]


class Counted(enum.Enum):
    ONE = enum.auto()
    TWO = enum.auto(), enum.auto()
    THREE = enum.auto(), 'text', enum.auto()
    FOUR = enum.auto()


print([each.value for each in Counted])


def mixed():
    class Mixed(enum.Enum):
        red = 'red'
        blue = 2
        green = enum.auto()
        last = enum.auto()
    return Mixed


def texts():
    class Texts(enum.Enum):
        red = 'red'
        blue = enum.auto()
    return Texts


def nested():
    class Outer(enum.Enum):
        a = 1

        class Inner(enum.Enum):
            b = 2
    return Outer


for make in mixed, texts, nested:
    made, messages = warned(make)
    print(made.__name__, [name for name in made.__members__], messages)
    if make is not nested:
        print([each.value for each in made])


class Described(enum.Enum):
    def __init__(self, value):
        self.description = f'<{value}>'
        self._hidden = value

    A = 1


class DescribedInt(enum.IntEnum):
    def __init__(self, value):
        self.description = f'<{value}>'

    A = 1


print(dir(Described.A), 'description' in dir(DescribedInt.A), 'description' in dir(DescribedInt))


class Empty(enum.Enum):
    pass


class EmptyFlag(enum.Flag):
    pass


for kind in Empty, EmptyFlag:
    try:
        print(kind(1))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    class Wrong(enum.Enum):
        def __new__(cls, value):
            return super().__new__(cls, value)
        failed = 1
except TypeError as error:
    print(type(error).__name__, str(error).split('.')[-1])


class Hex(int):
    def __repr__(self):
        return hex(self)


class HexEnum(Hex, enum.Enum):
    A = 17


class Closed(int):
    def __new__(cls, value):
        return super().__new__(cls, value)


class ClosedEnum(Closed, enum.Enum):
    B = 3


for each in HexEnum.A, ClosedEnum.B:
    try:
        print(repr(each), [pickle.loads(pickle.dumps(each, protocol)) is each for protocol in range(6)])
    except TypeError as error:
        print(type(error).__name__, error)


@dataclass
class Point:
    x: int
    y: int = 0


class Points(Point, enum.Enum):
    ORIGIN = 0, 0
    UNIT = 1


print(Points.UNIT, repr(Points.UNIT), Points.UNIT.value)
