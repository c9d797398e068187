"""Many objects with float attributes: allocation, attribute stores, math functions, reductions."""
import sys
from math import cos, sin, sqrt


class Direction:
    def __init__(self, i):
        self.x = sin(i)
        self.y = cos(i) * 3.0
        self.z = self.x * self.x / 2.0

    def __repr__(self):
        return "<%.4f %.4f %.4f>" % (self.x, self.y, self.z)

    def normalize(self):
        length = sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= length
        self.y /= length
        self.z /= length

    def largest(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def once(n):
    directions = [Direction(float(i)) for i in range(n)]
    for direction in directions:
        direction.normalize()
    result = directions[0]
    for direction in directions[1:]:
        result = result.largest(direction)
    return result


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    for _ in range(times):
        result = once(60000)
    print("float_objects", result)


main()
