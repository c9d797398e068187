#!/usr/bin/env python3
"""Weakens every edge of runtime/sync/orders.def, and sees who notices.

    edges.py clean                 under Heddle: the scenarios as they are, which must not fail
    edges.py model                 under Heddle: each access of the edge in its scenario (stress/scenarios)
    edges.py runtime               under ThreadSanitizer: all accesses of the edge in the runtime, while the
                                   programs of tests/threads run that execute them
    edges.py table --write FILE    what both found, as a table between the marks of FILE (docs/memory-model.md)

An access "of the edge" has the edge's name in its comment. `model` weakens one access at a time, to each weaker
order. `runtime` makes all of them relaxed at once, in a build with -Dweaken=true, and runs one program after the
other until a data race is reported or a program fails; what only a value shows (all that lies behind the edge is
atomic, too) it cannot see, and neither the difference between acquire-release and sequential consistency: those
are Heddle's. Results are kept in build/edges.json, so that parts can be run again (--only EDGE).

Ends with "N passed, N failed": an edge passes when something notices, or when every order of its model that nothing
notices is argued for beside the access ("edge: NAME; survives: ...")."""
import argparse
import glob
import json
import os
import re
import subprocess
import sys

TESTS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TESTS)
sys.path[:0] = [os.path.join(ROOT, "tools"), os.path.join(TESTS, "heddle")]
from orders import read_edges, source_files, strong_sites  # noqa: E402
from report import write_between  # noqa: E402

WEAKEN = os.path.join(ROOT, "build/weaken")
HEDDLE = os.path.join(ROOT, "build/bin/heddle")
RESULTS = os.path.join(ROOT, "build/edges.json")
REAL_FILES = ("world.c", "thread.c", "thread.h", "lock.c", "weak.c", "heap.c", "collector.c", "finalizers.c")  # in some scenarios
STRONGER = re.compile(r"acquire|release|acq_rel|seq_cst")


def site_name(path, line):
    return "%s:%d" % (os.path.basename(path), line)


def sites_of(folder, known):
    """{edge: {FILE:LINE of each access stronger than relaxed}}"""
    found = {name: set() for name in known}
    for path in source_files(folder):
        for line, names in strong_sites(path, known):
            for name in names:
                found[name].add(site_name(path, line))
    return found


def run(words, seconds, **environment):
    """(exit code or None after so many seconds, output)"""
    try:
        done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=seconds, check=False,
                              cwd=os.path.join(TESTS, "threads"), env=dict(os.environ, **environment))
        return done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired:
        return None, ""


# ---- the models, under Heddle ----

def build_model(name):
    folder = os.path.join(ROOT, "build/edges")
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(ROOT, "stress/scenarios", name + ".c")
    program = os.path.join(folder, name)
    real = []
    with open(source) as file:
        if '"world.h"' in file.read():  # the real lower layers
            for layer in ("base", "sync", "memory"):
                real += sorted(glob.glob(os.path.join(ROOT, "runtime", layer, "*.c")))
    flags = ["-O1", "-std=gnu11", "-D_GNU_SOURCE"] + ["-I" + os.path.join(ROOT, each)
                                                     for each in ("runtime", "include", "stress/scenarios")]
    code, text = run([HEDDLE, "cc"] + flags + [source] + real + ["-o", program], 300)
    if code != 0:
        raise SystemExit("%s: %s" % (name, text[-2000:]))
    return program


def run_clean(seeds):
    """Names of the scenarios that fail although nothing is weakened."""
    bad = []
    for path in sorted(glob.glob(os.path.join(ROOT, "stress/scenarios/*.c"))):
        name = os.path.basename(path)[:-2]
        code, text = run([HEDDLE, "run", "--jobs", "1", "--seeds", str(seeds), build_model(name), "1"], 300)
        if code != 0:
            bad.append(name)
            print("FAIL %s\n%s" % (name, text[-3000:]))
    print("%d passed, %d failed" % (len(glob.glob(os.path.join(ROOT, "stress/scenarios/*.c"))) - len(bad), len(bad)))
    return 1 if bad else 0


