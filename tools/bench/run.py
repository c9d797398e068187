#!/usr/bin/env python3
"""Compares the speed of two Python interpreters, program by program.

    run.py --interpreter build/bin/weft                      against python3.11
    run.py --interpreter A --against B --only richards,nbody --rounds 9
    run.py --interpreter build/bin/weft --scaling            one thread against two

Each round runs a program on both interpreters, in turns, and takes the ratio of their user processor
times; a program's figure is the median of its ratios, the last line is their geometric mean. Below
1.0 the interpreter is faster than the other. Both must print the same check value. The exit code is
1 when a program fails or prints something else, and 2 for wrong arguments.
"""
import argparse
import json
import math
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from chart import draw

HERE = os.path.dirname(os.path.abspath(__file__))
# Program and the size with which --check runs it.
PROGRAMS = {
    "richards": "1", "deltablue": "1", "nbody": "500", "fannkuch": "6", "spectral_norm": "20",
    "nqueens": "1", "chaos": "500", "raytrace": "12", "float_objects": "1", "pidigits": "200",
    "generators": "1", "comprehensions": "5", "strings": "5", "dicts": "1", "exceptions": "300",
    "sorting": "1", "sets": "1", "numbers_text": "1", "json_trips": "2", "patterns": "2", "iterators": "2",
    "calls": "1", "records": "1", "containers": "1", "hashes": "1", "trees": "1", "tokens": "1", "tasks": "1",
    "billing": "1", "pickles": "1", "tables": "1", "calendar_days": "1",
}
SCALING = ["own_loop", "own_object", "shared_method", "shared_function", "shared_dict_read",
           "shared_list_read", "shared_attribute_write", "shared_dict_write", "list_append",
           "allocation", "class_mutation"]


class Failure(Exception):
    """A program could not be measured; the text says why."""


def resolve(command):
    """The real program behind a name: a wrapper script must not be measured with what it starts."""
    path = shutil.which(command)
    if path is None:
        raise Failure("%s: not found" % command)
    asked = subprocess.run([path, "-c", "import sys; print(sys.executable)"], capture_output=True, text=True)
    real = asked.stdout.strip()
    return real if asked.returncode == 0 and os.access(real, os.X_OK) else os.path.abspath(path)


