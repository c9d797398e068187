"""Random litmus programs: the oracle's verdict against Heddle's. No outcome that the oracle forbids may be seen
and no correct program may fail; exhaustive must give the oracle's counts; races must be found."""
import os

import heddle_command
import oracle
from c_writer import write_c
from fuzz_programs import Maker
from language import parse
from suite_litmus import check_exhaustive, check_models, check_random

RUNS_EACH = 1000 # random gets at least this many for each outcome: some programs have hundreds, and the rarest are rare
LARGEST = 20000 # partial graphs of the oracle, or the program is passed over


def make(seed, events):
    """(program, oracle's result) of a seed; the next larger seed of the same row if it is too large."""
    while True:
        lines, observed = Maker(seed, events=events).program()
        program = parse(lines, observed)
        try:
            return lines, program, oracle.explore(program, limit=LARGEST)
        except oracle.TooLarge:
            seed += 10 ** 9


def check_seed(seed, events, budget):
    lines, program, expected = make(seed, events)
    folder = os.path.join(heddle_command.BUILD, "fuzz")
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(folder, "random_%d.c" % seed)
    with open(source, "w", encoding="utf-8") as file:
        file.write(write_c(program, "random program %d: %s" % (seed, " || ".join(lines))))
    executable = heddle_command.build(source, (), ("-O0",))
    problems = check_exhaustive(executable, expected)
    if budget:
        problems += check_random(executable, expected, max(budget, RUNS_EACH * len(expected.outcomes)))
    if not expected.racy and not expected.blocked and seed % 4 == 0:
        problems += check_models(executable, program)
    if not problems:
        os.remove(source)
    os.remove(executable)
    return ["%s [%s]" % (problem, " || ".join(lines)) for problem in problems]


def run_suite(report, arguments):
    count = arguments.programs or (25 if arguments.quick else 1000)
    start = arguments.start
    report.run_all(lambda seed: check_seed(seed, 8 if seed % 2 else 6, arguments.runs), range(start, start + count),
                   lambda seed: "fuzz %d" % seed)
