"""`heddle merge`: the --json reports of the shards of one campaign, added up; the result is what one long
run over all the seeds would have found."""
import json
import sys


def add_counts(total, part):
    for key, count in part.items():
        total[key] = total.get(key, 0) + count


def merge(reports):
    first = None
    total = {"runs": 0, "blocked": 0, "failures": 0, "kinds": {}, "outcomes": {}, "seconds": 0.0}
    for report in reports:
        for key in ("runs", "blocked", "failures", "seconds"):
            total[key] += report[key]
        add_counts(total["kinds"], report["kinds"])
        for text, outcome in report["outcomes"].items():
            old = total["outcomes"].setdefault(text, {"count": 0, "executions": 0, "seed": outcome["seed"]})
            old["count"] += outcome["count"]
            old["executions"] = max(old["executions"], outcome["executions"])
            old["seed"] = min(old["seed"], outcome["seed"])
        if report["first"] and (first is None or report["first"]["seed"] < first["seed"]):
            first = report["first"]
            total["verdict"] = report["verdict"]
    total["first"] = first
    total["pairs"] = sorted({pair for report in reports for pair in report.get("pairs", ())})
    total["steps"] = sum(report.get("steps", 0) for report in reports)
    total["expect"] = sorted({text for report in reports for text in report.get("expect", ())})
    missing = [text for text in total["expect"] if text not in total["outcomes"]]
    if not first: # what one shard has not seen another may have
        total["verdict"] = "FAIL kind=unseen outcome=%r" % missing[0] if missing else "OK runs=%d" % total["runs"]
    return total


def main(arguments):
    target = None
    if "-o" in arguments:
        at = arguments.index("-o")
        target = arguments[at + 1] if at + 1 < len(arguments) else None
        arguments = arguments[:at] + arguments[at + 2:]
    if arguments and arguments[0] in ("-h", "--help"):
        print("usage: heddle merge [-o FILE.json] FILE.json...   (reports of heddle run --json; -o writes their sum)")
        return 0
    if not arguments or arguments[0].startswith("-"):
        print("usage: heddle merge [-o FILE.json] FILE.json...", file=sys.stderr)
        return 2
    reports = []
    for path in arguments:
        try:
            with open(path, encoding="utf-8") as file:
                reports.append(json.load(file))
            merge(reports[-1:])
        except OSError as error:
            print("heddle merge: %s: %s" % (path, error.strerror), file=sys.stderr)
            return 2
        except (ValueError, KeyError, TypeError, AttributeError):
            print("heddle merge: %s is not a report of heddle run --json" % path, file=sys.stderr)
            return 2
    total = merge(reports)
    if target:
        with open(target, "w", encoding="utf-8") as file:
            json.dump(total, file, indent=1, sort_keys=True)
            file.write("\n")
    for text, outcome in sorted(total["outcomes"].items(), key=lambda item: (-item[1]["count"], item[0])):
        print("outcome %10d  %s" % (outcome["count"], text))
    for kind, count in sorted(total["kinds"].items()):
        print("failures %9d  %s" % (count, kind))
    print("(site, store) pairs: %d" % len(total["pairs"]))
    print("%d runs in %d shards" % (total["runs"], len(reports)))
    print(total["verdict"])
    return 0 if total["verdict"].startswith("OK") else 1
