"""Planets that pull each other: float arithmetic on list items and tuples."""
import sys

SOLAR_MASS = 39.47841760435743
YEAR = 365.24
BODIES = [
    # x, y, z, vx, vy, vz (per day), mass (of the sun)
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    [4.841, -1.160, -0.103, 0.00166, 0.00770, -0.00007, 0.00095],
    [8.343, 4.125, -0.403, -0.00277, 0.00499, 0.00002, 0.00029],
    [12.894, -15.111, -0.223, 0.00296, 0.00238, -0.00003, 0.00004],
    [15.379, -25.919, 0.179, 0.00268, 0.00163, -0.00010, 0.00005],
]


def system():
    bodies = []
    for x, y, z, vx, vy, vz, mass in BODIES:
        bodies.append(([x, y, z], [vx * YEAR, vy * YEAR, vz * YEAR], mass * SOLAR_MASS))
    px = sum(v[0] * m for _, v, m in bodies)
    py = sum(v[1] * m for _, v, m in bodies)
    pz = sum(v[2] * m for _, v, m in bodies)
    sun = bodies[0][1]
    sun[0], sun[1], sun[2] = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS
    return bodies


def pairs_of(bodies):
    return [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]


def advance(bodies, pairs, step, times):
    for _ in range(times):
        for ((x1, y1, z1), v1, m1), ((x2, y2, z2), v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            dz = z1 - z2
            pull = step * (dx * dx + dy * dy + dz * dz) ** -1.5
            mine = m1 * pull
            other = m2 * pull
            v1[0] -= dx * other
            v1[1] -= dy * other
            v1[2] -= dz * other
            v2[0] += dx * mine
            v2[1] += dy * mine
            v2[2] += dz * mine
        for place, (vx, vy, vz), _ in bodies:
            place[0] += step * vx
            place[1] += step * vy
            place[2] += step * vz


def energy(bodies, pairs):
    total = 0.0
    for ((x1, y1, z1), _, m1), ((x2, y2, z2), _, m2) in pairs:
        total -= m1 * m2 / ((x1 - x2) ** 2 + (y1 - y2) ** 2 + (z1 - z2) ** 2) ** 0.5
    for _, (vx, vy, vz), mass in bodies:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2.0
    return total


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 80000
    bodies = system()
    pairs = pairs_of(bodies)
    before = energy(bodies, pairs)
    advance(bodies, pairs, 0.01, times)
    print("nbody %.9f %.9f" % (before, energy(bodies, pairs)))


main()
