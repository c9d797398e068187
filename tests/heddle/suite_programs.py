"""Structures, protocols and bugs: the correct version is clean under every strategy, each broken one is found by
each strategy, and the rates per 1,000 runs are printed as a table. `heddle mutate` kills every weaker order
except at the lines that argue why it survives. Protocols are searched exhaustively too, and shrunk."""
import os
import re
import tempfile

import heddle_command
from programs import STRATEGIES, read_programs

MOST_DEVIATIONS = 10
MOST_SEEDS = 5000 # a strategy that claims to find a bug finds it within so many


def check_clean(program, seeds, strategies, options):
    executable = program.build()
    for strategy in strategies:
        result = heddle_command.run(executable, "--strategy", strategy, "--seeds", seeds, *options, timeout=3000)
        if result.verdict != "OK":
            return ["%s: false alarm: %s" % (strategy, result.last)]
    return []


def failures_of(text):
    """How many of the runs failed, from the lines `failures COUNT KIND (...)` of --keep-going."""
    return sum(int(count) for count in re.findall(r"^failures?\s+(\d+)", text, re.M))


def measure(program, broken, strategy, seeds, options, rates):
    executable = program.build(broken.number)
    result = heddle_command.run(executable, "--strategy", strategy, "--seeds", seeds, "--keep-going", *options, timeout=3000)
    if result.verdict != "FAIL":
        result = heddle_command.run(executable, "--strategy", strategy, "--seeds", MOST_SEEDS - seeds, "--from", seeds,
                                    *options, timeout=3000)
        rates[strategy] = "<1"
        if result.verdict != "FAIL":
            rates[strategy] = "-"
            return ["%s did not find it in %d runs" % (strategy, MOST_SEEDS)]
    else:
        rates[strategy] = "%.0f" % (1000.0 * failures_of(result.text) / seeds)
    if broken.kinds and result.kind not in broken.kinds:
        return ["%s found %s, not %s" % (strategy, result.last, "|".join(broken.kinds))]
    return []


def print_table(title, rows, strategies):
    print("\n%s: failing runs of 1,000" % title)
    print("%-40s" % "" + "".join("%10s" % strategy for strategy in strategies))
    for name, rates in rows:
        print("%-40s" % name + "".join("%10s" % rates.get(strategy, "") for strategy in strategies))
    print(flush=True)


def run_broken(report, programs, arguments, options=()):
    strategies = STRATEGIES if not arguments.quick else ("portfolio", "random")
    seeds = 1000 if not arguments.quick else 300
    rows = []

    def work(item):
        program, broken, rates = item
        problems = []
        for strategy in strategies:
            if strategy in broken.unclaimed:
                rates[strategy] = "(no)"
                continue
            problems += measure(program, broken, strategy, seeds, options, rates)
        return problems

    items = [(program, broken, {}) for program in programs for broken in program.broken]
    report.run_all(work, items, lambda item: "%s broken %d" % (item[0].name, item[1].number))
    rows = [("%s %d" % (program.name, broken.number), rates) for program, broken, rates in items]
    print_table("broken versions", rows, strategies)


def run_clean(report, programs, arguments, options=()):
    seeds = 500 if arguments.quick else 100000

    def work(program):
        problems = check_clean(program, seeds, ("portfolio",), options)
        return problems + check_clean(program, min(seeds, 10000), STRATEGIES[1:] if not arguments.quick else ("random", "rr"),
                                      options)

    report.run_all(work, programs, lambda program: "%s clean" % program.name)


def check_mutants(program):
    """Every weaker order is killed, or stands on a line that argues why it survives; and no argument is idle."""
    done = heddle_command.execute([heddle_command.COMMAND, "mutate", "--jobs", "1", "--seeds", str(MOST_SEEDS), program.build()],
                                  3000)
    total = re.search(r"^mutants: (\d+) killed, (\d+) survived", done.stdout, re.M)
    if not total or int(total.group(1)) + int(total.group(2)) == 0:
        return ["mutate said nothing: %s" % (done.stdout + done.stderr)[-300:]]
    survived = set(int(line) for line in re.findall(r"^survived\s+[^:\s]+:(\d+)", done.stdout, re.M))
    argued = program.survivors()
    problems = ["line %d: a weaker order survives" % line for line in sorted(survived - argued)]
    return problems + ["line %d: said to survive, and does not" % line for line in sorted(argued - survived)]


