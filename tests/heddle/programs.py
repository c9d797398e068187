"""The hand-written programs: what their first comments promise, and how they are built."""
import os
import re

from heddle_command import HERE, build

PROMISE = re.compile(r"^ \* broken (\d+)(?: \[([^\]]*)\])?(?: \(not ([a-z, ]*)\))?: (.*)$")
STRATEGIES = ("portfolio", "random", "pct", "pos", "wmpct", "rr")


class Broken:
    """One broken version: the kinds of failure that count as finding it, and the strategies that do not claim to."""

    def __init__(self, number, kinds, without, text):
        self.number, self.text = number, text
        self.unclaimed = without.split(", ") if without else []
        self.kinds = kinds.split("|") if kinds else None


class Program:
    def __init__(self, path):
        self.path = path
        self.name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8") as file:
            self.lines = file.read().splitlines()
        self.broken = [Broken(int(m.group(1)), m.group(2), m.group(3), m.group(4)) for m in map(PROMISE.match, self.lines) if m]

    def survivors(self):
        """Line numbers whose comment argues that a weaker order does no harm."""
        return {number for number, line in enumerate(self.lines, 1) if "survives:" in line}

    def build(self, number=0, **options):
        return build(self.path, ["BROKEN=%d" % number] if number else [], **options)


def read_programs(folder):
    full = os.path.join(HERE, folder)
    return [Program(os.path.join(full, name)) for name in sorted(os.listdir(full)) if name.endswith(".c")]
