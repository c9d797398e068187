"""`heddle shrink`: a failing run with as few deviations from the default decisions as can be found.

A candidate counts if it fails in the same way: same kind, same source lines. First whole parts of the list
are left out (delta debugging), then single ones, then what is left is made smaller: the last alternative
becomes an earlier one. The result is a local minimum: no single deviation can be left out."""
import os
import sys

from . import options as opts
from . import schedule
from .program import Cannot, Job, check_assembly, elf_base, recorded, schedule_text, text_of
from .run import campaign, describe, judge_outcomes, replay_config, verdict_line
from .sites import resolve_weakenings
from .symbols import Symbols

BATCH = 64


class Shrinker:
    def __init__(self, argv, settings, target, outcome=None):
        self.outcome = outcome  # that --allow or --forbid judged to be a failure
        self.argv = argv
        self.settings = settings
        self.target = target
        self.tries = 0
        self.known = {}

    def fails(self, deviations):
        """Does the schedule fail as the first run did?"""
        key = tuple(map(tuple, deviations))
        if key not in self.known:
            self.tries += 1
            values = dict(self.settings, schedule=schedule_text(deviations), seeds=1, mode=2, timeout=5)
            job = Job(self.argv, **values)
            try:
                job.wait()
                self.known[key] = self.fails_alike(job.board)
            finally:
                job.close()
        return self.known[key]

    def fails_alike(self, board):
        if self.outcome is not None:
            seen = next((text_of(outcome.text) for outcome in board.outcomes if outcome.count), None)
            return not board.failures and seen == self.outcome
        failure = board.failure
        return bool(board.failures) and (text_of(failure.kind), failure.pc) == self.target


def leave_out(items, fails):
    """Delta debugging: the items without which the failure stays are dropped."""
    parts = 2
    while len(items) >= 1:
        size = max(1, (len(items) + parts - 1) // parts)
        for start in range(0, len(items), size):
            rest = items[:start] + items[start + size:]
            if fails(rest):
                items = rest
                parts = max(2, parts - 1)
                break
        else:
            if size == 1:
                break
            parts = min(len(items), parts * 2)
    return items


def lower(items, fails):
    """Each remaining deviation takes the earliest alternative that still fails."""
    for number, (at, kind, value) in enumerate(items):
        for smaller in range(1, value):
            candidate = items[:number] + [[at, kind, smaller]] + items[number + 1:]
            if fails(candidate):
                items = candidate
                break
    return items


def minimal(deviations, fails):
    before = None
    while before != deviations:
        before = deviations
        deviations = leave_out(deviations, fails)
        deviations = lower(deviations, fails)
    return deviations


def failing_run(argv, options, settings):
    """(settings to run it again, its trace, its outcome if that is what fails); None if nothing fails."""
    result = campaign(argv, options, settings, True)
    outcome = None
    if not result.first:
        wrong = judge_outcomes(options, result)
        if not wrong:
            return None
        outcome = wrong[0]
        result.first = {"seed": wrong[1], "deviations": []}
        if options.strategy == "exhaustive":
            raise Cannot("outcome", "exhaustive search keeps no schedule of an outcome: shrink that of a seeded strategy")
    values = replay_config(options, settings, result.first)
    values["mode"] = 2
    return values, recorded(argv, values), outcome


def main(arguments):
    p = opts.parser("shrink")
    p.add_argument("-o", dest="target", type=opts.output_file, metavar="FILE", help="where the schedule goes (default: PROGRAM.schedule)")
    options = p.parse_args(arguments)
    argv = opts.find_program(options)
    if not os.access(argv[0], os.X_OK):
        print("heddle shrink: no such program: %s" % options.program, file=sys.stderr)
        return 2
    check_assembly(argv[0])
    settings = opts.config(options)
    settings.update(resolve_weakenings(argv, options, settings))
    found = failing_run(argv, options, settings)
    if not found:
        print("OK: no failure to shrink")
        return 0
    values, trace, outcome = found
    shrinker = Shrinker(argv, values, (trace["kind"], trace["pc"]), outcome)
    deviations = trace["deviations"]
    if not shrinker.fails(deviations):
        print("the failure does not come back from its schedule", file=sys.stderr)
        return 1
    small = minimal(deviations, shrinker.fails)
    final = recorded(argv, dict(values, schedule=schedule_text(small)))
    symbols = Symbols(argv[0], final["image"], elf_base(argv[0]) == 3)
    lines, site, other = describe(final, symbols) if outcome is None else (["outcome: %s" % outcome], None, None)
    if not options.quiet:
        print("\n".join(lines))
    final["deviations"] = small
    print("shrunk from %d deviations to %d in %d runs" % (len(deviations), len(small), shrinker.tries))
    final["kind"] = final["kind"] or "outcome"
    verdict = verdict_line({"kind": final["kind"], "seed": final["seed"], "hash": final["hash"]}, site, other)
    if outcome is not None:
        verdict += " outcome=%r" % outcome
    schedule.save(options.target or os.path.basename(argv[0]) + ".schedule", argv, options, final, verdict)
    print("deviations=%d schedule=%s" % (len(small), options.target or os.path.basename(argv[0]) + ".schedule"))
    print(verdict)
    return 1
