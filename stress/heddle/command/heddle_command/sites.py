"""`heddle sites`: the atomic operations of a program that ran, and what names they can be weakened by."""
import os
import sys

from . import options as opts
from .program import ORDERS, recorded
from .symbols import Symbols


def collect(argv, settings, runs=48):
    """{pc: site} over recorded runs: as many as an exchange may need that succeeds in one of 20."""
    found = {}
    symbols = None
    for seed in range(runs):
        trace = recorded(argv, settings, sites=1, **{"from": seed})
        symbols = symbols or Symbols(argv[0], trace["image"], trace["image"] > 1 << 32)
        for seen in trace.get("sites", []):
            site = found.setdefault(seen["pc"], dict(seen, count=0, image=trace["image"]))
            site["count"] += seen["count"]
            site["order"] = max(site["order"], seen["order"])
            site["label"] = seen["label"] or site["label"]
            if seen["op"] == "cas":
                site["op"] = "cas"
    if symbols:
        symbols.load(found)
    sites = sorted(found.values(), key=lambda site: (symbols.known[site["pc"]][1], symbols.known[site["pc"]][2], site["pc"]))
    for number, site in enumerate(sites, 1):
        site["number"] = number
        site["line"] = symbols.line(site["pc"])
        site["function"] = symbols.function(site["pc"])
        site["label"] = site["label"] or symbols.label(site["pc"])
    return sites


def matches(site, name):
    return name in (str(site["number"]), "#%d" % site["number"], site["line"], site["label"]) or (
        ":" in name and site["line"].endswith("/" + name))


def resolve_weakenings(argv, options, settings):
    """SITE=ORDER options as the program counters that the library knows."""
    if not options.weaken:
        return {}
    plain = {key: value for key, value in settings.items() if key != "weaken"}
    if plain.get("strategy") == 6:
        plain["strategy"] = 0
    sites = collect(argv, plain)
    parts = []
    for wish in options.weaken:
        name, _, order = wish.rpartition("=")
        chosen = [site for site in sites if matches(site, name)]
        if not name or not chosen:
            print("heddle: no atomic site is called %s (see `heddle sites`)" % (name or wish), file=sys.stderr)
            sys.exit(2)
        for site in chosen:
            parts.append("%d:%d" % (site["pc"] - site["image"], opts.order_number(order)))
    return {"weaken": ",".join(parts)}


def main(arguments):
    options = opts.parser("sites").parse_args(arguments)
    argv = opts.find_program(options)
    if not os.access(argv[0], os.X_OK):
        print("heddle sites: no such program: %s" % options.program, file=sys.stderr)
        return 2
    settings = opts.config(options)
    print("%4s  %-24s %-20s %-6s %-8s %s" % ("site", "line", "function", "op", "order", "label"))
    for site in collect(argv, settings):
        print("%4d  %-24s %-20s %-6s %-8s %s" % (site["number"], site["line"], site["function"], site["op"],
                                                 ORDERS[site["order"]], site["label"]))
    return 0
