#!/usr/bin/env python3
"""Prints the names of the programs in stress/scenarios, sorted; called by Meson."""
import os

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "stress", "scenarios")
for name in sorted(os.listdir(folder)):
    if name.endswith(".c"):
        print(name[:-2])