def reason_at(place):
    """What stands behind "survives:" on the line of a scenario or of the runtime."""
    name, line = place.rsplit(":", 1)
    for path in [os.path.join(ROOT, "stress/scenarios", name)] + glob.glob(os.path.join(ROOT, "runtime/*", name)):
        if os.path.exists(path):
            with open(path) as file:
                text = file.read().split("\n")[int(line) - 1]
            match = re.search(r"(?:survives:|edge: [a-z_]+;) *(?:survives: *)?(.*?) *(?:\*/|$)", text)
            return match.group(1) if match else None
    return None


def attack_model(row, sites, seeds, programs):
    """{"killed": n, "survived": [[place, mutation]]}"""
    name = row["scenario"]
    if not sites:
        return {"killed": 0, "survived": []}
    if name not in programs:
        programs[name] = build_model(name)
    words = [HEDDLE, "mutate", "--jobs", "1", "--seeds", str(seeds), "--max-steps", "20000"]
    for site in sorted(sites):
        words += ["--only", site]
    code, text = run(words + [programs[name], "1"], 3000)
    if code == 2 and "no atomic site is called" in text:  # the scenario runs none of them
        return {"killed": 0, "survived": []}
    killed = re.findall(r"^killed ", text, re.M)
    survived = re.findall(r"^survived +(\S+) (\S+) (.*?)(?:  \(.*)?$", text, re.M)
    if code not in (0, 1) or not re.search(r"^mutants: ", text, re.M):
        raise SystemExit("heddle mutate %s: %s" % (row["name"], text[-1000:]))
    return {"killed": len(killed), "survived": [[os.path.basename(place), mutation] for place, _, mutation in survived]}


# ---- the runtime, under ThreadSanitizer ----

def command_of(path, seconds):
    if path.endswith(".py"):
        return [os.path.join(WEAKEN, "tools/weft"), path, "%g" % seconds, "4"]
    return [path] + (["200"] if "scenario_" in path else [])


def coverage(programs, wanted):
    """{program: {site}} of those sites that each program executes"""
    sites_file = os.path.join(ROOT, "build/edges-sites.txt")
    found = {}
    for path in programs:
        if os.path.exists(sites_file):
            os.remove(sites_file)
        run(command_of(path, 0.2), 120, WEFT_WEAKEN_SITES=sites_file)
        if os.path.exists(sites_file):
            with open(sites_file) as file:
                found[path] = sorted(set(file.read().split()) & wanted)
        else:
            print("%s: executed nothing" % os.path.basename(path))
    return found


def rank(executed, sites, path):
    """Programs that execute much of the edge and little else come first."""
    of_edge = len(sites & set(executed[path]))
    return (-of_edge, len(executed[path]))


def attack_runtime(sites, executed, seconds, most):
    """{"by": what noticed, "how": ..., "tried": n}"""
    candidates = sorted((p for p in executed if sites & set(executed[p])), key=lambda p: rank(executed, sites, p))
    for number, path in enumerate(candidates[:most], 1):
        code, text = run(command_of(path, seconds), 120, WEFT_WEAKEN=",".join(sorted(sites)), TSAN_OPTIONS="halt_on_error=1")
        name = os.path.splitext(os.path.basename(path))[0]
        if "ThreadSanitizer: data race" in text:
            return {"by": name, "how": "data race", "tried": number}
        if code != 0:
            return {"by": name, "how": "fails" if code is not None else "hangs", "tried": number}
    return {"by": None, "how": "", "tried": min(len(candidates), most)}


# ---- results ----

def load():
    if os.path.exists(RESULTS):
        with open(RESULTS) as file:
            return json.load(file)
    return {"model": {}, "runtime": {}, "coverage": {}}


def save(results, part, name, value):
    """Puts one result beside those in the file, which another run of this program may have added to."""
    results[part][name] = value
    stored = load()
    stored.setdefault(part, {})[name] = value
    with open(RESULTS, "w") as file:
        json.dump(stored, file, indent=1, sort_keys=True)


