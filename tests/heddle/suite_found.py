"""How many wrong programs are found: random programs that assume sequential consistency, judged by the oracle.

A program of the fuzzer is wrong if RC11 allows it an outcome that sequential consistency does not. Its bug is a part
of one such outcome, the smallest that sequential consistency never shows: the registers that an assertion would name.
Portfolio finds at least 95 of 100 within 5,000 seeds."""
import os
import random

import heddle_command
import oracle
from c_writer import write_c
from suite_fuzz import make

SEEDS = 5000
SHARE = 0.95


def fields(outcome):
    return dict(part.split("=") for part in outcome.split())


def shows(outcome, bug):
    values = fields(outcome)
    return all(values[name] == value for name, value in bug.items())


def bug_of(program, expected, seed):
    """The values that must not be seen together; None if the program is right under both models, or racy."""
    if expected.racy or expected.blocked:
        return None
    sequential = oracle.explore(program, "sc").outcomes
    weak = sorted(set(expected.outcomes) - set(sequential))
    if not weak:
        return None
    numbers = random.Random(seed)
    bug = fields(numbers.choice(weak))
    for name in numbers.sample(sorted(bug), len(bug)):
        smaller = {key: value for key, value in bug.items() if key != name}
        if smaller and not any(shows(outcome, smaller) for outcome in sequential):
            bug = smaller
    return bug


def find(seed):
    """True or False: found or not; None: the program is right. The second part names the program and its bug."""
    lines, program, expected = make(seed, 8)
    bug = bug_of(program, expected, seed)
    if bug is None:
        return None, ""
    name = "%s [%s]" % (" || ".join(lines), " ".join("%s=%s" % item for item in sorted(bug.items())))
    folder = os.path.join(heddle_command.BUILD, "found")
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(folder, "random_%d.c" % seed)
    with open(source, "w", encoding="utf-8") as file:
        file.write(write_c(program, "random program %d" % seed))
    executable = heddle_command.build(source, (), ("-O0",))
    os.remove(source)
    for start in range(0, SEEDS, SEEDS // 5):
        result = heddle_command.run(executable, "--seeds", SEEDS // 5, "--from", start)
        if any(shows(outcome, bug) for outcome in result.outcomes):
            os.remove(executable)
            return True, name
    os.remove(executable)
    return False, name


def run_suite(report, arguments):
    count = arguments.programs or (60 if arguments.quick else 1000)
    found, missed = [], []

    def work(seed):
        verdict, name = find(seed)
        if verdict is not None:
            (found if verdict else missed).append(name)
        return []

    report.run_all(work, range(arguments.start + 1000000, arguments.start + 1000000 + count), lambda seed: "found %d" % seed)
    total = len(found) + len(missed)
    print("wrong programs found by portfolio within %d seeds: %d of %d" % (SEEDS, len(found), total), flush=True)
    report.add("share of wrong programs found", [] if total and len(found) >= SHARE * total else missed or ["no wrong program"])
