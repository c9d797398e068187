#!/usr/bin/env python3
"""Tests of the benchmark runner: pairs, ratios, failures, the files it writes.

Stand-in interpreters are small scripts that burn a known amount of processor time. Ends with
`N passed, N failed`.
"""
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import run
from chart import draw

STAND_IN = """#!%s -S
import os, resource, sys
if sys.argv[1:2] == ["-c"]:
    print(os.path.abspath(sys.argv[0]))
    sys.exit()
until = resource.getrusage(resource.RUSAGE_SELF).ru_utime + %s
while resource.getrusage(resource.RUSAGE_SELF).ru_utime < until:
    pass
%s
"""
SAY = "print('check', os.path.basename(sys.argv[1]))"


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def stand_in(self, name, seconds, action=SAY):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(STAND_IN % (sys.executable, seconds, action))
        os.chmod(self.path(name), 0o755)
        return self.path(name)

    def run_it(self, *arguments):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                code = run.main(list(arguments) + ["--json", self.path("r.json"), "--svg", self.path("r.svg")])
            except SystemExit as stop:
                code = stop.code
        self.text = out.getvalue()
        if os.path.exists(self.path("r.json")):
            with open(self.path("r.json"), encoding="utf-8") as file:
                self.result = json.load(file)
        return code

    def test_ratio_is_that_of_user_time(self):
        slow, fast = self.stand_in("slow", 0.3), self.stand_in("fast", 0.06)
        code = self.run_it("--interpreter", fast, "--against", slow, "--only", "nbody,dicts", "--rounds", "2")
        self.assertEqual(code, 0, self.text)
        self.assertEqual([row["name"] for row in self.result["rows"]], ["nbody", "dicts"])
        for row in self.result["rows"]:
            self.assertEqual(len(row["ratios"]), 2)
            self.assertGreater(row["ratio"], 0.1)
            self.assertLess(row["ratio"], 0.55)
            self.assertEqual(row["check"], "check %s.py" % row["name"])
        self.assertIn("geometric mean 0.", self.text)
        xml.etree.ElementTree.parse(self.path("r.svg"))

    def test_waiting_costs_nothing(self):
        sleepy = self.stand_in("sleepy", 0.05, "import time; time.sleep(0.6); " + SAY)
        busy = self.stand_in("busy", 0.3)
        self.assertEqual(self.run_it("--interpreter", sleepy, "--against", busy, "--only", "nbody", "--rounds", "1"), 0)
        self.assertLess(self.result["rows"][0]["ratio"], 0.8)

    def test_other_output_fails(self):
        mine, other = self.stand_in("mine", 0), self.stand_in("other", 0, "print('something else')")
        self.assertEqual(self.run_it("--interpreter", mine, "--against", other, "--only", "nbody"), 1)
        self.assertIn("something else", self.text)
        self.assertEqual(self.result["rows"], [])

    def test_crash_fails_and_others_go_on(self):
        bad = self.stand_in("bad", 0, "if 'nbody' in sys.argv[1]: os.abort()\n" + SAY)
        good = self.stand_in("good", 0)
        code = self.run_it("--interpreter", bad, "--against", good, "--only", "nbody,dicts", "--rounds", "1")
        self.assertEqual(code, 1)
        self.assertIn("FAILED nbody", self.text)
        self.assertEqual([row["name"] for row in self.result["rows"]], ["dicts"])

    def test_timeout_fails(self):
        stuck = self.stand_in("stuck", 0, "import time; time.sleep(60)")
        code = self.run_it("--interpreter", stuck, "--against", stuck, "--only", "nbody", "--timeout", "1")
        self.assertEqual(code, 1)
        self.assertIn("exit code -9", self.text)

    def test_memory_is_that_of_the_program(self):
        small, large = self.stand_in("small", 0.1), self.stand_in("large", 0.1, "x = b'x' * (40 << 20)\n" + SAY +
                                                                  "\nimport time; time.sleep(0.2)")
        self.run_it("--interpreter", small, "--against", large, "--only", "nbody", "--rounds", "1")
        row = self.result["rows"][0]
        self.assertGreater(row["other_memory"] - row["memory"], 36 << 10)

    def test_wrapper_is_resolved(self):
        with open(self.path("wrapper"), "w", encoding="utf-8") as file:
            file.write('#!/bin/sh\nexec %s "$@"\n' % sys.executable)
        os.chmod(self.path("wrapper"), 0o755)
        self.assertEqual(os.path.realpath(run.resolve(self.path("wrapper"))), os.path.realpath(sys.executable))

    def test_wrong_arguments(self):
        self.assertEqual(self.run_it("--interpreter", "/nowhere/weft"), 2)
        self.assertEqual(self.run_it("--interpreter", sys.executable, "--only", "no_such_program"), 2)
        self.assertEqual(self.run_it("--interpreter", sys.executable, "--rounds", "0"), 2)

    def test_order_alternates(self):
        log = self.path("log")
        note = "open(%r, 'a').write('%%s\\n'); print('x')" % log
        first, second = self.stand_in("a", 0, note % "a"), self.stand_in("b", 0, note % "b")
        self.run_it("--interpreter", first, "--against", second, "--only", "nbody", "--rounds", "2")
        with open(log, encoding="utf-8") as file:
            self.assertEqual(file.read().split(), ["a", "b", "b", "a"])

    def test_scaling_keeps_the_best_try(self):
        action = """
import sys
path = %r
if sys.argv[-1] == '5': # one thread, for the limit
    print('{"units": 1000, "one": 0.5, "name": "own loop"}')
else:
    number = len(open(path).read()) if os.path.exists(path) else 0
    open(path, 'a').write('x')
    print('{"name": "own loop", "speedup": %%s, "processor": 1.0}' %% [1.2, 1.9, 1.4][number])
""" % self.path("count")
        code = self.run_it("--interpreter", self.stand_in("threads", 0, action), "--scaling", "--only", "own_loop",
                           "--tries", "3")
        self.assertEqual(code, 0, self.text)
        self.assertEqual(self.result["rows"][0]["speedup"], 1.9)
        self.assertEqual(self.result["rows"][0]["limit"], 2.0) # two processes, each as fast as one alone
        xml.etree.ElementTree.parse(self.path("r.svg"))

    def test_scaling_programs_notice_wrong_values(self):
        program = self.path("wrong.py")
        with open(program, "w", encoding="utf-8") as file:
            file.write("import itertools, harness\nvalues = itertools.count()\n"
                       "harness.measure('wrong', list, lambda shared, n: next(values))\n")
        done = subprocess.run([sys.executable, program, "2", "1"], capture_output=True, text=True,
                              env=dict(os.environ, PYTHONPATH=os.path.join(run.HERE, "scaling")))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertGreater(json.loads(done.stdout)["wrong"], 0)

    def test_every_program_is_listed(self):
        def names(folder):
            return {n[:-3] for n in os.listdir(os.path.join(run.HERE, folder)) if n.endswith(".py")}
        self.assertEqual(names("programs"), set(run.PROGRAMS))
        self.assertEqual(names("scaling") - {"harness"}, set(run.SCALING))

    def test_chart_shows_every_row(self):
        rows = [{"name": "a & b", "ratio": 0.5}, {"name": "slow", "ratio": 12.0}]
        text = draw({"kind": "speed", "against": "x<y", "rounds": 3, "rows": rows, "geometric_mean": 2.4})
        xml.etree.ElementTree.fromstring(text)
        self.assertIn("a &amp; b", text)
        self.assertEqual(text.count('class="over"'), 1)
        self.assertEqual(text.count('class="mean"'), 1)
        self.assertIn("prefers-color-scheme: dark", text)


if __name__ == "__main__":
    outcome = unittest.TextTestRunner(stream=sys.stdout).run(unittest.defaultTestLoader.loadTestsFromTestCase(Runner))
    bad = len(outcome.failures) + len(outcome.errors)
    print("%d passed, %d failed" % (outcome.testsRun - bad, bad))
    sys.exit(1 if bad else 0)
