"""Classes: dataclasses, named tuples, properties, slots, super(), operators, class methods, enums, matching."""
import collections
import dataclasses
import enum
import sys


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)


Pair = collections.namedtuple("Pair", "left right")


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Shape:
    __slots__ = ("_width", "color")

    def __init__(self, width, color):
        self._width = width
        self.color = color

    @property
    def width(self):
        return self._width

    @width.setter
    def width(self, value):
        self._width = max(0, value)

    @classmethod
    def unit(cls):
        return cls(1, Color.RED)

    def area(self):
        return self._width


class Square(Shape):
    __slots__ = ()

    def area(self):
        return super().area() ** 2

    def __add__(self, other):
        return Square(self._width + other._width, self.color)

    def __eq__(self, other):
        return self._width == other._width

    def __lt__(self, other):
        return self._width < other._width

    def __hash__(self):
        return hash(self._width)


def describe(value):
    match value:
        case Point(x=0, y=y):
            return y
        case Pair(left, right):
            return left + right
        case [first, *_]:
            return first
        case {"key": inner}:
            return inner
        case _:
            return -1


def once(n):
    total = 0
    for i in range(n):
        point = Point(i & 7, i)
        total += point.x + len(point.tags) + (point < Point(3, 3)) + (point == Point(1, 1))
        pair = Pair(i, point.y)
        left, right = pair
        total += left + right + pair.left + pair._replace(right=1).right
        square = Square(i & 15, Color.GREEN) + Square.unit()
        square.width -= 1
        total += square.area() + square.width + (square < Square.unit()) + (square.color is Color.GREEN)
        total += len({square, Square(i & 15, Color.RED)}) + Color(1).value
        total += describe(point) + describe(pair) + describe([i, 2]) + describe({"key": 3}) + describe(i)
        total += isinstance(square, Shape) + isinstance(pair, (list, tuple)) + hasattr(square, "depth")
    return total


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for _ in range(times):
        result = once(5000)
    print("records", result)


main()
