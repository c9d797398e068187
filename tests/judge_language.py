#!/usr/bin/env python3
"""Runs the language suite (run_language.py, with the arguments given) and judges it by passing.txt.

tests/language/passing.txt names the programs that print exactly what CPython prints. One of them
failing is a failure; a program that is not named there is unfinished work: it runs, and is counted as
skipped, whatever it does. `--record` rewrites the list from a run (only ever let it grow).
The last line is `N passed, N failed, N skipped`.
"""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIST = os.path.join(HERE, "language", "passing.txt")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--record"]
    done = subprocess.run([sys.executable, os.path.join(HERE, "run_language.py")] + arguments,
                          capture_output=True, text=True)
    failing = set(re.findall(r"^FAIL (?:language/)?([\w./-]+?)(?:\.py)?(?::.*)?$", done.stdout, re.M))
    closing = re.findall(r"^(\d+) passed, (\d+) failed", done.stdout, re.M)
    if not closing:
        print(done.stdout[-3000:], done.stderr[-3000:])
        print("0 passed, 1 failed")
        return 1
    passed, failed = map(int, closing[-1])
    every = set()
    for folder, folders, names in os.walk(os.path.join(HERE, "language")):
        for name in names:
            stem = os.path.join(folder, name)[:-3]
            if name.endswith(".py") and os.path.exists(stem + ".out"):
                every.add(os.path.relpath(stem, os.path.join(HERE, "language")))
    if "--record" in sys.argv:
        with open(LIST, "w", encoding="utf-8") as file:
            file.writelines(name + "\n" for name in sorted(every - failing))
    with open(LIST, encoding="utf-8") as file:
        listed = set(file.read().split())
    broken = sorted(failing & listed)
    if broken:
        text = done.stdout
        for name in broken:
            at = text.find("FAIL " + name)
            print(text[at:at + 1200])
    skipped = len(failing - listed)
    print("%d passed, %d failed, %d skipped" % (passed, len(broken), skipped))
    return 1 if broken else 0


sys.exit(main())
