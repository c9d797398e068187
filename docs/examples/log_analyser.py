"""A log analyser on a pool of threads: requests, errors and slow paths of a web server's log.

usage: log_analyser.py [--threads N] [--lines N] [FILE]     (without FILE: a log is generated)
"""
import random
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor

LINE = re.compile(r'(\S+) \[(\d+)\] "(\w+) (\S+)" (\d+) (\d+) (\d+\.\d+)')


class Summary:
    def __init__(self):
        self.requests = 0
        self.bytes = 0
        self.statuses = {}
        self.paths = {}
        self.slowest = 0.0

    def feed(self, line):
        found = LINE.match(line)
        if found is None:
            return
        address, moment, method, path, status, size, seconds = found.groups()
        self.requests += 1
        self.bytes += int(size)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        hits, total = self.paths.get(path, (0, 0.0))
        self.paths[path] = (hits + 1, total + float(seconds))
        self.slowest = max(self.slowest, float(seconds))

    def merge(self, other):
        self.requests += other.requests
        self.bytes += other.bytes
        self.slowest = max(self.slowest, other.slowest)
        for status, count in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count
        for path, (hits, total) in other.paths.items():
            mine, seconds = self.paths.get(path, (0, 0.0))
            self.paths[path] = (mine + hits, seconds + total)


def generate(count):
    draw = random.Random(7)
    paths = ["/", "/index", "/cart", "/search", "/api/items", "/api/users", "/static/app.js", "/login"]
    for i in range(count):
        yield '10.0.%d.%d [%d] "%s %s" %d %d %.2f' % (
            draw.randrange(256), draw.randrange(256), 1700000000 + i, draw.choice(["GET", "GET", "POST"]),
            draw.choice(paths), draw.choice([200, 200, 200, 304, 404, 500]), draw.randrange(20000),
            draw.randrange(300) / 100)


def analyse(lines):
    summary = Summary()
    for line in lines:
        summary.feed(line)
    return summary


def main():
    threads, count, path = 1, 60000, None
    arguments = sys.argv[1:]
    while arguments:
        argument = arguments.pop(0)
        if argument == "--threads":
            threads = int(arguments.pop(0))
        elif argument == "--lines":
            count = int(arguments.pop(0))
        else:
            path = argument
    lines = open(path).read().split("\n") if path else list(generate(count))
    started = time.perf_counter()
    parts = [lines[i:i + 2000] for i in range(0, len(lines), 2000)]
    result = Summary()
    with ThreadPoolExecutor(threads) as pool:
        for summary in pool.map(analyse, parts):
            result.merge(summary)
    seconds = time.perf_counter() - started
    print("requests", result.requests, "bytes", result.bytes, "slowest %.2f" % result.slowest)
    print("statuses", sorted(result.statuses.items()))
    print("paths", [(p, h) for p, (h, total) in sorted(result.paths.items())])
    print("throughput %.0f lines/s" % (len(lines) / seconds), file=sys.stderr)


main()
