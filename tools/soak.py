#!/usr/bin/env python3
"""The soak: threads of one process that run example and scaling programs at random, for minutes.

  soak.py                          build/bin/weft, 8 threads, 10 minutes
  soak.py --minutes 1 --seed 7     shorter, another order of events
  soak.py --tsan                   build/tsan/tools/weft under ThreadSanitizer

What runs, and what is changed and checked meanwhile, says tools/soak_program.py. The soak fails when
the program fails, writes anything on standard error (a report of ThreadSanitizer, an unraisable
exception), stops making progress, or does not end with flat memory: the resident size, sampled every
half second, must not grow from the second quarter of the time to the last by more than SLACK of it
and SLACK_MIB. Under ThreadSanitizer the resident size is mostly its own shadow of every address that
was ever used, so there the live size of the heap, as the program tells it, is judged by the same rule.
Ends with the line 'N passed, N failed'.
"""
import argparse
import os
import queue
import random
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SLACK = 0.15
SLACK_MIB = 12.0
SILENCE = 180  # seconds without a beat that count as a hang


def resident_mib(pid):
    """Resident size of a process; None when it is gone."""
    try:
        with open("/proc/%d/statm" % pid) as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError, ValueError):
        return None


def median(values):
    return sorted(values)[len(values) // 2]


def read_lines(stream, lines):
    for line in stream:
        lines.put(line.rstrip("\n"))
    lines.put(None)


def watch(process):
    """Samples memory until the program ends: (resident sizes, live sizes, last line, problem or None)."""
    lines = queue.Queue()
    threading.Thread(target=read_lines, args=(process.stdout, lines), daemon=True).start()
    samples, alive, last, heard, shown = [], [], "", time.monotonic(), 0.0
    while True:
        try:
            line = lines.get(timeout=0.5)
            if line is None:
                return samples, alive, last, None
            last, heard = line, time.monotonic()
            if line.startswith("beat "):
                alive.append((heard, float(line.split()[3])))
        except queue.Empty:
            pass
        size = resident_mib(process.pid)
        if size is not None:
            samples.append((time.monotonic(), size))
        if time.monotonic() - heard > SILENCE:
            process.kill()
            return samples, alive, last, "no sign of life for %d s" % SILENCE
        if samples and time.monotonic() - shown > 30:
            shown = time.monotonic()
            print("  %s, %.1f MiB resident" % (last or "starting", samples[-1][1]), flush=True)


def growth(samples):
    """Median resident sizes in the second and in the last quarter of the time."""
    begin, end = samples[0][0], samples[-1][0]
    quarter = (end - begin) / 4
    second = [size for at, size in samples if begin + quarter <= at < begin + 2 * quarter]
    fourth = [size for at, size in samples if at >= end - quarter]
    return median(second or [samples[0][1]]), median(fourth)


def main():
    parser = argparse.ArgumentParser(description="Runs programs on threads at random, for minutes.")
    parser.add_argument("--interpreter", default=os.path.join(ROOT, "build", "bin", "weft"))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--seed", type=int, default=None, help="default: a new one, which is printed")
    parser.add_argument("--tsan", action="store_true", help="build/tsan/tools/weft, halting at a report")
    options = parser.parse_args()
    interpreter = options.interpreter
    environment = dict(os.environ)
    if options.tsan:
        interpreter = os.path.join(ROOT, "build", "tsan", "tools", "weft")
        # Shadow memory is let go now and then, or the size would only say which addresses were used.
        environment["TSAN_OPTIONS"] = "halt_on_error=1:flush_memory_ms=10000"
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    print("soak: %s, %g minutes, %d threads, seed %d"
          % (os.path.relpath(interpreter, ROOT), options.minutes, options.threads, seed), flush=True)
    command = [interpreter, os.path.join(ROOT, "tools", "soak_program.py"),
               "%g" % (options.minutes * 60), str(options.threads), str(seed)]
    errors = os.path.join(ROOT, "build", "soak.err")
    with open(errors, "w") as error_file:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=error_file, text=True,
                                   env=environment)
        samples, alive, last, problem = watch(process)
        code = process.wait()
    with open(errors, errors="replace") as file:
        said = file.read()
    problems = [problem] if problem else []
    if code != 0 or not last.startswith("ok "):
        problems.append("exit code %s after '%s'" % (code, last))
    if said:
        problems.append("standard error:\n" + said[:6000])
    for name, sizes in (("resident size", samples), ("live heap", alive)):
        if len(sizes) <= 8:
            problems.append("too short to judge memory")
            break
        before, after = growth(sizes)
        print("soak: %s; %s %.1f MiB in the second quarter, %.1f in the last, %.1f at most"
              % (last, name, before, after, max(size for _, size in sizes)))
        judged = (name == "live heap") == options.tsan
        if judged and after > before * (1 + SLACK) + SLACK_MIB:
            problems.append("%s grew from %.1f to %.1f MiB" % (name, before, after))
    for text in problems:
        print("FAIL soak (seed %d): %s" % (seed, text))
    print("%d passed, %d failed" % (not problems, bool(problems)))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
