#!/usr/bin/env python3
"""Runs the example programs on one thread and on all cores, and shows what comes of it.

  demo.py [--weft build/bin/weft] [--scale 1.0] [--threads N]

For each program: progress while it runs, throughput on one thread and on N (all cores, at least two),
the speed-up, and whether both printed the same. Then what the specializer did, family by family, in a
shorter run of each. Called by `tools/dev demo`; exit code 1 when a program fails or results differ.
"""
import argparse
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = os.path.join(ROOT, "docs/examples")
OUTPUT = os.path.join(ROOT, "build/demo")
PROGRAMS = [ # name, its option for the size, size of the run, size of the run that counts, what it does
    ("text_index", "--documents", 150, 20, "words of licence texts, in one shared dictionary of objects"),
    ("log_analyser", "--lines", 60000, 4000, "an access log, on a pool of threads"),
    ("ray_tracer", "--size", 160, 40, "a picture, of one scene that all threads share"),
    ("pipeline", "--items", 120, 10, "blocks of a file through bounded queues"),
]


class Screen:
    """Colour and progress where they make sense: at a terminal, and unless NO_COLOR is set."""

    def __init__(self):
        self.terminal = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        self.colour = self.terminal and not os.environ.get("NO_COLOR")

    def paint(self, code, text):
        return "\x1b[%sm%s\x1b[0m" % (code, text) if self.colour else text

    def progress(self, label, share):
        if self.terminal:
            done = round(share * 28)
            print("\r  %-22s %s%s %3d%%" % (label, "█" * done, "░" * (28 - done), round(share * 100)),
                  end="", flush=True)

    def clear(self):
        if self.terminal:
            print("\r\x1b[K", end="", flush=True)


def run(screen, weft, name, size, threads):
    """Runs one, with `size` its option and the number. Returns what the program printed, and its throughput with the unit."""
    command = [weft, os.path.join(EXAMPLES, name + ".py"), "--threads", str(threads), *size, "--progress"]
    if name == "ray_tracer":
        command += ["--output", os.path.join(OUTPUT, "picture.ppm")]
    label = "%s, %d thread%s" % (name, threads, "" if threads == 1 else "s")
    screen.progress(label, 0)
    path = os.path.join(OUTPUT, "%s.%d.out" % (name, threads))
    rate, unit, rest = 0.0, "?", []
    with open(path, "w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            kind, _, told = line.strip().partition(" ")
            if kind == "progress":
                screen.progress(label, float(told))
            elif kind == "throughput":
                number, unit = told.split()
                rate = float(number)
            else:
                rest.append(line)
    screen.clear()
    if process.wait() != 0 or rate == 0.0:
        sys.stdout.write("".join(rest))
        sys.exit("%s ended with %d" % (label, process.returncode))
    with open(path, encoding="utf-8") as out:
        return out.read(), rate, unit


def compare(screen, weft, scale, threads):
    print(screen.paint("1", "  %-14s %14s %14s %9s  result" % ("program", "1 thread", "%d threads" % threads, "speed-up")))
    same = True
    for name, option, size, _, what in PROGRAMS:
        size = (option, str(max(4, round(size * scale))))
        one, slow, unit = run(screen, weft, name, size, 1)
        many, quick, _ = run(screen, weft, name, size, threads)
        same &= one == many
        speed_up = "%8.2fx" % (quick / slow)
        print("  %-14s %14s %14s %s  %s   %s" % (
            name, "{:,.0f}".format(slow), "{:,.0f}".format(quick),
            screen.paint("32" if quick > 1.5 * slow else "33", speed_up),
            screen.paint("32", "same") if one == many else screen.paint("31", "DIFFERENT"), unit))
        print(screen.paint("2", "      " + what))
    return same


def count_families(weft, threads):
    """Sums what -X stats=json says of a short run of each program."""
    families, kinds = {}, ("attempts", "successes", "failed_exchanges", "hits", "misses", "deopts")
    for name, option, _, size, _ in PROGRAMS:
        done = subprocess.run([weft, "-X", "stats=json", os.path.join(EXAMPLES, name + ".py"),
                               "--threads", str(threads), option, str(size)], capture_output=True, text=True, check=True)
        counted = json.loads(re.search(r"^\{.*", done.stderr, re.S | re.M)[0])["families"]
        for family, row in counted.items():
            sums = families.setdefault(family, dict.fromkeys(kinds, 0))
            for kind in kinds:
                sums[kind] += row[kind]
    return families


def show_families(screen, families):
    print(screen.paint("1", "  %-20s %9s %9s %7s %13s %10s %7s %8s" % (
        "family", "attempts", "successes", "failed", "hits", "misses", "deopts", "hit rate")))
    for family, row in sorted(families.items(), key=lambda item: -item[1]["hits"])[:12]:
        tries = row["hits"] + row["misses"]
        print("  %-20s %9d %9d %7d %13s %10s %7d %7.1f%%" % (
            family, row["attempts"], row["successes"], row["failed_exchanges"], "{:,}".format(row["hits"]),
            "{:,}".format(row["misses"]), row["deopts"], 100 * row["hits"] / tries if tries else 0))


def main():
    parser = argparse.ArgumentParser(description="Runs the example programs of Weft.")
    parser.add_argument("--weft", default=os.path.join(ROOT, "build/bin/weft"))
    parser.add_argument("--scale", type=float, default=1.0, help="size of the work (default 1.0)")
    parser.add_argument("--threads", type=int, default=max(2, os.cpu_count() or 2))
    options = parser.parse_args()
    os.makedirs(OUTPUT, exist_ok=True)
    screen = Screen()
    same = compare(screen, options.weft, options.scale, options.threads)
    print("\n  What the specializer did, in a shorter run of all four on %d threads:\n" % options.threads)
    show_families(screen, count_families(options.weft, options.threads))
    print("\n  The picture: %s" % os.path.relpath(os.path.join(OUTPUT, "picture.ppm")))
    print(screen.paint("32", "  All results are the same on one thread and on %d." % options.threads) if same
          else screen.paint("31", "  Results differ."))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
