#!/usr/bin/env python3
"""Heddle's speed, with its targets beside: `tools/dev bench heddle`.

    heddle.py [--heddle COMMAND] [--seconds N] [--json FILE]

Rates are executions a second over all processors. On a shared machine the clock says how busy the others
are, so that each rate is also given as what the processor time that was used would give: executions by
second of processor time, times the number of processors. That is the figure held against the target.
A single-threaded program is compared with itself natively, compiled with the same -O1, in user time.
The exit status is 1 where a target is missed or a program fails."""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LITMUS = os.path.join(ROOT, "tests", "heddle")
PROCESSORS = min(2, os.cpu_count() or 1)
RATES = [  # what, program, mode, target
    ("litmus in process", "litmus/SB", "batch", 20000),
    ("litmus in process", "litmus/MP", "batch", 20000),
    ("litmus in process", "litmus/IRIW", "batch", 20000),
    ("litmus, fork server", "litmus/SB", "process", 2000),
    ("litmus, fork server", "litmus/IRIW", "process", 2000),
    ("1,000-event structure", "queue_thousand", "batch", 500),
]
SINGLE = ["single_sort", "single_matrix", "single_tree", "single_words"]
SLOWEST = 10.0


class Failure(Exception):
    """A program does not compile, or does not end as it must."""


def run(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False, timeout=600, **options)
    if done.returncode:
        raise Failure("%s: status %d: %s" % (" ".join(words), done.returncode, (done.stdout + done.stderr)[-500:]))
    return done.stdout


def source(name):
    folder = LITMUS if "/" in name else os.path.join(HERE, "heddle")
    return os.path.join(folder, name + ".c")


def build(compiler, name, target):
    run(compiler + ["-O1", "-w", "-pthread", "-I" + LITMUS, "-I" + os.path.join(ROOT, "stress", "heddle"), source(name), "-o",
                    target])
    return target


def processor_time(before, after):
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def campaign(heddle, program, mode, seeds):
    """(report, processor seconds) of one campaign."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = run([heddle, "run", "--quiet", "--jobs", str(PROCESSORS), "--mode", mode, "--seeds", str(seeds), "--json", "-", program])
    used = processor_time(before, resource.getrusage(resource.RUSAGE_CHILDREN))
    return json.loads(text[:text.rindex("}") + 1]), used


def measure_rate(heddle, program, mode, seconds):
    """(executions a second by the clock, by processor time over all processors, steps of an execution)"""
    _, start = campaign(heddle, program, mode, 200)
    report, used = campaign(heddle, program, mode, 1000)
    per_run = max(used - start, 0.001) / 800
    seeds = max(1000, int(seconds * PROCESSORS / per_run))
    report, used = campaign(heddle, program, mode, seeds)
    return report["runs"] / report["seconds"], PROCESSORS * report["runs"] / max(used - start, 0.001), report["steps"] / report["runs"]


def user_time(words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = run(words, stdin=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before.ru_utime, text


def measure_single(heddle, name, folder, rounds):
    """Median of user time under Heddle, without what starting the command takes, by that of the native program."""
    native = build(["gcc"], name, os.path.join(folder, name + ".native"))
    program = build([heddle, "cc"], name, os.path.join(folder, name))
    empty = os.path.join(folder, "empty.c")
    with open(empty, "w", encoding="ascii") as file:
        file.write("int main(void) { return 0; }\n")
    run([heddle, "cc", empty, "-o", os.path.join(folder, "empty")])
    options = [heddle, "run", "--quiet", "--seed", "0", "--timeout", "100", "--mode", "process"]
    ratios = []
    for _ in range(rounds):
        start, _ = user_time(options + [os.path.join(folder, "empty")])
        plain, said = user_time([native])
        under, text = user_time(options + [program])
        if said.strip() not in text:
            raise Failure("%s: prints something else under Heddle" % name)
        ratios.append((under - start) / plain)
    return statistics.median(ratios)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--heddle", default=os.path.join(ROOT, "build", "bin", "heddle"))
    options.add_argument("--seconds", type=float, default=3.0, help="how long each rate is measured")
    options.add_argument("--rounds", type=int, default=3, help="rounds of each single-threaded program")
    options.add_argument("--json", help="also writes the figures to this file")
    arguments = options.parse_args()
    heddle = os.path.abspath(arguments.heddle)
    rows, missed = [], 0
    print("%d processors, load average %.1f; %s" % (PROCESSORS, os.getloadavg()[0], time.strftime("%Y-%m-%d")))
    with tempfile.TemporaryDirectory() as folder:
        try:
            for what, name, mode, target in RATES:
                program = build([heddle, "cc"], name, os.path.join(folder, os.path.basename(name)))
                wall, used, steps = measure_rate(heddle, program, mode, arguments.seconds)
                good = used >= target
                missed += not good
                rows.append({"what": what, "program": name, "clock": wall, "processor": used, "steps": steps, "target": target})
                print("%-22s %-15s %8.0f/s by processor time, %8.0f/s by the clock, %5.0f steps; at least %5d/s: %s"
                      % (what, os.path.basename(name), used, wall, steps, target, "yes" if good else "MISSED"), flush=True)
            for name in SINGLE:
                ratio = measure_single(heddle, name, folder, arguments.rounds)
                missed += ratio > SLOWEST
                rows.append({"what": "single thread", "program": name, "times": ratio, "target": SLOWEST})
                print("%-22s %-15s %8.1f times native; at most %.0f: %s"
                      % ("single thread", name, ratio, SLOWEST, "yes" if ratio <= SLOWEST else "MISSED"), flush=True)
        except Failure as failure:
            print("FAIL %s" % failure)
            return 1
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
    print("%d of %d targets met" % (len(rows) - missed, len(rows)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
