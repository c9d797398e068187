#!/usr/bin/env python3
"""Checks that the compiler left one indirect jump to each opcode of the dispatch loop.

    check_dispatch.py PROGRAM OPCODES.DEF

gcc merges the jumps of a computed goto when a pass makes their blocks too large to copy, and the
interpreter then runs at half its speed without any test failing. Counts the indirect jumps in
weft__run_frame (x86-64, needs objdump): at least two for three opcodes, since some handlers end
in shared slow paths. Ends with `N passed, N failed`.
"""
import re
import subprocess
import sys


def main():
    program, table = sys.argv[1:]
    with open(table, encoding="utf-8") as file:
        opcodes = len(re.findall(r"^OPCODE\(", file.read(), re.M))
    text = subprocess.run(["objdump", "-d", "--no-show-raw-insn", program], capture_output=True, text=True,
                          check=True).stdout
    body = re.search(r"^[0-9a-f]+ <weft__run_frame>:\n(.*?)\n\n", text, re.M | re.S)
    jumps = len(re.findall(r"\tjmp +\*", body.group(1))) if body else 0
    good = jumps >= opcodes * 2 // 3
    print("%d indirect jumps for %d opcodes" % (jumps, opcodes))
    print("%d passed, %d failed" % (good, not good))
    return 0 if good else 1


sys.exit(main())
