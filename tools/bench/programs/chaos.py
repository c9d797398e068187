"""A fractal by a random walk over spline curves: points as objects with operators, floats, lists."""
import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)

    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5

    def mix(self, other, part):
        return Point(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)


class Spline:
    def __init__(self, points, degree):
        self.points = points
        self.degree = degree
        inner = len(points) - degree
        self.knots = [0] * degree + list(range(inner + 1)) + [inner] * degree

    def domain(self):
        return self.knots[self.degree], self.knots[len(self.points)]

    def at(self, u):
        knots, degree = self.knots, self.degree
        interval = degree
        while interval < len(self.points) - 1 and knots[interval + 1] <= u:
            interval += 1
        work = [self.points[interval - degree + i] for i in range(degree + 1)]
        for level in range(1, degree + 1):
            for j in range(degree, level - 1, -1):
                low = knots[interval - degree + j]
                part = (u - low) / (knots[j + 1 + interval - level] - low)
                work[j] = work[j - 1].mix(work[j], part)
        return work[degree]


class Walk:
    def __init__(self, seed):
        self.state = seed

    def random(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return self.state / 0x80000000

    def choose(self, splines):
        return splines[int(self.random() * len(splines))]


def picture(size, steps):
    splines = [
        Spline([Point(0.3, 0.1), Point(0.8, 0.4), Point(0.7, 0.9), Point(0.2, 0.7), Point(0.1, 0.3)], 3),
        Spline([Point(0.1, 0.9), Point(0.4, 0.2), Point(0.9, 0.1), Point(0.6, 0.6)], 2),
        Spline([Point(0.5, 0.5), Point(0.9, 0.9), Point(0.2, 0.8), Point(0.4, 0.1)], 3),
    ]
    cells = [[0] * size for _ in range(size)]
    walk = Walk(42)
    point = Point(0.5, 0.5)
    for _ in range(steps):
        spline = walk.choose(splines)
        start, end = spline.domain()
        along = start + (end - start) * (point.x % 1.0)
        on_curve = spline.at(along)
        ahead = spline.at(min(end, along + 0.001))
        side = ahead - on_curve
        length = side.length() or 1.0
        normal = Point(-side.y / length, side.x / length)
        point = on_curve + normal * ((point.y % 1.0 - 0.5) * 0.2)
        x, y = int(point.x * size), int(point.y * size)
        if 0 <= x < size and 0 <= y < size:
            cells[y][x] += 1
    return cells


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 22000
    cells = picture(64, steps)
    used = sum(1 for row in cells for c in row if c)
    weight = sum(x * c + y * y * c for y, row in enumerate(cells) for x, c in enumerate(row))
    print("chaos", used, weight)


main()
