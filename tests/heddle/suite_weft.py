"""Weft's own runtime under Heddle (weft_program.py), under a host program whose two threads work on shared objects
(weft/host.c). Nothing is found, and the threads did communicate; and something is found as soon as all accesses of one
of the runtime's edges (runtime/sync/orders.def) are made relaxed: SEEN says within how many seeds. What the host cannot
see stands in docs/heddle.md, "A large program"."""
import re

import heddle_command
import weft_program

LEAST_PAIRS = 600

# Each edge, with the most seeds that finding it may take: three times what it took (docs/heddle.md), and at least 20.
SEEN = {"dict_entry": 20, "dict_table": 45, "dict_value": 30, "instance_slot": 60, "list_array": 20, "list_item": 20,
        "list_length": 20, "object_lock": 20, "poll_word": 20, "runtime_lock_owner": 20, "set_entry": 20}


def weaken(program, edge):
    """Problems, if no seed notices that the edge is gone."""
    found = heddle_command.run(program, "--seeds", SEEN[edge], "--weaken", edge + "=relaxed", timeout=600)
    if found.verdict == "OK":
        return ["%d seeds do not notice that all its accesses are relaxed" % SEEN[edge]]
    print("weft, %s weakened: %s, seed %s" % (edge, found.kind, found.fields.get("seed")), flush=True)
    return []


def run_suite(report, arguments):
    try:
        program, compiled = weft_program.build_host()
    except heddle_command.Failure as failure:
        report.add("weft builds", [str(failure)])
        return
    print("weft: %d sources compiled" % compiled, flush=True)
    seeds = arguments.programs or 200
    clean = heddle_command.run(program, "--seeds", seeds, timeout=3000)
    report.add("weft, %d seeds" % seeds, [] if clean.verdict == "OK" else [clean.text[-2000:]])
    pairs = re.search(r"^\(site, store\) pairs: (\d+)", clean.text, re.M)
    report.add("weft, communication", [] if pairs and int(pairs.group(1)) >= LEAST_PAIRS else [clean.text[-500:]])
    report.run_all(lambda edge: weaken(program, edge), [edge for edge in SEEN if arguments.filter in edge],
                   lambda edge: "weft, %s weakened" % edge)
