"""Requests, errors and slow paths in the access log of a web server, on a pool of threads.

usage: log_analyser.py [--threads N] [--lines N] [--progress] [FILE]

The log is in the combined format with the request's seconds at the end. Without a file a log of
so many lines (60000) is made up, the same every time.
"""
import getopt
import random
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor

LINE = re.compile(r'(?P<address>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>\w+) (?P<path>\S+) [^"]*" '
                  r'(?P<status>\d{3}) (?P<size>\d+|-) "[^"]*" "(?P<agent>[^"]*)" (?P<seconds>[\d.]+)')
PART = 1000


class PathTimes:
    def __init__(self):
        self.hits = 0
        self.errors = 0
        self.milliseconds = 0
        self.slowest = 0

    def add(self, other):
        self.hits += other.hits
        self.errors += other.errors
        self.milliseconds += other.milliseconds
        self.slowest = max(self.slowest, other.slowest)


class Summary:
    """What one part of the log says, or all of it."""

    def __init__(self):
        self.requests = self.bytes = self.unreadable = 0
        self.statuses = {}
        self.paths = {}
        self.visitors = set()

    def feed(self, line):
        found = LINE.match(line)
        if found is None:
            self.unreadable += 1
            return
        address, _, _, path, status, size, _, seconds = found.groups()
        self.requests += 1
        self.bytes += 0 if size == "-" else int(size)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.visitors.add(address)
        path = path.partition("?")[0]
        times = self.paths.get(path)
        if times is None:
            times = self.paths[path] = PathTimes()
        milliseconds = round(float(seconds) * 1000)
        times.hits += 1
        times.errors += status[0] == "5"
        times.milliseconds += milliseconds
        times.slowest = max(times.slowest, milliseconds)

    def merge(self, other):
        self.requests += other.requests
        self.bytes += other.bytes
        self.unreadable += other.unreadable
        self.visitors |= other.visitors
        for status, count in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count
        for path, times in other.paths.items():
            self.paths.setdefault(path, PathTimes()).add(times)

    def report(self):
        print("%d requests from %d visitors, %d bytes, %d unreadable lines"
              % (self.requests, len(self.visitors), self.bytes, self.unreadable))
        for status, count in sorted(self.statuses.items()):
            print("  status %s: %d" % (status, count))
        slow = sorted(self.paths.items(), key=lambda item: (-item[1].milliseconds / item[1].hits, item[0]))
        for path, times in slow[:8]:
            print("  %-16s %7d hits %6d errors %6.1f ms on average %6d ms at most"
                  % (path, times.hits, times.errors, times.milliseconds / times.hits, times.slowest))


def made_up(count):
    draw = random.Random(7)
    paths = ["/", "/index.html", "/cart", "/search?q=wool", "/api/items", "/api/users", "/app.js", "/login"]
    for i in range(count):
        if i % 997 == 996:
            yield "-- MARK --"
            continue
        path = draw.choice(paths)
        status = draw.choice([200, 200, 200, 200, 304, 404, 500])
        yield ('10.0.%d.%d - - [14/Nov/2025:%02d:%02d:%02d +0000] "%s %s HTTP/1.1" %d %d "-" "agent/%d" %.3f'
               % (draw.randrange(8), draw.randrange(256), i // 3600 % 24, i // 60 % 60, i % 60,
                  draw.choice(["GET", "GET", "POST"]), path, status, draw.randrange(20000),
                  draw.randrange(4), draw.randrange(30 * len(path)) / 1000))


def analyse(lines):
    summary = Summary()
    for line in lines:
        summary.feed(line)
    return summary


def read_lines(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def main():
    options, files = getopt.getopt(sys.argv[1:], "", ["threads=", "lines=", "progress"])
    options = dict(options)
    lines = read_lines(files[0]) if files else list(made_up(int(options.get("--lines", 60000))))
    parts = [lines[i:i + PART] for i in range(0, len(lines), PART)]
    result = Summary()
    started = time.perf_counter()
    with ThreadPoolExecutor(int(options.get("--threads", 1))) as pool:
        for number, summary in enumerate(pool.map(analyse, parts), 1):
            result.merge(summary)
            if "--progress" in options:
                print("progress %.3f" % (number / len(parts)), file=sys.stderr, flush=True)
    seconds = time.perf_counter() - started
    result.report()
    print("throughput %.0f lines/s" % (len(lines) / seconds), file=sys.stderr)


if __name__ == "__main__":
    main()
