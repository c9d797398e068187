"""The options that `run`, `shrink`, `explain`, `sites` and `mutate` share."""
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


def parser(name, program=True):
    p = Parser(prog="heddle " + name)
    p.add_argument("--seeds", type=number, default=1000)
    p.add_argument("--seed", type=number)
    p.add_argument("--from", type=number, default=0, dest="first")
    p.add_argument("--time", type=duration)
    p.add_argument("--strategy", choices=STRATEGIES, default="portfolio")
    p.add_argument("--depth", type=small, default=3)
    p.add_argument("--model", choices=MODELS, default="rc11")
    p.add_argument("--release-sequences", choices=["c20", "c11"], default="c20")
    p.add_argument("--max-steps", type=positive)
    p.add_argument("--max-executions", type=number, default=1000000)
    p.add_argument("--spurious", type=small, default=0)
    p.add_argument("--unroll", type=small, default=16)
    p.add_argument("--mode", choices=MODES, default="auto")
    p.add_argument("--timeout", type=positive, default=10)
    p.add_argument("--memory", type=number, default=1 << 28)
    p.add_argument("--jobs", type=positive, default=os.cpu_count() or 1)
    p.add_argument("--keep-going", action="store_true")
    p.add_argument("--allow", action="append", default=[])
    p.add_argument("--forbid", action="append", default=[])
    p.add_argument("--expect", action="append", default=[])
    p.add_argument("--weaken", action="append", default=[])
    p.add_argument("--leaks", action="store_true")
    p.add_argument("--output", action="store_true")
    p.add_argument("--quiet", action="store_true")
    p.add_argument("--json", type=output_file)
    p.add_argument("--junit", type=output_file)
    p.add_argument("--save", type=output_file)
    p.add_argument("--shard", type=shard)
    p.add_argument("--strict-init", action=argparse.BooleanOptionalAction, default=True)
    if program:
        p.add_argument("program")
        p.add_argument("arguments", nargs=argparse.REMAINDER)
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
