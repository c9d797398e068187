"""Programs of the literature with published numbers of executions: `exhaustive` says the same number, is complete, and
reaches no execution twice. Each program's first comment has a line `MODEL N=SIZE: COUNT` for each check."""
import os
import re

import heddle_command

FOLDER = os.path.join(heddle_command.HERE, "counts")
PROMISE = re.compile(r"^ \* (rc11|sc|tso) N=(\d+): (\d+)(?: \*/)?$", re.M)
LARGEST = 4000 # executions, under --quick


def read_checks():
    for name in sorted(os.listdir(FOLDER)):
        path = os.path.join(FOLDER, name)
        with open(path, encoding="utf-8") as file:
            for model, size, count in PROMISE.findall(file.read()):
                yield path, model, int(size), int(count)


def check(item):
    path, model, size, count = item
    for level in ("-O0", "-O1"):
        program = heddle_command.build(path, ["N=%d" % size], (level,))
        result = heddle_command.run(program, "--strategy", "exhaustive", "--model", model, timeout=600)
        if result.verdict != "OK" or not result.complete or result.executions != count:
            return ["%s: %s, %d executions expected" % (level, result.text.strip().replace("\n", "; "), count)]
        if result.fields["runs"] != str(count):
            return ["%s: %s runs for %d executions" % (level, result.fields["runs"], count)]
    return []


def run_suite(report, arguments):
    checks = [item for item in read_checks() if arguments.filter in item[0] and (not arguments.quick or item[3] <= LARGEST)]
    report.run_all(check, checks, lambda item: "%s N=%d %s" % (os.path.basename(item[0]), item[2], item[1]))
