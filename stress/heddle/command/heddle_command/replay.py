"""`heddle replay`: runs the schedule of a file again. The file names the failure that it showed; the exit
status is 1 if the schedule still fails and 0 if it does not, as for a seed."""
import argparse
import os
import sys

from . import options as opts
from . import schedule
from .program import MODELS, STRATEGIES, check_assembly, elf_base, recorded, schedule_text
from .run import describe, verdict_line
from .sites import resolve_weakenings
from .symbols import Symbols


def settings_of(recorded_schedule, options):
    """The settings under which the file's schedule was recorded."""
    header = recorded_schedule.header
    options.model = header.get("model", "rc11")
    options.weaken = header["weaken"]
    values = opts.config(options)
    values["model"] = MODELS.index(options.model)
    values["strategy"] = STRATEGIES.index("exhaustive") if header.get("strategy") == "exhaustive" else 0
    values["schedule"] = schedule_text(recorded_schedule.deviations)
    values["from"] = int(header.get("seed", 0))
    return values


def main(arguments):
    p = opts.parser("replay", program=False)
    p.add_argument("file", type=schedule.load)
    p.add_argument("program", nargs="?", help="default: the one beside the file that it names")
    p.add_argument("arguments", nargs=argparse.REMAINDER, help="those of the program")
    options = p.parse_args(arguments)
    header = options.file.header
    if not options.program:
        options.program = os.path.join(os.path.dirname(os.path.abspath(options.file.path)), header.get("program", ""))
    argv = opts.find_program(options)
    if not os.access(argv[0], os.X_OK):
        print("heddle replay: no such program: %s" % options.program, file=sys.stderr)
        return 2
    check_assembly(argv[0])
    settings = settings_of(options.file, options)
    settings.update(resolve_weakenings(argv, options, dict(settings, schedule="-")))
    trace = recorded(argv, settings, output=int(options.output))
    if trace["hash"] != header.get("hash"):
        print("the trace differs from the file's (hash %s, then %s): the program or the compiler changed"
              % (header.get("hash"), trace["hash"]))
    if not trace["kind"] and "outcome" in header and trace["outcome"] == header["outcome"]:
        print("FAIL kind=outcome seed=%d hash=%s outcome=%r" % (trace["seed"], trace["hash"], trace["outcome"]))
        return 1
    if not trace["kind"]:
        print("OK runs=1")
        return 0
    symbols = Symbols(argv[0], trace["image"], elf_base(argv[0]) == 3)
    lines, site, other = describe(trace, symbols)
    if not options.quiet:
        print("\n".join(lines))
    print(verdict_line({"kind": trace["kind"], "seed": trace["seed"], "hash": trace["hash"]}, site, other))
    return 1
