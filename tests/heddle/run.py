#!/usr/bin/env python3
"""Tests Heddle from outside. Suites: oracle (the judge itself), native (programs without Heddle), litmus,
counts, structures, protocols, bugs, replay, fuzz, found and weft (its runtime, compiled for Heddle); rates makes the table of docs/heddle-model.md. `--quick` is
what `tools/dev test` runs, a few minutes on two processors; without it the budgets are those of the promises in
docs/heddle.md (`tools/dev soak-heddle`)."""
import argparse
import subprocess
import sys
import time

import heddle_command
import suite_counts
import suite_found
import suite_fuzz
import suite_litmus
import suite_programs
import suite_rates
import suite_replay
import suite_weft
from report import Report


def run_oracle(report, arguments):
    words = ["--random", "60", "--literal", "120"] if arguments.quick else ["--random", "1000", "--literal", "3000"]
    for name in ("test_oracle.py", "generate.py"):
        options = words if name == "test_oracle.py" else ["--check"]
        done = subprocess.run([sys.executable, "%s/%s" % (heddle_command.HERE, name)] + options,
                              capture_output=True, text=True, check=False)
        report.add(name, [done.stdout[-1500:] + done.stderr[-1500:]] if done.returncode else [])


def run_native(report, arguments):
    suite_litmus.run_native(report, arguments)
    suite_programs.run_native(report, arguments)


NATIVE_SUITES = {"oracle": run_oracle, "native": run_native}
HEDDLE_SUITES = {"litmus": suite_litmus.run_suite, "counts": suite_counts.run_suite, "structures": suite_programs.run_structures,
                 "protocols": suite_programs.run_protocols, "bugs": suite_programs.run_bugs,
                 "replay": suite_replay.run_suite, "fuzz": suite_fuzz.run_suite,
                 "found": suite_found.run_suite}
LARGE_SUITES = {"weft": suite_weft.run_suite} # minutes of compilation: by name, and without --quick
TABLES = {"rates": suite_rates.run_suite}
SUITES = {**NATIVE_SUITES, **HEDDLE_SUITES, **LARGE_SUITES, **TABLES}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("suites", nargs="*", help="suites to run (default: all)")
    options.add_argument("--quick", action="store_true", help="smaller budgets")
    options.add_argument("--filter", default="", help="only programs whose name has this text")
    options.add_argument("--sample", type=int, default=1, help="every N-th litmus program")
    options.add_argument("--runs", type=int, default=100000,
                         help="runs in which random must see every outcome; 0: fuzz compares exhaustive search alone")
    options.add_argument("--programs", type=int, default=0, help="random programs of fuzz, failing seeds of replay")
    options.add_argument("--start", type=int, default=0, help="first seed of fuzz and replay")
    options.add_argument("--write", metavar="FILE", help="rates: puts the table between the marks of this file")
    arguments = options.parse_args()
    if arguments.quick and arguments.sample == 1:
        arguments.sample = 4
    report = Report()
    large = {} if arguments.quick else LARGE_SUITES
    for name in arguments.suites or {**NATIVE_SUITES, **HEDDLE_SUITES, **large}:
        start, before = time.monotonic(), (report.passed, report.failed)
        SUITES[name](report, arguments)
        print("suite %s: %d passed, %d failed in %.0f s" % (name, report.passed - before[0], report.failed - before[1],
                                                            time.monotonic() - start), flush=True)
    print("%d passed, %d failed" % (report.passed, report.failed))
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
