"""A ray tracer: threads share the objects of one scene and paint rows of one picture.

usage: ray_tracer.py [--threads N] [--size WIDTH] [--output FILE.ppm] [--progress]
"""
import getopt
import math
import sys
import threading
import time


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def plus(self, o):
        return Vector(self.x + o.x, self.y + o.y, self.z + o.z)

    def minus(self, o):
        return Vector(self.x - o.x, self.y - o.y, self.z - o.z)

    def times(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self.times(1.0 / math.sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre, self.radius, self.colour, self.mirror = centre, radius, colour, mirror

    def hit(self, origin, direction):
        to = self.centre.minus(origin)
        along = to.dot(direction)
        beside = self.radius * self.radius - (to.dot(to) - along * along)
        if beside <= 0.0:
            return None
        distance = along - math.sqrt(beside)
        return distance if distance > 1e-4 else None

    def normal(self, point):
        return point.minus(self.centre).unit()

    def colour_at(self, point):
        return self.colour


class Floor:
    mirror = 0.15

    def hit(self, origin, direction):
        if direction.y >= -1e-6:
            return None
        return (-1.0 - origin.y) / direction.y

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        dark = (math.floor(point.x) + math.floor(point.z)) % 2 == 0
        return Vector(0.2, 0.2, 0.25) if dark else Vector(0.9, 0.9, 0.85)


class Scene:
    def __init__(self):
        self.things = [Sphere(Vector(-1.1, 0.0, 5.0), 1.0, Vector(0.9, 0.3, 0.2), 0.3),
                       Sphere(Vector(1.2, -0.3, 4.2), 0.7, Vector(0.2, 0.5, 0.9), 0.4),
                       Sphere(Vector(0.2, 0.9, 6.5), 1.2, Vector(0.3, 0.8, 0.4), 0.2), Floor()]
        self.light = Vector(-4.0, 6.0, 0.0)

    def nearest(self, origin, direction):
        best, thing = 1e9, None
        for each in self.things:
            distance = each.hit(origin, direction)
            if distance is not None and 1e-4 < distance < best:
                best, thing = distance, each
        return best, thing

    def trace(self, origin, direction, depth):
        distance, thing = self.nearest(origin, direction)
        if thing is None:
            sky = 0.5 + 0.5 * direction.y
            return Vector(0.5 * sky, 0.7 * sky, 1.0 * sky)
        point = origin.plus(direction.times(distance))
        normal = thing.normal(point)
        to_light = self.light.minus(point).unit()
        shade = max(0.0, normal.dot(to_light))
        if self.nearest(point, to_light)[1] is not None:
            shade = 0.0
        colour = thing.colour_at(point).times(0.15 + 0.85 * shade)
        if depth > 0 and thing.mirror > 0.0:
            mirrored = direction.minus(normal.times(2.0 * normal.dot(direction)))
            colour = colour.times(1.0 - thing.mirror).plus(
                self.trace(point, mirrored, depth - 1).times(thing.mirror))
        return colour


def paint_row(scene, y, size):
    row = bytearray()
    for x in range(size):
        direction = Vector((x - size / 2) / size, (size / 2 - y) / size, 1.0).unit()
        c = scene.trace(Vector(0.0, 0.2, 0.0), direction, 2)
        for part in (c.x, c.y, c.z):
            row.append(min(255, int(part * 255.0)))
    return bytes(row)


def paint(scene, size, threads, progress):
    """The rows of the picture, painted by so many threads; each takes the next row that nobody has."""
    rows, lock, left = [None] * size, threading.Lock(), list(reversed(range(size)))

    def work():
        while True:
            with lock:
                if not left:
                    return
                y = left.pop()
            rows[y] = paint_row(scene, y, size)
            if progress:
                print("progress %.3f" % (1 - rows.count(None) / size), file=sys.stderr, flush=True)

    pool = [threading.Thread(target=work) for _ in range(threads)]
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    return rows


def main():
    options, _ = getopt.getopt(sys.argv[1:], "", ["threads=", "size=", "output=", "progress"])
    options = dict(options)
    size = int(options.get("--size", 160))
    started = time.perf_counter()
    rows = paint(Scene(), size, int(options.get("--threads", 1)), "--progress" in options)
    seconds = time.perf_counter() - started
    checksum = 0
    for row in rows:
        for byte in row:
            checksum = (checksum * 31 + byte) % 1000000007
    if "--output" in options:
        with open(options["--output"], "wb") as file:
            file.write(b"P6 %d %d 255\n" % (size, size))
            file.write(b"".join(rows))
    print("%d x %d pixels, checksum %d" % (size, size, checksum))
    print("throughput %.0f pixels/s" % (size * size / seconds), file=sys.stderr)


if __name__ == "__main__":
    main()
