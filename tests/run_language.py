#!/usr/bin/env python3
"""Runs the conformance programs under tests/language and compares what they print.

A program is tests/language/THEME/NAME.py; beside it stand what python3.11 printed: NAME.out
(standard output), NAME.err (standard error, absent where empty), NAME.exit (exit code, absent
where 0) and, where the program reads its standard input, NAME.in. Files that begin with an
underscore and files in deeper folders are modules that programs import, not programs.

  run_language.py                    compare build/bin/weft with the stored answers
  run_language.py --regenerate       let python3.11 write the stored answers anew
  run_language.py --check-oracle     would --regenerate change anything?

Prints a short difference for each failure and ends with the line 'N passed, N failed'.
"""

import difflib
import os
import sys

from program_runner import (TESTS, base_environment, chosen, command_of, common_options, finish,
                            real_interpreter, run_all, run_program)

DIFF_LINES = 24


def find_programs(root):
    programs = []
    for theme in sorted(os.listdir(root)):
        folder = os.path.join(root, theme)
        if not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py") and not name.startswith("_"):
                programs.append((theme + "/" + name[:-3], os.path.join(folder, name)))
    return programs


def read_or(path, default):
    if not os.path.exists(path):
        return default
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def expected(path):
    """(out, err, code) as stored; out is None where nobody has generated it."""
    stem = path[:-3]
    return (read_or(stem + ".out", None), read_or(stem + ".err", ""),
            int(read_or(stem + ".exit", "0")))


def difference(name, wanted, got):
    lines = list(difflib.unified_diff(wanted.splitlines(), got.splitlines(),
                                      "expected " + name, "got " + name, lineterm="", n=2))
    if not lines:
        lines = ["%s differs in line ends or in the last line's end" % name]
    if len(lines) > DIFF_LINES:
        lines[DIFF_LINES:] = ["... %d more lines of difference" % (len(lines) - DIFF_LINES)]
    return lines


def judge(path, result, any_stderr):
    """The lines that tell what is wrong; none where the program did what it should."""
    out, err, code = expected(path)
    report = []
    if result.problem:
        report.append(result.problem)
    elif code != result.code:
        report.append("exit code %s, expected %d" % (result.code, code))
    if out is None:
        report.append("no stored answer: run with --regenerate")
        return report
    if out != result.out:
        report += difference("stdout", out, result.out)
    if err != result.err and not (any_stderr and not report):
        report += difference("stderr", err, result.err)
    return report


def store(path, text):
    """Writes or removes one stored answer; tells whether that changed anything."""
    wanted = text if text or path.endswith(".out") else None
    if wanted == read_or(path, None):
        return False
    if wanted is None:
        os.remove(path)
    else:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    return True


def regenerate(label, path, result):
    if result.problem:
        print("FAIL %s: %s" % (label, result.problem))
        return False
    stem = path[:-3]
    changed = [store(stem + ".out", result.out), store(stem + ".err", result.err),
               store(stem + ".exit", "%d\n" % result.code if result.code else "")]
    if any(changed):
        print("wrote " + label)
    return True


def main():
    parser = common_options("Runs the conformance programs under tests/language.", 30)
    parser.add_argument("--folder", default=os.path.join(TESTS, "language"), metavar="PATH",
                        help="where the themes are")
    parser.add_argument("--regenerate", action="store_true",
                        help="store what the oracle prints as the expected output")
    parser.add_argument("--check-oracle", action="store_true",
                        help="compare the oracle itself with the stored output")
    parser.add_argument("--oracle", default="python3.11", metavar="PATH",
                        help="whose answers are right (default: python3.11)")
    options = parser.parse_args()
    programs = chosen(find_programs(options.folder), options)
    if options.list:
        print("\n".join(label for label, _ in programs))
        return 0
    asks_oracle = options.regenerate or options.check_oracle
    interpreter = real_interpreter(options.oracle) if asks_oracle else options.interpreter
    command = command_of(options, interpreter)
    environment = base_environment(options.env)

    def run_one(path):
        return run_program(command, path, [], environment, options.timeout)

    def compare(label, path, result):
        report = judge(path, result, options.any_stderr)
        if report:
            print("FAIL " + label)
            for line in report:
                print("    " + line)
        return not report

    return finish(*run_all(programs, options, run_one,
                           regenerate if options.regenerate else compare))


if __name__ == "__main__":
    sys.exit(main())
