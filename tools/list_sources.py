#!/usr/bin/env python3
"""Prints the C files of one layer of runtime/, sorted, relative to runtime/; called by Meson."""
import os
import sys

runtime = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "runtime")
layer = sys.argv[1]
for name in sorted(os.listdir(os.path.join(runtime, layer))):
    if name.endswith(".c"):
        print(layer + "/" + name)