def peak_memory(pid):
    """High-water mark in KiB. (That of wait4 would count what this process had before exec.)"""
    try:
        with open("/proc/%d/status" % pid, encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def execute(command, timeout):
    """Runs a command: (output, user seconds, peak memory in KiB)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)
        end, peak, pid = time.monotonic() + timeout, 1, 0
        while pid == 0:
            peak = max(peak, peak_memory(process.pid))
            if time.monotonic() > end:
                os.killpg(process.pid, signal.SIGKILL)
                end = math.inf
            time.sleep(0.005)
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            tail = err.read().decode(errors="replace").strip().splitlines()[-3:]
            raise Failure("%s: exit code %d %s" % (" ".join(command), process.returncode, " | ".join(tail)))
        return out.read().decode(errors="replace"), usage.ru_utime, peak


def compare(name, command_of, mine, other, rounds, timeout):
    """One program's row of the report."""
    times, memory, ratios, check = {mine: [], other: []}, {mine: 0, other: 0}, [], None
    for number in range(rounds):
        # The first of a pair alternates, so that a drift of the machine favours nobody.
        for interpreter in (mine, other) if number % 2 == 0 else (other, mine):
            output, seconds, peak = execute(command_of(interpreter), timeout)
            if check is None:
                check = output
            if output != check:
                raise Failure("%s: prints %r, and %r elsewhere" % (interpreter, output, check))
            times[interpreter].append(seconds)
            memory[interpreter] = max(memory[interpreter], peak)
        ratios.append(max(times[mine][-1], 1e-4) / max(times[other][-1], 1e-4))
    return {"name": name, "ratio": statistics.median(ratios), "ratios": ratios,
            "seconds": statistics.median(times[mine]), "other_seconds": statistics.median(times[other]),
            "memory": memory[mine], "other_memory": memory[other], "check": check.strip()}


def geometric_mean(numbers):
    return math.exp(sum(map(math.log, numbers)) / len(numbers)) if numbers else 0.0


def run_speed(options, mine, other):
    rows, failures = [], []
    print("user seconds, median of %d rounds; ratio below 1: %s is faster than %s" % (options.rounds, mine, other))
    print("%-16s %9s %9s %7s  %15s %9s %9s" % ("program", "seconds", "other", "ratio", "range", "MiB", "other"))
    for name in options.only:
        arguments = [os.path.join(HERE, "programs", name + ".py")] + ([PROGRAMS[name]] if options.check else [])
        try:
            row = compare(name, lambda interpreter: [interpreter] + arguments, mine, other, options.rounds,
                          options.timeout)
        except Failure as failure:
            failures.append("%s: %s" % (name, failure))
            print("%-16s FAILED" % name, flush=True)
            continue
        rows.append(row)
        print("%-16s %9.3f %9.3f %7.3f  %7.3f-%7.3f %9.1f %9.1f" % (
            name, row["seconds"], row["other_seconds"], row["ratio"], min(row["ratios"]), max(row["ratios"]),
            row["memory"] / 1024, row["other_memory"] / 1024), flush=True)
    mean = geometric_mean([row["ratio"] for row in rows])
    memory = geometric_mean([row["memory"] / row["other_memory"] for row in rows])
    print("geometric mean %.3f (worst %.3f); peak memory %.3f of the other's" % (
        mean, max([row["ratio"] for row in rows], default=0.0), memory))
    return {"kind": "speed", "interpreter": mine, "against": other, "rounds": options.rounds, "rows": rows,
            "geometric_mean": mean, "memory_geometric_mean": memory}, failures


def machine_limit(command, threads):
    """How much faster `threads` processes that share nothing run the same program on one thread each than
    one process does, at this moment: all that the machine has to give to threads."""
    def rate(count):
        running = [subprocess.Popen(command + ["1", "5"], stdout=subprocess.PIPE, text=True) for _ in range(count)]
        rows = [json.loads(process.communicate()[0]) for process in running]
        return sum(row["units"] / row["one"] for row in rows)
    before, many, after = rate(1), rate(threads), rate(1)
    return many / max(before, after)


def run_scaling(options, mine):
    rows, failures = [], []
    threads = options.threads
    print("%d threads against one, best of %d tries; limit: as many processes that share nothing" % (
        threads, options.tries))
    print("%-24s %8s %8s %22s" % ("program", "speedup", "limit", "processor time a unit"))
    for name in options.only:
        best, limit = None, 0.0
        program = [mine, os.path.join(HERE, "scaling", name + ".py")]
        command = program + [str(threads)]
        try:
            for _ in range(options.tries):
                output = execute(command + (["1"] if options.check else []), options.timeout)[0]
                row = json.loads(output)
                if best is None or row["speedup"] > best["speedup"]:
                    best = row
                if not options.check:
                    limit = max(limit, machine_limit(program, threads))
        except (Failure, ValueError) as failure:
            failures.append("%s: %s" % (name, failure))
            print("%-24s FAILED" % name, flush=True)
            continue
        best["limit"] = limit
        best["ratio"] = best["speedup"]
        rows.append(best)
        print("%-24s %8.2f %8.2f %22.2f" % (best["name"], best["speedup"], limit, best["processor"]), flush=True)
    return {"kind": "scaling", "interpreter": mine, "threads": threads, "tries": options.tries, "rows": rows}, failures


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interpreter", required=True, help="the interpreter that is measured")
    parser.add_argument("--against", default="python3.11", help="the other one (python3.11)")
    parser.add_argument("--only", help="programs, separated by commas")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs of a program (5)")
    parser.add_argument("--scaling", action="store_true", help="one thread against several")
    parser.add_argument("--threads", type=int, default=2, help="threads of --scaling (2)")
    parser.add_argument("--tries", type=int, default=3, help="runs of a scaling program, of which the best counts (3)")
    parser.add_argument("--check", action="store_true", help="small sizes, once: do all programs agree?")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for one run (300)")
    parser.add_argument("--json", help="writes all figures to this file")
    parser.add_argument("--svg", help="draws a chart into this file")
    options = parser.parse_args(arguments)
    known = SCALING if options.scaling else list(PROGRAMS)
    options.only = options.only.split(",") if options.only else known
    for name in options.only:
        if name not in known:
            parser.error("no program %s; there are %s" % (name, ", ".join(known)))
    if min(options.rounds, options.threads, options.tries) < 1:
        parser.error("rounds, threads and tries start from 1")
    if options.check:
        options.rounds = options.tries = 1
    return options


def main(arguments=None):
    options = parse(arguments)
    try:
        mine = resolve(options.interpreter)
        other = None if options.scaling else resolve(options.against)
    except Failure as failure:
        print("run.py: %s" % failure, file=sys.stderr)
        return 2
    result, failures = run_scaling(options, mine) if options.scaling else run_speed(options, mine, other)
    for failure in failures:
        print("FAILED %s" % failure)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(dict(result, failures=failures), file, indent=1)
    if options.svg:
        with open(options.svg, "w", encoding="utf-8") as file:
            file.write(draw(result))
    if options.check:
        print("%d passed, %d failed" % (len(result["rows"]), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    # A program that crashes is a failed row, not a core file in the working folder.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    sys.exit(main())
