#!/usr/bin/env python3
"""A folder under runtime/ includes only itself and folders before it, and the public headers know
nothing of the runtime. Prints offending lines and `N passed, N failed` (files)."""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
LAYERS = ["base", "sync", "memory", "object", "compile", "interpret", "modules", "embed"]


def main():
    passed = failed = 0
    for number, layer in enumerate(LAYERS):
        folder = os.path.join(ROOT, "runtime", layer)
        for name in sorted(os.listdir(folder)):
            if not name.endswith((".c", ".h", ".inc", ".def")):
                continue
            bad = []
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                for line, text in enumerate(file, 1):
                    found = re.match(r'\s*#\s*include\s+"([a-z]+)/', text)
                    if found and (found.group(1) not in LAYERS + ["weft"] or found.group(1) != "weft" and LAYERS.index(found.group(1)) > number):
                        bad.append("runtime/%s/%s:%d: %s" % (layer, name, line, text.strip()))
            for text in bad:
                print(text)
            passed += not bad
            failed += bool(bad)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


sys.exit(main())
