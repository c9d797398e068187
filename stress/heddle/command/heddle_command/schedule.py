"""Schedule files: a failing run as the list of its decisions that differ from the default.

A file is text, made to be committed as a regression test: a header of `name value` lines, then one line
for each deviation: the number of the decision, its kind, the alternative that was taken."""
import argparse
import os

from .program import CHOICES, MODELS


def save(path, argv, options, trace, verdict):
    lines = ["heddle schedule 1", "program %s" % os.path.basename(argv[0]), "seed %d" % trace["seed"],
             "strategy %s" % ("exhaustive" if options.strategy == "exhaustive" else "default"),
             "model %s" % options.model, "kind %s" % trace["kind"], "hash %s" % trace["hash"]]
    if trace["kind"] == "outcome":
        lines.append("outcome %s" % trace["outcome"])
    lines += ["weaken %s" % wish for wish in options.weaken]
    lines.append("# " + verdict)
    lines += ["%d %s %d" % (at, CHOICES[kind], value) for at, kind, value in trace["deviations"]]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


class Schedule:
    """What stands in a file: the header {name: value}, and the deviations [[at, kind, value], ...]."""

    def __init__(self, path, header, deviations):
        self.path = path
        self.header = header
        self.deviations = deviations


def add_line(schedule, words):
    if words[0].isdigit():
        at, kind, value = words
        schedule.deviations.append([int(at), CHOICES.index(kind), int(value)])
    elif words[0] == "weaken":
        schedule.header["weaken"].append(words[1])
    else:
        schedule.header[words[0]] = " ".join(words[1:])


def load(path):
    """The Schedule in a file that stands on the command line (a type for argparse)."""
    schedule = Schedule(path, {"weaken": []}, [])
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError as error:
        raise argparse.ArgumentTypeError("%s: %s" % (path, error.strerror))
    except ValueError:
        lines = []
    if not lines or lines[0] != "heddle schedule 1":
        raise argparse.ArgumentTypeError("%s is not a schedule file" % path)
    for number, line in enumerate(lines[1:], 2):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            add_line(schedule, words)
        except (ValueError, IndexError):
            raise argparse.ArgumentTypeError("%s:%d: bad line: %s" % (path, number, line))
    if schedule.header.get("model", MODELS[0]) not in MODELS or not schedule.header.get("seed", "0").isdigit():
        raise argparse.ArgumentTypeError("%s: its model or its seed is none" % path)
    return schedule