def run_mutants(report, programs, arguments):
    if arguments.quick:
        programs = programs[::4]
    report.run_all(check_mutants, programs, lambda program: "%s mutants" % program.name)


def run_structures(report, arguments):
    programs = [program for program in read_programs("structures") if arguments.filter in program.name]
    report.add("three broken versions each", ["%s has %d" % (p.name, len(p.broken)) for p in programs if len(p.broken) < 3])
    run_clean(report, programs, arguments)
    run_broken(report, programs, arguments)
    run_mutants(report, programs, arguments)


def run_bugs(report, arguments):
    programs = [program for program in read_programs("bugs") if arguments.filter in program.name]
    run_clean(report, programs, arguments, ("--leaks",))
    run_broken(report, programs, arguments, ("--leaks",))


def check_exhaustively(program):
    result = heddle_command.run(program.build(), "--strategy", "exhaustive", timeout=3000)
    if result.verdict != "OK" or not result.complete:
        return ["exhaustive: %s" % result.last]
    return []


def check_shrunk(item):
    """A known-bad protocol's failure shrinks to at most 10 deviations, replays from its file, and is drawn."""
    program, broken = item
    executable = program.build(broken.number)
    with tempfile.TemporaryDirectory() as folder:
        schedule, page = os.path.join(folder, "failure.schedule"), os.path.join(folder, "failure.html")
        shrunk = heddle_command.execute([heddle_command.COMMAND, "shrink", "-o", schedule, executable], 600)
        first = heddle_command.Run(shrunk.returncode, shrunk.stdout)
        deviations = re.search(r"^deviations=(\d+)", shrunk.stdout, re.M)
        if first.verdict != "FAIL" or not deviations:
            return ["shrink: %s" % (shrunk.stdout + shrunk.stderr)[-300:]]
        if int(deviations.group(1)) > MOST_DEVIATIONS:
            return ["shrunk to %s deviations only" % deviations.group(1)]
        replayed = heddle_command.execute([heddle_command.COMMAND, "replay", schedule, executable], 600)
        second = heddle_command.Run(replayed.returncode, replayed.stdout)
        if (first.kind, first.fields.get("hash")) != (second.kind, second.fields.get("hash")):
            return ["replay: %s; shrunk: %s" % (second.last, first.last)]
        heddle_command.execute([heddle_command.COMMAND, "explain", "--schedule", schedule, "--html", page, executable], 600)
        with open(page, encoding="utf-8") as file:
            text = file.read()
        if "<html" not in text or os.path.basename(program.path) not in text or "src=" in text:
            return ["the page does not stand alone or does not name the source"]
    return []


def run_protocols(report, arguments):
    programs = [program for program in read_programs("protocols") if arguments.filter in program.name]
    run_clean(report, programs, arguments)
    run_broken(report, programs, arguments)
    report.run_all(check_exhaustively, programs, lambda program: "%s exhaustively" % program.name)
    run_mutants(report, programs, arguments)
    report.run_all(check_shrunk, [(program, broken) for program in programs for broken in program.broken],
                   lambda item: "%s broken %d shrunk" % (item[0].name, item[1].number))


def run_native(report, arguments):
    """Every program and every broken version compiles without a warning for both compilers; the correct ones run."""
    items = [(program, compiler) for folder in ("structures", "protocols", "bugs") for program in read_programs(folder)
             for compiler in ("gcc", "clang-14")]

    def work(item):
        program, compiler = item
        for broken in program.broken if not arguments.quick else ():
            program.build(broken.number, native=True, compiler=compiler)
        done = heddle_command.execute([program.build(native=True, compiler=compiler)], 60)
        return ["natively: status %d: %s" % (done.returncode, done.stderr[-300:])] if done.returncode != 0 else []

    report.run_all(work, items, lambda item: "%s natively, %s" % (item[0].name, item[1]))
