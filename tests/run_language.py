#!/usr/bin/env python3
"""Runs the programs under tests/language and compares what they print with CPython 3.11's output.

Each NAME.py has NAME.out (standard output), and where they matter NAME.err (standard error) and
NAME.exit (exit code when not 0). A program runs in its own folder under its file name, so tracebacks
show relative paths. --regenerate writes the expectations with python3.11; --check-oracle only
compares. The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import difflib
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def programs(folder):
    for path, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".py") and os.path.exists(os.path.join(path, name[:-3] + ".out")):
                yield os.path.join(path, name)


def candidates(folder):
    """Programs for --regenerate: also those without expectations, but no helper packages."""
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not os.path.exists(os.path.join(path, f, "__init__.py"))
                            and not f.startswith(("_", "helper")))
        for name in sorted(files):
            if name.endswith(".py") and not name.startswith("_"):
                yield os.path.join(path, name)


def run(command, program, timeout):
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1", LC_ALL="C.UTF-8")
    try:
        done = subprocess.run(command + [os.path.basename(program)], cwd=os.path.dirname(program),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout,
                              env=environment)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        return None, "", "timeout after %s s" % timeout


def read(path, default=""):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return default


def compare(command, program, timeout):
    """An empty text when all is as expected, else what differs."""
    stem = program[:-3]
    code, out, err = run(command, program, timeout)
    if code is None:
        return err
    if code < 0:
        return "died by signal %d\n%s" % (-code, err[-2000:])
    problems = []
    for kind, got in (("out", out), ("err", err)):
        if kind == "err" and not os.path.exists(stem + ".err"):
            continue
        want = read(stem + "." + kind)
        if got != want:
            diff = difflib.unified_diff(want.splitlines(), got.splitlines(), "expected " + kind, "got", lineterm="", n=1)
            problems.append("\n".join(list(diff)[:14]))
    want_code = int(read(stem + ".exit", "0") or 0)
    if code != want_code:
        problems.append("exit code %d, expected %d\n%s" % (code, want_code, err[-800:]))
    return "\n".join(problems)


def regenerate(program, check):
    stem = program[:-3]
    code, out, err = run(["python3.11"], program, 60)
    wanted = {".out": out}
    if code != 0:
        wanted[".exit"] = "%d\n" % code
        wanted[".err"] = err
    changed = []
    for kind in (".out", ".err", ".exit"):
        have = read(stem + kind, None)
        if have != wanted.get(kind):
            changed.append(kind)
            if not check:
                if kind in wanted:
                    with open(stem + kind, "w", encoding="utf-8", newline="") as file:
                        file.write(wanted[kind])
                else:
                    os.remove(stem + kind)
    return changed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interpreter", default="build/bin/weft")
    parser.add_argument("--arguments", default="")
    parser.add_argument("--folder", default=os.path.join(HERE, "language"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--filter", default="")
    parser.add_argument("--sample", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--regenerate", action="store_true")
    parser.add_argument("--check-oracle", action="store_true")
    options = parser.parse_args()
    if options.regenerate or options.check_oracle:
        bad = 0
        every = [p for p in candidates(options.folder) if options.filter in p]
        for program in every:
            changed = regenerate(program, options.check_oracle)
            if changed and options.check_oracle:
                bad += 1
                print(os.path.relpath(program), "differs:", *changed)
        print("%d passed, %d failed" % (len(every) - bad, bad))
        return 1 if bad else 0
    command = [os.path.abspath(options.interpreter)] + shlex.split(options.arguments)
    chosen = [p for p in programs(options.folder) if options.filter in p][::options.sample]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for program, problem in zip(chosen, pool.map(lambda p: compare(command, p, options.timeout), chosen)):
            if problem:
                failed += 1
                print("FAIL", os.path.relpath(program, options.folder))
                print("    " + problem.replace("\n", "\n    "))
    print("%d passed, %d failed" % (len(chosen) - failed, failed))
    return 1 if failed or not chosen else 0


sys.exit(main())
