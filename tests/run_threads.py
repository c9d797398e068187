#!/usr/bin/env python3
"""Runs the stress programs under tests/threads.

Each program stands for one promise to concurrent Python programs (a row of the table in
docs/semantics.md) or for one kind of bug that shared, self-modifying code is prone to. It runs
several threads for SECONDS (its first argument), checks what is promised, prints 'ok NAME' as its
only line and exits with 0; anything else is a failure: another exit code, a signal, a timeout,
other output, anything on standard error. Files that begin with an underscore are modules that
programs import.

  run_threads.py                              build/bin/weft, each program for 0.3 s
  run_threads.py --seconds 5 --repeat 10      longer
  run_threads.py --interpreter python3.11     the programs hold for the oracle, too

Prints what failing programs said and ends with the line 'N passed, N failed'.
"""

import os
import sys

from program_runner import (TESTS, base_environment, chosen, command_of, common_options, finish,
                            run_all, run_program)

THREADS = os.path.join(TESTS, "threads")
SHOWN_LINES = 24


def find_programs():
    return [(name[:-3], os.path.join(THREADS, name)) for name in sorted(os.listdir(THREADS))
            if name.endswith(".py") and not name.startswith("_")]


def judge(options, label, result):
    wanted = "ok %s\n" % label
    if not result.problem and result.code == 0 and result.out == wanted \
            and (options.any_stderr or not result.err):
        return True
    print("FAIL %s: %s" % (label, result.problem or "exit code %s" % result.code))
    lines = result.out.splitlines() + result.err.splitlines()
    for line in lines[-SHOWN_LINES:]:
        print("    " + line)
    return False


def main():
    parser = common_options("Runs the stress programs under tests/threads.", 60)
    parser.add_argument("--seconds", type=float, default=0.3,
                        help="that each program is to run for (default: %(default)g)")
    parser.add_argument("--threads", type=int, default=4,
                        help="that each program starts, where it has a choice")
    parser.add_argument("--repeat", type=int, default=1, help="run each program that many times")
    options = parser.parse_args()
    programs = chosen(find_programs(), options) * options.repeat
    if options.list:
        print("\n".join(label for label, _ in programs))
        return 0
    command = command_of(options, options.interpreter)
    environment = base_environment(options.env)
    arguments = ["%g" % options.seconds, "%d" % options.threads]

    def run_one(path):
        return run_program(command, path, arguments, environment, options.timeout)

    return finish(*run_all(programs, options, run_one,
                           lambda label, _path, result: judge(options, label, result)))


if __name__ == "__main__":
    sys.exit(main())
