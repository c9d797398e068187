#!/usr/bin/env python3
"""Tests of what must end in an exception, at once: recursion of every kind, absurd sizes, full devices,
closed streams, strange files, Ctrl-C while the main thread waits, exit with running threads.

  run.py [--interpreter build/bin/weft] [NAME...]

Each program is a file of tests/robust/limits, or stands here. Where CPython's command defines what is
right, python3.11 runs too and the results are compared. Ends with the line 'N passed, N failed'.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIMITS = os.path.join(ROOT, "tests/robust/limits")
WEFT = os.path.join(ROOT, "build/bin/weft")
ORACLE = None
PATIENCE = 300  # seconds: a sanitizer's build on a busy machine


def environment():
    kept = {name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}
    return dict(kept, PATH=os.environ["PATH"], LC_ALL="C.UTF-8", HOME="/nonexistent")


def run(command, *arguments, **more):
    done = subprocess.run([command, *arguments], capture_output=True, env=environment(), timeout=PATIENCE, **more)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


class Programs(unittest.TestCase):
    """Each prints a line per case, `name: ok` where it ended as it should."""

    def check(self, name, *arguments):
        code, out, err = run(WEFT, os.path.join(LIMITS, name), *arguments)
        bad = [line for line in out.splitlines() if not line.endswith(": ok")]
        self.assertEqual((code, bad, err), (0, [], ""))
        self.assertGreater(len(out.splitlines()), 10)

    def test_recursion(self):
        self.check("recursion.py")

    def test_recursion_with_a_high_limit_ends_at_the_native_stack(self):
        self.check("recursion.py", "--limit", "1000000000")

    def test_nested_source(self):
        self.check("nested_source.py")

    def test_absurd_sizes(self):
        self.check("absurd_sizes.py")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--interpreter", default=WEFT)
    parser.add_argument("--oracle", default=shutil.which("python3.11") or sys.executable)
    options, rest = parser.parse_known_args()
    WEFT, ORACLE = os.path.abspath(options.interpreter), options.oracle
    program = unittest.main(argv=[sys.argv[0]] + rest, exit=False, verbosity=2)
    result = program.result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed or not result.testsRun else 0)
