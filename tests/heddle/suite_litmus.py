"""The litmus programs of litmus/ under Heddle: `exhaustive` gives exactly the oracle's outcomes with the
oracle's number of executions of each, under SC and TSO too, and reaches none twice; random schedules see every
outcome within a budget of runs, and nothing else; races and deadlocks are found, by kind."""
import os

import heddle_command
import oracle
from generate import FOLDER, read_expected
from table import read_table

BATCH = 2000


def compile_variant(variant, number):
    return heddle_command.build(os.path.join(FOLDER, variant.shape.name + ".c"), ["VARIANT=%d" % number], ("-O0",))


def compare_exhaustive(result, expected):
    problems = []
    if not result.complete:
        problems.append("exhaustive is not complete: %s" % result.last)
    for outcome in sorted(set(result.outcomes) | set(expected.outcomes)):
        found, wanted = result.outcomes.get(outcome, 0), expected.outcomes.get(outcome, 0)
        if found != wanted:
            problems.append("exhaustive: %d executions with %s, %d expected" % (found, outcome, wanted))
    if result.executions is not None and result.executions != expected.executions:
        problems.append("exhaustive: %d executions, %d expected" % (result.executions, expected.executions))
    if not problems and result.fields.get("runs") != str(result.executions):
        problems.append("exhaustive: %s runs for %d executions" % (result.fields.get("runs"), result.executions))
    return problems


def check_exhaustive(program, expected):
    result = heddle_command.run(program, "--strategy", "exhaustive")
    if expected.racy:
        return [] if result.kind == "race" else ["exhaustive found no race: %s" % result.last]
    if expected.blocked:
        return [] if result.kind == "deadlock" else ["exhaustive found no deadlock: %s" % result.last]
    if result.verdict != "OK":
        return ["false alarm: %s" % result.last]
    return compare_exhaustive(result, expected)


def check_models(program, code, limit=None):
    """`exhaustive` under --model sc and tso: the oracle's outcomes and counts; seeded runs see nothing else."""
    problems = []
    for model in ("sc", "tso"):
        expected = oracle.explore(code, model, limit)
        result = heddle_command.run(program, "--strategy", "exhaustive", "--model", model)
        problems += ["%s: %s" % (model, problem) for problem in compare_exhaustive(result, expected)]
        seeded = heddle_command.run(program, "--model", model, "--seeds", 300)
        strange = set(seeded.outcomes) - set(expected.outcomes)
        if strange:
            problems.append("%s: seeded runs saw a forbidden outcome: %s" % (model, sorted(strange)[0]))
    return problems


def check_random(program, expected, budget, strategy="random"):
    """Outcomes seen in at most `budget` runs, in batches that stop when all have been seen."""
    seen, start = set(), 0
    failures = {"race"} if expected.racy else {"deadlock"} if expected.blocked else set()
    while start < budget:
        count = min(BATCH if start else 500, budget - start)
        result = heddle_command.run(program, "--strategy", strategy, "--seeds", count, "--from", start)
        start += count
        if result.verdict == "FAIL":
            return [] if result.kind in failures else ["false alarm of %s: %s" % (strategy, result.last)]
        if not failures:
            strange = set(result.outcomes) - set(expected.outcomes)
            if strange:
                return ["%s saw a forbidden outcome: %s" % (strategy, sorted(strange)[0])]
            seen |= set(result.outcomes)
            if len(seen) == len(expected.outcomes):
                return []
    if failures:
        return ["%s found no %s in %d runs" % (strategy, "".join(failures), budget)]
    missing = set(expected.outcomes) - seen
    return ["%s did not see %s in %d runs" % (strategy, sorted(missing)[0], budget)]


def check_strategies(program, expected, budget):
    """Every other strategy is held to soundness alone: nothing forbidden, no false alarm."""
    problems = []
    for strategy in ("portfolio", "pct", "pos", "wmpct", "rr"):
        result = heddle_command.run(program, "--strategy", strategy, "--seeds", budget)
        if result.verdict == "FAIL":
            if not (result.kind == "race" and expected.racy) and not (result.kind == "deadlock" and expected.blocked):
                problems.append("false alarm of %s: %s" % (strategy, result.last))
        elif not expected.racy and set(result.outcomes) - set(expected.outcomes):
            problems.append("%s saw a forbidden outcome" % strategy)
    return problems


def run_suite(report, arguments):
    expected = read_expected()
    items = []
    for shape in read_table():
        for number, variant in enumerate(shape.variants):
            if arguments.filter in variant.title:
                items.append((variant, number))
    if arguments.sample > 1:
        items = items[::arguments.sample]

    def work(item):
        variant, number = item
        program = compile_variant(variant, number)
        problems = check_exhaustive(program, expected[variant.title])
        problems += check_random(program, expected[variant.title], arguments.runs)
        if not arguments.quick:
            problems += check_strategies(program, expected[variant.title], 300)
        if variant.verdict not in ("race", "deadlock") and (not arguments.quick or number == 0):
            problems += check_models(program, variant.program)
        return problems

    report.run_all(work, items, lambda item: item[0].title)


def run_native(report, arguments):
    """Every program compiles without a warning for both compilers, runs natively, and prints an outcome that
    the oracle allows."""
    expected = read_expected()
    items = []
    for shape in read_table():
        numbered = list(enumerate(shape.variants))
        items += [(variant, number, "gcc") for number, variant in (numbered[:1] if arguments.quick else numbered)]
        items.append((shape.variants[-1], numbered[-1][0], "clang-14"))

    def work(item):
        variant, number, compiler = item
        program = heddle_command.build(os.path.join(FOLDER, variant.shape.name + ".c"), ["VARIANT=%d" % number],
                                       ("-O2",), native=True, compiler=compiler)
        if variant.verdict == "deadlock":
            return []
        done = heddle_command.execute([program], 60)
        known = expected[variant.title]
        if done.returncode != 0 or (not known.racy and done.stdout.strip() not in known.outcomes):
            return ["natively: status %d, %r" % (done.returncode, done.stdout)]
        return []

    report.run_all(work, items, lambda item: "%s natively, %s" % (item[0].title, item[2]))
