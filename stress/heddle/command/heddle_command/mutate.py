"""`heddle mutate`: each atomic site with each weaker order; which seed notices?

A mutant that no seed kills either is not needed, or the program does not test what it is for: the line says
`survived`, and the reader decides."""
import os
import sys

from . import options as opts
from .program import ORDERS, check_assembly
from .run import campaign, judge_outcomes
from .sites import collect, matches

WEAKER = {
    "load": {5: (2, 0), 2: (0,), 1: (0,)},
    "store": {5: (3, 0), 3: (0,)},
    "rmw": {5: (4, 2, 3, 0), 4: (2, 3, 0), 2: (0,), 3: (0,), 1: (0,)},
    "fence": {5: (4, 2, 3, 0), 4: (2, 3, 0), 2: (0,), 3: (0,)},
}
WEAKER["cas"] = WEAKER["rmw"]


def main(arguments):
    p = opts.parser("mutate")
    p.add_argument("--only", action="append", default=[], metavar="SITE", help="only this site (line, label or number); repeatable")
    options = p.parse_args(arguments)
    argv = opts.find_program(options)
    if not os.access(argv[0], os.X_OK):
        print("heddle mutate: no such program: %s" % options.program, file=sys.stderr)
        return 2
    check_assembly(argv[0])
    settings = opts.config(options)
    sites = collect(argv, dict(settings, strategy=0))
    unknown = [name for name in options.only if not any(matches(site, name) for site in sites)]
    for name in unknown:
        print("heddle mutate: no atomic site is called %s (see `heddle sites`)" % name, file=sys.stderr)
    if options.only and len(unknown) == len(options.only):
        return 2
    clean = campaign(argv, options, settings, True)
    if clean.first:
        print("FAIL kind=%s seed=%d: the program fails without any mutation" % (clean.first["kind"], clean.first["seed"]))
        return 1
    known = set(clean.outcomes)
    killed = survived = 0
    for site in sites:
        if options.only and not any(matches(site, name) for name in options.only):
            continue
        for order in WEAKER[site["op"]].get(site["order"], ()):
            # Relative to the image as the library counts: its base is the same for all runs of a program.
            weaker = dict(settings, weaken="%d:%d" % (site["pc"] - site["image"], order))
            result = campaign(argv, options, weaker, True)
            name = "%s %s %s %s -> %s" % (site["line"], site["function"], site["op"], ORDERS[site["order"]], ORDERS[order])
            judged = judge_outcomes(options, result) if not result.first else None
            if result.first or judged:
                killed += 1
                kind, seed = (result.first["kind"], result.first["seed"]) if result.first else ("outcome", judged[1])
                print("killed    %s  kind=%s seed=%d" % (name, kind, seed))
            else:
                survived += 1
                fresh = sorted(set(result.outcomes) - known)
                print("survived  %s%s" % (name, "  (new outcome: %s)" % fresh[0] if fresh else ""))
            sys.stdout.flush()
    print("mutants: %d killed, %d survived" % (killed, survived))
    return 0
