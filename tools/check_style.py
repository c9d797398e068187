#!/usr/bin/env python3
"""Each source file says first what it is for, is at most 900 lines long (the aim is 800), has no function of
more than 80 lines (the aim is 60), and holds no marks of unfinished work. Prints what offends and
`N passed, N failed` (files)."""
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
GENERATED = ("unicode_tables.inc",)


def long_functions(text):
    """Pairs (first line, length) of functions in the style of this project: braces stand in column 0."""
    begin, before = None, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line == "{" and begin is None:
            begin, title = number, before
        elif line.startswith("}") and begin is not None:
            if number - begin > 80:
                yield title, number - begin
            begin = None
        if line.strip():
            before = line


def main():
    listing = subprocess.run(["git", "-C", ROOT, "ls-files", "runtime", "stress", "tools", "include"],
                             capture_output=True, text=True, check=True).stdout.split()
    passed = failed = 0
    for path in listing:
        full = os.path.join(ROOT, path)
        if not path.endswith((".c", ".h", ".inc", ".def")) or not os.path.exists(full) or path.endswith(GENERATED):
            continue
        with open(full, encoding="utf-8") as file:
            text = file.read()
        bad = []
        if not text.lstrip().startswith(("/*", "//")):
            bad.append("does not open with a comment")
        if text.count("\n") > 900:
            bad.append("%d lines" % text.count("\n"))
        bad += ["%s: a function of %d lines" % function for function in long_functions(text)]
        if UNFINISHED.search(text):
            bad.append("unfinished: " + UNFINISHED.search(text).group(0))
        for problem in bad:
            print("%s: %s" % (path, problem))
        passed += not bad
        failed += bool(bad)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


sys.exit(main())
