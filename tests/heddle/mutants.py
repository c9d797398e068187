#!/usr/bin/env python3
"""The table of mutants: each atomic operation of the structures and protocols with each weaker order, and what
`heddle mutate` says about it. A mutant that survives needs a reason beside the operation (`survives: ...`).

    mutants.py                       prints the table
    mutants.py --write FILE          writes it between the marks of FILE (docs/heddle-model.md)

Exit status 1 where a mutant survives that nobody argues for, or an argument stands beside none."""
import argparse
import concurrent.futures
import os
import re
import sys

import heddle_command
from programs import read_programs
from report import write_between


def arguments_of(program):
    """{line: why a weaker order there does no harm}"""
    return {number: re.search(r"survives: *(.*?) *(?:\*/|$)", line).group(1)
            for number, line in enumerate(program.lines, 1) if "survives:" in line}


def mutate(program, seeds):
    """([killed], [(line, text)] that survived)"""
    done = heddle_command.execute([heddle_command.COMMAND, "mutate", "--jobs", "1", "--seeds", str(seeds), program.build()], 3000)
    killed = re.findall(r"^killed +(.*?)  kind=", done.stdout, re.M)
    survived = re.findall(r"^survived +\S+?:(\d+) (.*?)(?:  \(.*)?$", done.stdout, re.M)
    if not re.search(r"^mutants: %d killed, %d survived" % (len(killed), len(survived)), done.stdout, re.M):
        raise heddle_command.Failure("%s: %s" % (program.name, (done.stdout + done.stderr)[-400:]))
    return killed, [(int(line), text) for line, text in survived]


def rows(programs, seeds):
    """(lines of the table, what is wrong)"""
    lines = ["| program | mutants | killed | survive, and why |", "|---|---|---|---|"]
    wrong, total, dead = [], 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for program, (killed, survived) in zip(programs, pool.map(lambda p: mutate(p, seeds), programs)):
            reasons = arguments_of(program)
            total += len(killed) + len(survived)
            dead += len(killed)
            wrong += ["%s:%d: %s survives" % (program.name, line, text) for line, text in survived if line not in reasons]
            wrong += ["%s:%d: said to survive, and does not" % (program.name, line)
                      for line in reasons if line not in {at for at, _ in survived}]
            why = "; ".join("line %d: %s" % (line, reasons.get(line, "?")) for line in sorted({at for at, _ in survived}))
            lines.append("| %s | %d | %d | %s |" % (program.name, len(killed) + len(survived), len(killed), why.replace("|", "\\|")))
    lines.append("| all | %d | %d | |" % (total, dead))
    return lines, wrong


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=5000, help="seeds that a mutant has to survive")
    options.add_argument("--filter", default="", help="only programs whose name has this text")
    options.add_argument("--write", metavar="FILE", help="puts the table between the marks of this file")
    arguments = options.parse_args()
    programs = [p for folder in ("structures", "protocols") for p in read_programs(folder) if arguments.filter in p.name]
    lines, wrong = rows(programs, arguments.seeds)
    if arguments.write:
        write_between(arguments.write, "mutants", lines)
    print("\n".join(lines + wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
