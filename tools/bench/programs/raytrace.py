"""Spheres above a chequered floor: small vector objects, virtual methods, early returns."""
import math
import sys


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vector(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vector(self.x - o.x, self.y - o.y, self.z - o.z)

    def scale(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self.scale(1.0 / math.sqrt(self.dot(self)))

    def mirror(self, normal):
        return self - normal.scale(2.0 * self.dot(normal))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction.unit()

    def at(self, distance):
        return self.origin + self.direction.scale(distance)


class Sphere:
    def __init__(self, center, radius, color, shine):
        self.center = center
        self.radius = radius
        self.color = color
        self.shine = shine

    def hit(self, ray):
        to_center = self.center - ray.origin
        along = to_center.dot(ray.direction)
        inside = self.radius * self.radius - to_center.dot(to_center) + along * along
        if inside < 0.0:
            return None
        distance = along - math.sqrt(inside)
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return (point - self.center).unit()

    def color_at(self, point):
        return self.color


class Floor:
    def __init__(self, height, first, second):
        self.height = height
        self.first = first
        self.second = second
        self.shine = 0.15
        self.up = Vector(0.0, 1.0, 0.0)

    def hit(self, ray):
        if ray.direction.y > -1e-9:
            return None
        return (self.height - ray.origin.y) / ray.direction.y

    def normal(self, point):
        return self.up

    def color_at(self, point):
        even = (math.floor(point.x) + math.floor(point.z)) % 2 == 0
        return self.first if even else self.second


class Scene:
    def __init__(self):
        self.things = []
        self.lights = []

    def nearest(self, ray):
        best = None
        for thing in self.things:
            distance = thing.hit(ray)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, thing)
        return best

    def shaded(self, point, light):
        way = light - point
        ray = Ray(point, way)
        found = self.nearest(ray)
        return found is not None and found[0] * found[0] < way.dot(way)

    def color(self, ray, depth):
        found = self.nearest(ray)
        if found is None:
            return Vector(0.2, 0.3, 0.5 + 0.3 * ray.direction.y)
        distance, thing = found
        point = ray.at(distance)
        normal = thing.normal(point)
        point = point + normal.scale(1e-4)
        brightness = 0.1
        for light in self.lights:
            if not self.shaded(point, light):
                brightness += max(0.0, normal.dot((light - point).unit())) * 0.6
        color = thing.color_at(point).scale(brightness)
        if depth > 0 and thing.shine > 0.0:
            reflected = self.color(Ray(point, ray.direction.mirror(normal)), depth - 1)
            color = color.scale(1.0 - thing.shine) + reflected.scale(thing.shine)
        return color


def scene():
    result = Scene()
    for i in range(4):
        result.things.append(Sphere(Vector(i * 1.2 - 1.8, 0.3 * i, 4.0 + i * 0.5), 0.7,
                                    Vector(0.9 - 0.2 * i, 0.2 + 0.2 * i, 0.4), 0.2 + 0.1 * i))
    result.things.append(Floor(-0.8, Vector(0.9, 0.9, 0.9), Vector(0.1, 0.1, 0.1)))
    result.lights = [Vector(-4.0, 6.0, 0.0), Vector(5.0, 4.0, 1.0)]
    return result


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 110
    world = scene()
    total = Vector(0.0, 0.0, 0.0)
    for row in range(size):
        for column in range(size):
            direction = Vector((column + 0.5) / size - 0.5, 0.5 - (row + 0.5) / size, 0.8)
            total = total + world.color(Ray(Vector(0.0, 0.3, 0.0), direction), 2)
    print("raytrace %.6f %.6f %.6f" % (total.x, total.y, total.z))


main()
