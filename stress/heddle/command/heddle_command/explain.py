"""`heddle explain`: one execution step by step, as text, as one self-contained page, as a Chrome trace."""
import bisect
import html
import json
import os
import sys

from . import options as opts
from . import schedule
from .page import STYLE, SCRIPT
from .program import ORDERS, check_assembly, elf_base, recorded
from .replay import settings_of
from .run import campaign, describe, replay_config
from .sites import resolve_weakenings
from .symbols import Symbols

ATOMIC = ("load", "store", "rmw", "cas", "fence")


def shown(step):
    """Plain accesses are many; the ones of a failure are shown, and stores and loads of atomics always."""
    return step["op"] not in ("read", "write") or step.get("keep")


def words(step, names):
    """What the step did, without its thread and place."""
    place = names.get(step["addr"], "")
    order = " " + ORDERS[step["order"]] if step["op"] in ATOMIC else ""
    op = step["op"]
    if op == "load":
        return "load%s %s = %d%s" % (order, place, step["value"], stale_words(step))
    if op == "store":
        return "store%s %s := %d%s" % (order, place, step["written"],
                                       " (placed before newer stores)" if step["inserted"] else "")
    if op in ("rmw", "cas"):
        if step["ok"]:
            return "%s%s %s: %d -> %d" % (op, order, place, step["value"], step["written"])
        return "%s%s %s failed, read %d%s" % (op, order, place, step["value"], stale_words(step))
    if op == "fence":
        return "fence" + order
    if op in ("create", "join"):
        return "%s T%d" % (op, step["value"])
    return "%s %s" % (op, place)


def stale_words(step):
    if not step["stale"]:
        return " from step %d" % step["rf"] if step["rf"] else ""
    newest = " (the newest is of step %d)" % step["missed"] if step["missed"] else ""
    return " STALE: from %s%s" % ("step %d" % step["rf"] if step["rf"] else "the start", newest)


def name_places(argv, trace):
    """Names for addresses: the program's variables, else the address."""
    import subprocess
    names = {}
    variables = []
    try:
        listing = subprocess.run(["nm", "-S", "--defined-only", argv[0]], capture_output=True, text=True, errors="replace").stdout
    except OSError:
        listing = ""
    base = trace["image"] if elf_base(argv[0]) == 3 else 0
    for line in listing.splitlines():
        parts = line.split()
        if len(parts) == 4 and parts[2] in "bBdD":
            variables.append((int(parts[0], 16) + base, int(parts[1], 16), parts[3]))
    variables.sort()
    starts = [start for start, _, _ in variables]
    for address in {step["addr"] for step in trace["steps"] if step["addr"]}:
        names[address] = "0x%x" % address
        at = bisect.bisect_right(starts, address) - 1
        if at >= 0 and address < starts[at] + variables[at][1]:
            names[address] = variables[at][2] if address == starts[at] else "%s+%d" % (variables[at][2], address - starts[at])
    return names


def prepare(argv, trace):
    symbols = Symbols(argv[0], trace["image"], elf_base(argv[0]) == 3)
    symbols.load({step["pc"] for step in trace["steps"]} | {trace["pc"]})
    for step in trace["steps"]:
        if step["op"] in ("read", "write") and (
                (step["t"] == trace["other_thread"] and step["epoch"] == trace["other_epoch"])
                or step["pc"] == trace["pc"]) and trace["address"] - 16 < step["addr"] < trace["address"] + 16:
            step["keep"] = True
    names = name_places(argv, trace)
    steps = []
    for step in trace["steps"]:
        if shown(step):
            step["words"] = words(step, names)
            step["line"] = symbols.line(step["pc"]) if step["pc"] else ""
            step["source"] = symbols.source(step["pc"]) if step["pc"] else ""
            steps.append(step)
    return symbols, steps


def print_text(trace, steps, lines):
    for step in steps:
        label = " [%s]" % step["label"] if step.get("label") else ""
        print("%5d  %sT%d  %-58s %s%s" % (step["n"], "    " * step["t"], step["t"], step["words"], step["line"], label))
    print("\n".join(lines) if trace["kind"] else "the run ended well: outcome %s" % (trace["outcome"] or "-"))
    print("hash=%s steps=%d deviations=%d" % (trace["hash"], trace["steps_total"], len(trace["deviations"])))