def shown_survivors(model):
    places = {}
    for place, mutation in model["survived"]:
        places.setdefault(place, []).append(mutation)
    return "; ".join("%s %s: %s" % (place, ", ".join(each), reason_at(place) or "?") for place, each in sorted(places.items()))


def table(rows, results):
    """(lines, names of edges that nobody noticed, surviving orders without a reason)"""
    lines = ["| edge | model: orders, noticed | model: survive, and why | runtime: noticed by |", "|---|---|---|---|"]
    unnoticed, unargued = [], []
    for row in rows:
        name = row["name"]
        model, runtime = results["model"].get(name), results["runtime"].get(name)
        if not STRONGER.search(row["writer_order"] + row["reader_order"]):
            continue
        model = model or {"killed": 0, "survived": []}
        by = "%s (%s)" % (runtime["by"], runtime["how"]) if runtime and runtime["by"] else "-"
        orders = len(model["survived"]) + model["killed"]
        lines.append("| `%s` | %d, %d | %s | %s |" % (name, orders, model["killed"], shown_survivors(model).replace("|", "\\|"), by))
        if orders == 0 and by == "-":
            unnoticed.append(name)
        unargued += ["%s: %s %s" % (name, place, mutation) for place, mutation in model["survived"] if not reason_at(place)]
    return lines, unnoticed, unargued


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("clean", "model", "runtime", "table"), nargs="+")
    options.add_argument("--only", action="append", default=[], metavar="EDGE")
    options.add_argument("--seeds", type=int, default=3000, help="seeds that a mutant has to survive")
    options.add_argument("--seconds", type=float, default=1.0, help="that each program of tests/threads runs for")
    options.add_argument("--most", type=int, default=12, help="programs that are tried for an edge")
    options.add_argument("--write", metavar="FILE")
    arguments = options.parse_args()
    if "clean" in arguments.what:
        return run_clean(arguments.seeds)
    rows = read_edges()
    known = {row["name"] for row in rows}
    chosen = [row for row in rows if not arguments.only or row["name"] in arguments.only]
    chosen = [row for row in chosen if STRONGER.search(row["writer_order"] + row["reader_order"])]
    of_runtime, of_models = sites_of("runtime", known), sites_of("stress/scenarios", known)
    results = load()
    if "model" in arguments.what:
        programs = {}
        for row in chosen:
            here = {site for site in of_models[row["name"]] if site.startswith(row["scenario"] + ".c:")}
            real = {site for site in of_runtime[row["name"]] if site.split(":")[0] in REAL_FILES}
            done = attack_model(row, here | real, arguments.seeds, programs)
            save(results, "model", row["name"], done)
            print("model %s: %d noticed, %d survive" % (row["name"], done["killed"], len(done["survived"])), flush=True)
    if "runtime" in arguments.what:
        programs = sorted(glob.glob(os.path.join(TESTS, "threads/[a-z]*.py"))) + [os.path.join(WEAKEN, "tests/test_embed")]
        wanted = set().union(*of_runtime.values())
        if not arguments.only or not results["coverage"]:
            for path, executed in coverage(programs, wanted).items():
                save(results, "coverage", path, executed)
        for row in chosen:
            sites = of_runtime[row["name"]]
            if sites:
                done = attack_runtime(sites, results["coverage"], arguments.seconds, arguments.most)
                save(results, "runtime", row["name"], done)
                print("runtime %s: %s" % (row["name"], done), flush=True)
    lines, unnoticed, unargued = table(rows, results)
    if arguments.write:
        write_between(arguments.write, "weakened", lines)
    if "table" in arguments.what:
        print("\n".join(lines))
    for name in unnoticed:
        print("%s: nobody notices" % name)
    for text in unargued:
        print("%s survives, and nobody argues for it" % text)
    bad = set(unnoticed) | {text.split(":")[0] for text in unargued}
    print("%d passed, %d failed" % (len(lines) - 2 - len(bad), len(bad)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
