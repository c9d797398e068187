#!/usr/bin/env python3
"""Checks the oracle: against the verdicts and counts of litmus.table, which come from outside, against the
literal statement of the model on the same programs and on random ones, and SC against published counts."""
import argparse
import sys

import literal
import oracle
from fuzz_programs import Maker
from language import parse
from table import read_table

# Executions under sequential consistency; G as in litmus.table.
SEQUENTIAL = (
    ("IRIW", 15, ["x.rlx = 1", "y.rlx = 1", "a = x.rlx; b = y.rlx", "c = y.rlx; d = x.rlx"]),        # G IRIW-acq-sc
    ("IRIWish", 27, ["x.rlx = 1", "a = x.rlx; y.rel = a",                                            # G IRIWish
                     "b = x.rlx; fence.acq_rel; c = y.rlx", "d = y.rlx; fence.acq_rel; e = x.rlx"]),
    ("SB", 3, ["x.rlx = 1; a = y.rlx", "y.rlx = 1; b = x.rlx"]),
    ("MP", 3, ["x.rlx = 1; y.rlx = 1", "a = y.rlx; b = x.rlx"]),
    ("LB", 3, ["a = y.rlx; x.rlx = 1", "b = x.rlx; y.rlx = 1"]),
    ("2+2W", 3, ["x.rlx = 1; y.rlx = 2", "y.rlx = 1; x.rlx = 2"]),
)
# x86-TSO: Owens, Sarkar, Sewell, "A better x86 memory model: x86-TSO", TPHOLs 2009.
STORE_ORDER = (
    ("SB", 4, ["x.rlx = 1; a = y.rlx", "y.rlx = 1; b = x.rlx"]),
    ("SB with mfence", 3, ["x.rlx = 1; fence.sc; a = y.rlx", "y.rlx = 1; fence.sc; b = x.rlx"]),
    ("SB with xchg", 3, ["p = swap x.rlx 1; a = y.rlx", "q = swap y.rlx 1; b = x.rlx"]),
    ("SB with a release fence", 4, ["x.rlx = 1; fence.rel; a = y.rlx", "y.rlx = 1; fence.acq; b = x.rlx"]),
    ("SB with a failed exchange", 3, ["x.rlx = 1; p = cas z.rlx/rlx 1 2; a = y.rlx",
                                      "y.rlx = 1; q = cas z.rlx/rlx 1 2; b = x.rlx"]),
    ("MP", 3, ["x.rlx = 1; y.rlx = 1", "a = y.rlx; b = x.rlx"]),
    ("LB", 3, ["a = y.rlx; x.rlx = 1", "b = x.rlx; y.rlx = 1"]),
    ("2+2W", 3, ["x.rlx = 1; y.rlx = 2", "y.rlx = 1; x.rlx = 2"]),
    ("IRIW", 15, ["x.rlx = 1", "y.rlx = 1", "a = x.rlx; b = y.rlx", "c = y.rlx; d = x.rlx"]),
    ("own stores early", 4, ["x.rlx = 1; a = x.rlx; b = y.rlx", "y.rlx = 1; c = y.rlx; d = x.rlx"]),
)


def differs(program, result, limit):
    """Whether literal.py says something else; None if that would take too long. It knows no deadlocks."""
    if result.blocked:
        return None
    try:
        return literal.explore(program, limit) != (result.outcomes, result.racy)
    except literal.TooLarge:
        return None


def judge_variant(variant, limit):
    """What the table says about a variant and the oracle does not."""
    result = oracle.explore(variant.program)
    problems = []
    seen = any(variant.shape.asked(outcome) for outcome in result.outcomes)
    if variant.verdict == "race":
        if not result.racy:
            problems.append("no race found")
    else:
        if result.racy:
            problems.append("a race")
        if (result.blocked > 0) != (variant.verdict == "deadlock"):
            problems.append("%d deadlocks" % result.blocked)
        if variant.verdict != "deadlock" and seen != (variant.verdict == "allowed"):
            problems.append("asked outcome %s" % ("seen" if seen else "not seen"))
    if variant.count is not None and result.executions != variant.count:
        problems.append("%d executions, %d expected" % (result.executions, variant.count))
    differ = differs(variant.program, result, limit)
    if differ:
        problems.append("literal.py differs")
    return problems, differ is not None


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--random", type=int, default=60, help="random programs to compare with literal.py")
    options.add_argument("--from", type=int, default=0, dest="start")
    options.add_argument("--literal", type=int, default=120,
                         help="candidate graphs that literal.py may try for a program")
    arguments = options.parse_args()
    passed = failed = compared = 0

    def report(name, problems):
        nonlocal passed, failed
        passed += not problems
        failed += bool(problems)
        for problem in problems:
            print("%s: %s" % (name, problem))

    for shape in read_table():
        for variant in shape.variants:
            problems, twice = judge_variant(variant, arguments.literal)
            report(variant.title, problems)
            compared += twice
    for model, rows in (("sc", SEQUENTIAL), ("tso", STORE_ORDER)):
        for name, count, lines in rows:
            found = oracle.explore(parse(lines), model).executions
            report("%s under %s" % (name, model), ["%d executions, %d expected" % (found, count)] if found != count else [])
    for seed in range(arguments.start, arguments.start + arguments.random):
        lines, observed = Maker(seed, threads=(2, 3), events=5).program()
        program = parse(lines, observed)
        result = oracle.explore(program)
        differ = differs(program, result, arguments.literal)
        report("random %d" % seed, ["literal.py differs: %s" % lines] if differ else [])
        compared += differ is not None
    report("comparison", ["only %d programs were small enough" % compared] if compared < 100 else [])
    print("%d programs judged twice" % compared)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
