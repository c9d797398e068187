"""Finds the library, picks the sub-command, turns errors into exit statuses."""
import glob
import os
import sys

from .program import Cannot

USAGE = """usage: heddle COMMAND ...
  cc       compile and link a program for Heddle
  run      run many seeds; stops at the first failure
  replay   run the schedule of a file
  shrink   reduce a failing run to its fewest deviations
  explain  one run step by step, as text, as a page, as a Chrome trace
  sites    the atomic operations of a program
  mutate   weaken each order and see whether a seed notices
  merge    add up the --json reports of shards
`man heddle` and docs/heddle.md tell the rest. Exit status: 0 clean, 1 failure found, 2 usage,
3 the program cannot be run under Heddle."""


class Places:
    """Where the library and the header are: beside the command, or in the source tree's build folder."""

    def __init__(self, folder):
        source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
        root = os.path.dirname(os.path.dirname(source))
        self.library = self.first("libheddle.a", [
            os.path.dirname(os.environ.get("HEDDLE_LIBRARY", "/nonexistent/x")), folder,
            *sorted(glob.glob(os.path.join(glob.escape(folder), "..", "lib*"))),  # lib, lib64
            *sorted(glob.glob(os.path.join(glob.escape(folder), "..", "lib*", "*"))),  # lib/x86_64-linux-gnu
            os.path.join(root, "build", "release", "stress", "heddle")])
        self.include = self.first("heddle.h", [source, os.path.join(folder, "..", "include")])
        if self.include:
            self.include = os.path.dirname(self.include)

    @staticmethod
    def first(name, folders):
        for folder in folders:
            path = os.path.realpath(os.path.join(folder, name))
            if os.path.exists(path):
                return path
        return None


def main(arguments, folder):
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE)
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    try:
        if name == "cc":
            from . import compile as module
            places = Places(folder)
            if not places.library or not places.include:
                print("heddle cc: libheddle.a is not built (tools/dev build)", file=sys.stderr)
                return 2
            return module.main(rest, places)
        if name not in ("run", "replay", "shrink", "explain", "sites", "mutate", "merge"):
            print("heddle: no such command: %s\n%s" % (name, USAGE), file=sys.stderr)
            return 2
        module = __import__("heddle_command." + name, fromlist=["main"])
        return module.main(rest)
    except Cannot as error:
        print("CANNOT reason=%s %s" % (error.reason, error.detail))
        return 3
    except BrokenPipeError:
        return 0
    except OSError as error:  # a file or folder that is not there, not readable, not writable
        print("heddle %s: %s: %s" % (name, error.filename, error.strerror), file=sys.stderr)
        return 2
