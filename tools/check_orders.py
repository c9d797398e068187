#!/usr/bin/env python3
"""Rule R10: fails for an atomic outside its wrappers, for an edge that is named but not listed in
orders.def or listed but named by no access, for an access with an order that neither the edge's row
nor the comment beside the access accounts for, and for an edge whose scenario does not exist or does
not name it."""
import os
import re
import sys

from orders import ROOT, accesses, named_edges, read_edges, source_files

RAW_ATOMIC = re.compile(r"\b(atomic_(?:load|store|exchange|compare|fetch|init|thread|flag)\w*|"
                        r"ck_pr_\w+|__atomic_\w+|__sync_\w+|_Atomic)\b")


def is_accounted_for(order, row, reason):
    """The row speaks of the order, or a relaxed access says what orders it instead. An access that acquires
    and releases at once may stand for either."""
    said = row["writer_order"] + " " + row["reader_order"]
    wanted = ("acq_rel", "acquire", "release") if order == "acq_rel" else (order,)
    return any(word in said for word in wanted) or (order == "relaxed" and reason)


def main():
    problems = []
    rows = read_edges()
    edges = {row["name"]: row for row in rows}
    used = set()
    for path in source_files("runtime"):
        shown = os.path.relpath(path, ROOT)
        for name, line in named_edges(path):
            used.add(name)
            if name not in edges:
                problems.append("%s:%d: edge %s is not in orders.def" % (shown, line, name))
        for name, order, reason, line in accesses(path):
            if name in edges and not is_accounted_for(order, edges[name], reason):
                problems.append("%s:%d: %s access to %s: neither its row nor a reason beside it speaks of that"
                                % (shown, line, order, name))
        if not shown.endswith("sync/atomic.h"):
            with open(path) as file:
                for number, text in enumerate(file, 1):
                    match = RAW_ATOMIC.search(text)
                    if match:
                        problems.append("%s:%d: %s outside sync/atomic.h"
                                        % (shown, number, match.group(1)))
    for name, row in edges.items():
        if name not in used:
            problems.append("orders.def: no access names the edge " + name)
        scenario = os.path.join(ROOT, "stress/scenarios", row["scenario"] + ".c")
        if not os.path.exists(scenario):
            problems.append("orders.def: %s: no scenario %s" % (name, row["scenario"]))
        elif not re.search(r"\b%s\b" % name, open(scenario).read()):
            problems.append("orders.def: %s: the scenario %s does not name it"
                            % (name, row["scenario"]))
    problems += ["orders.def: %s has two rows" % name for name in edges
                 if sum(row["name"] == name for row in rows) > 1]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
