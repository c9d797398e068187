#!/usr/bin/env python3
"""Every symbol that a release object exports starts with weft_ (the program's `main` aside).
Prints offending symbols and `N passed, N failed` (object files)."""
import glob
import os
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def main():
    objects = sorted(glob.glob(os.path.join(ROOT, "build/release/runtime/*.a.p", "*.o"))
                     + glob.glob(os.path.join(ROOT, "build/release/runtime/*.p", "*.o")))
    passed = failed = 0
    for path in sorted(set(objects)):
        out = subprocess.run(["nm", "-g", "--defined-only", path], capture_output=True, text=True, check=True).stdout
        bad = [line.split()[-1] for line in out.splitlines()
               if line and not line.split()[-1].startswith("weft_")]
        for symbol in bad:
            print("%s: %s" % (os.path.basename(path), symbol))
        passed += not bad
        failed += bool(bad)
    if not objects:
        print("no release build to look at: run tools/dev build")
        failed = 1
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


sys.exit(main())
