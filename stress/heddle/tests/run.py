#!/usr/bin/env python3
"""Tests of the heddle command from end to end: exit statuses, last lines, replay in another folder and process,
models, shards, shrinking, drawing. Prints `N passed, N failed`."""
import json
import os
import re
import subprocess
import sys
import tempfile

import robustness

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND = os.path.join(HERE, "..", "..", "..", "build", "bin", "heddle")

class Tests:
    def __init__(self, folder):
        self.folder = folder
        self.passed = self.failed = 0

    def check(self, name, good, detail=""):
        self.passed += bool(good)
        self.failed += not good
        print("%s %s %s" % ("ok  " if good else "FAIL", name, "" if good else detail), flush=True)

    def heddle(self, *words, folder=None):
        done = subprocess.run([COMMAND] + [str(word) for word in words], capture_output=True, text=True, timeout=300,
                              cwd=folder or self.folder, stdin=subprocess.DEVNULL)
        lines = done.stdout.strip().splitlines()
        return done.returncode, lines[-1] if lines else "", done.stdout

    def build(self, name, text=None):
        source = os.path.join(HERE, "programs", name + ".c")
        if text is not None:
            source = os.path.join(self.folder, name + ".c")
            with open(source, "w", encoding="utf-8") as file:
                file.write(text)
        program = os.path.join(self.folder, name)
        status, _, text = self.heddle("cc", "-O1", source, "-o", program)
        assert status == 0, text
        return program


def outcomes(text):
    return set(re.findall(r"^outcome +\d+  (.*)$", text, re.M))


def test_usage(tests):
    tests.check("unknown option", tests.heddle("run", "--bogus")[0] == 2)
    tests.check("no program", tests.heddle("run", "./nothing")[0] == 2)


def test_output(tests):
    program = tests.build("prints", '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }')
    for words, times in (((), 0), (("--seed", 3), 1), (("--seeds", 4, "--output"), 4)):
        text = tests.heddle("run", "--quiet", *words, program)[2]
        tests.check("output with %s" % (words,), text.count("hello") == times, text)
    alone = subprocess.run([program], capture_output=True, text=True, timeout=60, check=False)
    tests.check("a program by itself runs once", (alone.returncode, alone.stdout) == (0, "hello\n"), alone)


def test_robustness(tests):
    robustness.run(tests, COMMAND)


def test_models(tests):
    sb, mp = tests.build("sb"), tests.build("mp")
    weak = "r1=0 r2=0"
    for model, store_buffering, message in (("rc11", True, True), ("tso", True, False), ("sc", False, False)):
        for strategy in ("random", "exhaustive"):
            common = ("run", "--model", model, "--strategy", strategy, "--seeds", 3000)
            text = tests.heddle(*common, sb)[2]
            tests.check("SB %s %s" % (model, strategy), (weak in outcomes(text)) == store_buffering, text)
            if strategy == "exhaustive":
                tests.check("SB %s count" % model, "complete: %d executions" % (4 if store_buffering else 3) in text, text)
            text = tests.heddle(*common, mp)[2]
            tests.check("MP %s %s" % (model, strategy), ("r1=1 r2=0" in outcomes(text)) == message, text)


def test_replay(tests):
    text = open(os.path.join(HERE, "programs", "mp.c"), encoding="utf-8").read()
    broken = tests.build("broken", text.replace("return 0; }\nint main", "heddle_assert(r2 || !r1); return 0; }\nint main"))
    other = tempfile.mkdtemp(dir=tests.folder)
    status, last, _ = tests.heddle("run", "--keep-going", "--seeds", 2000, broken)
    tests.check("broken message passing fails", status == 1 and "kind=assert" in last, last)
    seed = re.search(r"seed=(\d+)", last).group(1)
    again = tests.heddle("run", "--seed", seed, broken, folder=other)
    tests.check("the seed gives the same trace elsewhere", again[1] == last, (last, again[1]))
    file = os.path.join(other, "broken.schedule")
    status, last, text = tests.heddle("shrink", "-o", file, broken)
    count = int(re.search(r"deviations=(\d+)", text).group(1))
    tests.check("shrunk to few deviations", status == 1 and count <= 10, text)
    replayed = tests.heddle("replay", file, broken)
    tests.check("the schedule replays", replayed[1] == last, (last, replayed[1]))
    page = os.path.join(other, "page.html")
    chrome = os.path.join(other, "trace.json")
    tests.heddle("explain", "--schedule", file, "--html", page, "--chrome", chrome, broken)
    drawn = open(page, encoding="utf-8").read()
    tests.check("the page shows the stale read and loads nothing", "STALE" in drawn and "src=" not in drawn)
    tests.check("the Chrome trace is JSON", json.load(open(chrome, encoding="utf-8"))["traceEvents"])
    killed = tests.heddle("run", "--quiet", "--weaken", "mp.c:1=relaxed", tests.build("mp"))
    tests.check("an unknown site is refused", killed[0] == 2, killed[:2])


def test_shards(tests):
    program = tests.build("sb")
    files = []
    for part in (1, 2, 3):
        files.append(os.path.join(tests.folder, "part%d.json" % part))
        tests.heddle("run", "--seeds", 3000, "--shard", "%d/3" % part, "--json", files[-1], program)
    whole = os.path.join(tests.folder, "whole.json")
    tests.heddle("run", "--seeds", 3000, "--json", whole, program)
    merged = os.path.join(tests.folder, "merged.json")
    tests.heddle("merge", "-o", merged, *files)
    count = {name: {text: v["count"] for text, v in json.load(open(path, encoding="utf-8"))["outcomes"].items()}
             for name, path in (("whole", whole), ("merged", merged))}
    tests.check("three shards find what one run finds", count["whole"] == count["merged"], count)


def main():
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(folder)
        for test in (test_usage, test_output, test_robustness, test_models, test_replay, test_shards):
            test(tests)
    print("%d passed, %d failed" % (tests.passed, tests.failed))
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
