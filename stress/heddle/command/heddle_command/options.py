"""The options of `run`, `replay`, `shrink`, `explain`, `sites` and `mutate`: what each is, and who takes it."""
import argparse
import os
import sys

from .program import MODELS, MODES, ORDERS, STRATEGIES


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        print("heddle: %s" % message, file=sys.stderr)
        sys.exit(2)


def between(least, most):
    def number(text):
        value = int(text, 0)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError("must be from %d to %d" % (least, most))
        return value
    return number


number = between(0, (1 << 64) - 1)
small = between(0, (1 << 32) - 1)
positive = between(1, (1 << 32) - 1)


def duration(text):
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("must be a number of seconds above 0")
    return value


def output_file(text):
    """Known to be writable before the campaign runs for hours."""
    folder = os.path.dirname(text) or "."
    if text != "-" and (os.path.isdir(text) or not os.access(text if os.path.exists(text) else folder, os.W_OK)):
        raise argparse.ArgumentTypeError("cannot be written: %s" % text)
    return text


def shard(text):
    part, _, whole = text.partition("/")
    part, whole = int(part), int(whole)
    if not 1 <= part <= whole:
        raise argparse.ArgumentTypeError("is I/N with I from 1 to N")
    return part, whole


# What each option means; those without a default are absent unless they are given.
OPTIONS = {
    "--seeds": dict(type=number, default=1000, metavar="N", help="runs the seeds 0 to N-1 (default 1000)"),
    "--seed": dict(type=number, metavar="N", help="runs this one seed"),
    "--from": dict(type=number, default=0, dest="first", metavar="N", help="the first seed of --seeds"),
    "--time": dict(type=duration, metavar="SECONDS", help="ends the campaign after so long"),
    "--strategy": dict(choices=STRATEGIES, default="portfolio", help="how choices are made (default portfolio)"),
    "--depth": dict(type=small, default=3, metavar="D", help="depth of pct and wmpct, pre-emptions of rr"),
    "--model": dict(choices=MODELS, default="rc11", help="the memory model (default rc11)"),
    "--release-sequences": dict(choices=["c20", "c11"], default="c20", help="what continues a release sequence"),
    "--max-steps": dict(type=positive, metavar="N", help="steps of a run before it counts as a livelock"),
    "--max-executions": dict(type=number, default=1000000, metavar="N", help="exhaustive: gives up after so many"),
    "--spurious": dict(type=small, default=0, metavar="N", help="exhaustive: spurious failures of an execution"),
    "--unroll": dict(type=small, default=16, metavar="N", help="exhaustive: rounds of a loop that changes something"),
    "--mode": dict(choices=MODES, default="auto", help="a process for each execution, or many in one"),
    "--timeout": dict(type=positive, default=10, metavar="SECONDS", help="processor time of a run (default 10)"),
    "--memory": dict(type=number, default=1 << 28, metavar="BYTES", help="heap of a run"),
    "--jobs": dict(type=positive, default=os.cpu_count() or 1, metavar="N", help="worker processes (default: all cores)"),
    "--keep-going": dict(action="store_true", help="does not stop at the first failure"),
    "--allow": dict(action="append", default=[], metavar="TEXT", help="every other outcome fails; repeatable"),
    "--forbid": dict(action="append", default=[], metavar="TEXT", help="this outcome fails; repeatable"),
    "--expect": dict(action="append", default=[], metavar="TEXT", help="this outcome must be seen; repeatable"),
    "--weaken": dict(action="append", default=[], metavar="SITE=ORDER", help="changes the order at a site; repeatable"),
    "--leaks": dict(action="store_true", help="threads and memory that are left are failures"),
    "--output": dict(action="store_true", help="shows what the program prints"),
    "--quiet": dict(action="store_true", help="prints less: of run, the last line only"),
    "--json": dict(type=output_file, metavar="FILE", help="writes a report; - is the standard output"),
    "--junit": dict(type=output_file, metavar="FILE", help="writes a report for build servers"),
    "--save": dict(type=output_file, metavar="FILE", help="writes the failing schedule"),
    "--shard": dict(type=shard, metavar="I/N", help="runs the I-th of N parts of the seeds"),
    "--strict-init": dict(action=argparse.BooleanOptionalAction, default=True, help="reading an atomic that nobody initialised fails"),
}
OF_A_RUN = ("--release-sequences", "--max-steps", "--timeout", "--memory", "--leaks", "--strict-init")
OF_A_STRATEGY = ("--strategy", "--depth", "--model", "--spurious", "--unroll", "--mode") + OF_A_RUN
OF_A_SEARCH = ("--seeds", "--seed", "--from", "--time", "--max-executions", "--jobs") + OF_A_STRATEGY
ACCEPTED = {
    "run": tuple(OPTIONS),
    "replay": OF_A_RUN + ("--output", "--quiet"),
    "shrink": OF_A_SEARCH + ("--allow", "--forbid", "--weaken", "--quiet"),
    "explain": OF_A_SEARCH + ("--weaken", "--quiet"),
    "sites": OF_A_STRATEGY,
    "mutate": OF_A_SEARCH + ("--allow", "--forbid"),
}


def parser(name, program=True):
    """Of the command's own options; the others have their defaults, since the parts that run programs are shared."""
    p = Parser(prog="heddle " + name)
    for option, settings in OPTIONS.items():
        if option in ACCEPTED[name]:
            p.add_argument(option, **settings)
        else:
            p.set_defaults(**{settings.get("dest", option[2:].replace("-", "_")): settings.get("default", False if settings.get("action") == "store_true" else None)})
    if program:
        p.add_argument("program")
        p.add_argument("arguments", nargs=argparse.REMAINDER, help="those of the program")
    return p


def find_program(options):
    path = options.program
    if os.sep not in path:
        path = os.path.join(os.getcwd(), path)
    return [path] + options.arguments


def config(options):
    return {
        "strategy": STRATEGIES.index(options.strategy), "model": MODELS.index(options.model),
        "depth": options.depth, "max_steps": options.max_steps or (20000 if options.strategy == "exhaustive" else 2000000), "spurious": options.spurious, "unroll": options.unroll,
        "max_executions": options.max_executions, "mode": MODES.index(options.mode),
        "c11_sequences": int(options.release_sequences == "c11"), "leaks": int(options.leaks),
        "strict_init": int(options.strict_init), "timeout": options.timeout, "memory": options.memory,
    }


def order_number(text):
    text = text.replace("memory_order_", "").replace("sc", "seq_cst") if text == "sc" else text.replace("memory_order_", "")
    if text not in ORDERS:
        print("heddle: no such order: %s" % text, file=sys.stderr)
        sys.exit(2)
    return ORDERS.index(text)
