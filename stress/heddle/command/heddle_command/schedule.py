"""Schedule files: a failing run as the list of its decisions that differ from the default.

A file is text, made to be committed as a regression test: a header of `name value` lines, then one line
for each deviation: the number of the decision, its kind, the alternative that was taken."""
import os

from .program import CHOICES, Cannot


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


def load(path):
    """({name: value}, [[at, kind, value], ...])"""
    header, deviations = {"weaken": []}, []
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError as error:
        raise Cannot("schedule", "%s: %s" % (path, error.strerror))
    if not lines or lines[0] != "heddle schedule 1":
        raise Cannot("schedule", "%s is not a schedule file" % path)
    for line in lines[1:]:
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].isdigit():
            if len(words) != 3 or words[1] not in CHOICES:
                raise Cannot("schedule", "%s: bad line: %s" % (path, line))
            deviations.append([int(words[0]), CHOICES.index(words[1]), int(words[2])])
        elif words[0] == "weaken":
            header["weaken"].append(words[1])
        else:
            header[words[0]] = " ".join(words[1:])
    return header, deviations