def page(argv, trace, steps, lines):
    """A table: a row for each step, a column for each thread; the script draws the arrows and the hover."""
    count = max([step["t"] for step in steps] or [0]) + 1
    threads = {entry["ordinal"]: entry["name"] for entry in trace["threads"]}
    head = "".join("<th>T%d %s</th>" % (t, html.escape(threads.get(t, ""))) for t in range(count))
    rows = []
    last = steps[-1]["n"] if steps else 0
    for step in steps:
        cells = ["<td></td>"] * count
        kind = " stale" if step["stale"] else " inserted" if step["inserted"] else ""
        cells[step["t"]] = ('<td class="step%s" id="s%d" data-rf="%d" data-missed="%d" data-t="%d" data-e="%d" data-clock="%s">'
                            '<b>%d</b> %s<br><i>%s</i> <code>%s</code>%s</td>'
                            % (kind, step["n"], step["rf"] if step["op"] in ("load", "cas", "rmw") else 0,
                               step["missed"] if step["stale"] else 0, step["t"], step["epoch"],
                               " ".join(map(str, step["clock"])), step["n"], html.escape(step["words"]),
                               html.escape(step["line"]), html.escape(step["source"][:100]),
                               "<br><em>%s</em>" % html.escape(step["label"]) if step.get("label") else ""))
        rows.append("<tr%s>%s</tr>" % (' class="last"' if step["n"] == last else "", "".join(cells)))
    title = html.escape("%s: %s" % (os.path.basename(argv[0]), trace["kind"] or "no failure"))
    slots = json.dumps({entry["ordinal"]: entry["slot"] for entry in trace["threads"]})
    return ('<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title><style>%s</style>'
            '<header><h1>%s</h1><pre>%s</pre><p>seed %d, hash %s, %d deviations. <a href="#s%d">Jump to the last step</a>. '
            'Point at a step: green happens before it, its clock is below.</p></header>'
            '<main><svg id="arrows"></svg><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></main>'
            '<footer id="clock"></footer><script>const slots=%s;%s</script></html>\n'
            % (title, STYLE, title, html.escape("\n".join(lines)), trace["seed"], trace["hash"],
               len(trace["deviations"]), last, head, "".join(rows), slots, SCRIPT))


def chrome(steps):
    """One event for each step, one microsecond long; reads-from as flow arrows."""
    events = []
    by_number = {step["n"]: step for step in steps}
    for step in steps:
        events.append({"name": step["words"], "ph": "X", "ts": step["n"], "dur": 0.9, "pid": 1, "tid": step["t"],
                       "args": {"line": step["line"], "source": step["source"], "clock": step["clock"]}})
        source = by_number.get(step["rf"]) if step["op"] in ("load", "cas", "rmw") else None
        if source:
            flow = {"name": "stale" if step["stale"] else "reads", "cat": "rf", "id": step["n"], "pid": 1}
            events.append(dict(flow, ph="s", ts=source["n"] + 0.5, tid=source["t"]))
            events.append(dict(flow, ph="f", bp="e", ts=step["n"] + 0.5, tid=step["t"]))
    return {"traceEvents": events, "displayTimeUnit": "ns"}


def write(path, text):
    if path == "-":
        sys.stdout.write(text)
    else:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def find_run(argv, options, settings):
    """The trace to explain: of a schedule file, of a seed, or of the first failure (seed 0 if there is none)."""
    if options.schedule:
        values = settings_of(options.schedule, options)
        values.update(resolve_weakenings(argv, options, dict(values, schedule="-")))
        return recorded(argv, values)
    settings.update(resolve_weakenings(argv, options, settings))
    if options.seed is not None:
        return recorded(argv, settings, **{"from": options.seed})
    result = campaign(argv, options, settings, True)
    if result.first:
        return recorded(argv, replay_config(options, settings, result.first))
    return recorded(argv, settings, **{"from": options.first})


def main(arguments):
    p = opts.parser("explain")
    p.add_argument("--schedule", type=schedule.load, metavar="FILE", help="explains the run of this schedule")
    p.add_argument("--html", type=opts.output_file, metavar="FILE", help="draws the run as a page")
    p.add_argument("--chrome", type=opts.output_file, metavar="FILE", help="writes a Chrome trace")
    options = p.parse_args(arguments)
    argv = opts.find_program(options)
    if not os.access(argv[0], os.X_OK):
        print("heddle explain: no such program: %s" % options.program, file=sys.stderr)
        return 2
    check_assembly(argv[0])
    trace = find_run(argv, options, opts.config(options))
    symbols, steps = prepare(argv, trace)
    lines = describe(trace, symbols)[0] if trace["kind"] else []
    if options.html:
        write(options.html, page(argv, trace, steps, lines))
    if options.chrome:
        write(options.chrome, json.dumps(chrome(steps)) + "\n")
    if not options.quiet and not (options.html == "-" or options.chrome == "-"):
        print_text(trace, steps, lines)
    return 1 if trace["kind"] else 0
