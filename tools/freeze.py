#!/usr/bin/env python3
"""Turns the Python sources of library modules into one C file: name, bytes, length, is_package.

usage: freeze.py FOLDER OUTPUT.c DEPFILE

`pkg/__init__.py` becomes the package `pkg`; everything is sorted, so the output depends on the
sources alone.
"""
import os
import sys


def main():
    folder, output, depfile = sys.argv[1:4]
    entries = []
    for path, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                full = os.path.join(path, name)
                parts = os.path.relpath(full, folder)[:-3].split(os.sep)
                package = parts[-1] == "__init__"
                if package:
                    parts.pop()
                entries.append((".".join(parts), full, package))
    entries.sort()
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "modules/frozen.h"\n\n')
        for number, (name, full, package) in enumerate(entries):
            data = open(full, "rb").read()
            out.write("static const unsigned char source_%d[] = {" % number)
            for at in range(0, len(data), 24):
                out.write("\n" + "".join("%d," % byte for byte in data[at:at + 24]))
            out.write("0};\n")
        out.write("const FrozenModule weft__frozen_modules[] = {\n")
        for number, (name, full, package) in enumerate(entries):
            out.write('    {"%s", source_%d, sizeof source_%d - 1, %s},\n'
                      % (name, number, number, "true" if package else "false"))
        out.write("    {0, 0, 0, false},\n};\n")
    with open(depfile, "w", encoding="utf-8") as out:
        out.write(output + ": " + " ".join(full for name, full, package in entries) + "\n")


main()
