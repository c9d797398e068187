#!/usr/bin/env python3
"""Makes litmus/SHAPE.c and litmus/expected.txt from litmus.table; with --check, only says whether they are fresh.

A C file has all variants of its shape, chosen by -DVARIANT=NUMBER. expected.txt is the oracle's answer: for
each variant the number of consistent executions, and each outcome with the executions that give it."""
import argparse
import os
import sys

import oracle
from c_writer import NAMES, write_c
from table import HERE, read_table

FOLDER = os.path.join(HERE, "litmus")


def definitions(shape):
    lines = ["#ifndef VARIANT", "#define VARIANT 0", "#endif"]
    for number, variant in enumerate(shape.variants):
        lines.append("%s VARIANT == %d /* %s: %s */" % ("#elif" if number else "#if", number, variant.name, variant.verdict))
        for name, order in sorted(variant.orders.items()):
            if "fence.$" + name in " ".join(shape.lines):
                text = "((void)0)" if order == "-" else "atomic_thread_fence(%s)" % NAMES[order]
                lines.append("#define FENCE_%s %s" % (name, text))
            else:
                lines.append("#define ORDER_%s %s" % (name, NAMES[order]))
    return lines + ["#endif", ""]


def c_text(shape):
    asked = " ".join("%s=%s" % item for item in shape.asks.items())
    heading = "%s: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for %s." % (shape.name, asked)
    return write_c(shape.program(), heading, definitions(shape) if any(v.orders for v in shape.variants) else ())


def expected_text(shapes):
    lines = ["# Made by tests/heddle/generate.py. A program: its executions, deadlocks, whether it has a race;",
             "# then the executions of each outcome."]
    for shape in shapes:
        for variant in shape.variants:
            result = oracle.explore(variant.program)
            lines.append("%s executions=%d blocked=%d race=%s" %
                         (variant.title, result.executions, result.blocked, "yes" if result.racy else "no"))
            lines += ["    %d %s" % (count, outcome) for outcome, count in sorted(result.outcomes.items())]
    return "\n".join(lines) + "\n"


def read_expected(path=os.path.join(FOLDER, "expected.txt")):
    """{title: oracle.Result} of expected.txt."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            if line.startswith("    "):
                count, _, outcome = line.strip().partition(" ")
                found[title].outcomes[outcome] = int(count)
            else:
                title, *facts = line.split()
                facts = dict(fact.split("=") for fact in facts)
                found[title] = oracle.Result({}, int(facts["executions"]), int(facts["blocked"]), facts["race"] == "yes")
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    shapes = read_table()
    files = {shape.name + ".c": c_text(shape) for shape in shapes}
    files["expected.txt"] = expected_text(shapes)
    failed = 0
    present = set(os.listdir(FOLDER)) if os.path.isdir(FOLDER) else set()
    for name in sorted(present - set(files)):
        failed += 1
        print("litmus/%s is made from nothing" % name)
    for name, text in sorted(files.items()):
        path = os.path.join(FOLDER, name)
        old = None
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                old = file.read()
        if old == text:
            continue
        if check:
            failed += 1
            print("litmus/%s is stale: run tests/heddle/generate.py" % name)
        else:
            os.makedirs(FOLDER, exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    print("%d passed, %d failed" % (len(files) - failed if check else len(files), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
