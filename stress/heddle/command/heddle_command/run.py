"""`heddle run`: campaigns over seeds, and the report of the first failure."""
import json
import os
import sys
import time
from itertools import zip_longest

from . import options as opts
from . import schedule
from .program import Cannot, Job, check_assembly, elf_base, recorded, schedule_text, text_of
from .sites import resolve_weakenings
from .symbols import Symbols


class Result:
    """What a campaign found, over all jobs."""

    def __init__(self):
        self.runs = self.distinct = self.blocked = self.dropped = self.failures = self.steps = 0
        self.outcomes, self.kinds = {}, {}
        self.first = None
        self.complete = None
        self.unrolled = False
        self.hashes, self.pairs = set(), set()
        self.seconds = 0.0

    def add(self, board):
        self.runs += board.runs
        self.blocked += board.blocked
        self.dropped += board.dropped
        self.failures += board.failures
        self.steps += board.steps
        self.pairs.update(pair for pair in board.pair_table if pair)
        for name, count in zip(board.kind_names, board.kinds):
            if count:
                kind = text_of(name.value)
                self.kinds[kind] = self.kinds.get(kind, 0) + count
        if board.outcome_count:
            for outcome in board.outcomes:
                if outcome.count:
                    old = self.outcomes.get(text_of(outcome.text), [0, 0, outcome.seed])
                    self.outcomes[text_of(outcome.text)] = [old[0] + outcome.count, old[1] + outcome.executions,
                                                            min(old[2], outcome.seed)]
        if board.failures and (self.first is None or board.failure.seed < self.first["seed"]):
            failure = board.failure
            self.first = {"kind": text_of(failure.kind), "detail": text_of(failure.detail), "seed": failure.seed,
                          "hash": "%016x" % failure.hash, "thread": failure.thread,
                          "deviations": [[d.at, d.kind, d.value]
                                         for d in board.first_deviations[:board.deviation_count]]}

    def count_distinct(self, boards):
        if len(boards) == 1:
            self.distinct = boards[0].distinct
            return
        for board in boards:
            if board.distinct:
                self.hashes.update(h for h in memoryview(board.hashes).cast("B").cast("Q") if h)
        self.distinct = len(self.hashes)


def progress_line(jobs, started, total):
    runs = sum(job.board.runs for job in jobs)
    seconds = time.time() - started
    sys.stderr.write("\rheddle: %d%s runs, %d executions, %d (site, store) pairs, %.0f runs/s, %.0f s  "
                     % (runs, "" if total is None else " of %d" % total,
                        max(job.board.distinct for job in jobs), max(job.board.pairs for job in jobs), runs / max(seconds, 0.001), seconds))
    sys.stderr.flush()


def start_jobs(argv, options, settings, seeds, first):
    count = 1 if options.strategy == "exhaustive" or seeds < 200 else max(1, min(options.jobs, seeds))
    step, offset = 1, 0
    if options.shard:
        offset, step = options.shard[0] - 1, options.shard[1]
        seeds = (seeds - offset + step - 1) // step if seeds > offset else 0
    jobs = []
    for number in range(count):
        part = (seeds - number + count - 1) // count
        values = dict(settings)
        values.update({"from": first + offset + number * step, "seeds": part, "stride": step * count,
                       "keep_going": int(options.keep_going), "output": int(options.output)})
        jobs.append(Job(argv, **values))
    return jobs


def stop_later_seeds(jobs):
    """The first failure in seed order counts: jobs that are behind it go on until they are past it."""
    failed = [job.board.failure.seed for job in jobs if job.board.failures]
    for job in jobs:
        if not job.over() and failed and job.board.seed > min(failed):
            job.stop()


def campaign(argv, options, settings, quiet):
    seeds, first = options.seeds, options.first
    if options.seed is not None:
        seeds, first = 1, options.seed
        options.output = True
    started = time.time()
    jobs = start_jobs(argv, options, settings, seeds, first)
    result = Result()
    interrupted = False
    show = sys.stderr.isatty() and not quiet
    pause = 0.001
    try:
        while not all(job.over() for job in jobs):
            try:
                time.sleep(pause)
                pause = min(pause * 1.5, 0.05)
                if not options.keep_going:
                    stop_later_seeds(jobs)
                if options.time and time.time() - started > options.time:
                    for job in jobs:
                        job.stop()
                if show and pause >= 0.05:
                    progress_line(jobs, started, None if options.strategy == "exhaustive" else seeds)
            except KeyboardInterrupt:
                interrupted = True
                for job in jobs:
                    job.stop()
        if show:
            sys.stderr.write("\r" + " " * 78 + "\r")
        for job in jobs:
            job.wait()
            result.add(job.board)
        result.count_distinct([job.board for job in jobs])
        if options.strategy == "exhaustive":
            result.unrolled = bool(jobs[0].board.unrolled)
            result.complete = bool(jobs[0].board.complete) and not result.unrolled
    finally:
        for job in jobs:
            job.close()
    result.seconds = time.time() - started
    result.interrupted = interrupted
    return result


# ---- the report of a failure ----

def stack_lines(symbols, pc, stack):
    frames = [pc] + list(stack)
    symbols.load(frames)
    lines = []
    for frame in frames:
        for place, function in symbols.frames(frame) if frame else ():
            if function not in ("fiber_entry", "start_main", "call_c11"):
                lines.append("    %s %s" % (place, function))
    return lines


def other_side(trace):
    """The step of the other access of a race: same thread, same epoch, overlapping bytes."""
    found = None
    for step in trace["steps"]:
        if step["t"] == trace["other_thread"] and step["epoch"] == trace["other_epoch"] and step["size"]:
            if step["addr"] < trace["address"] + 16 and trace["address"] < step["addr"] + max(step["size"], 1):
                found = step
    return found


def describe(trace, symbols):
    """Lines for people, and the sites for the last line."""
    lines = ["%s: %s" % (trace["kind"], trace["detail"])]
    thread = next((t for t in trace["threads"] if t["ordinal"] == trace["thread"]), None)
    pc = trace["pc"]
    if trace["kind"] == "livelock" and thread and pc and symbols.line(pc).startswith("0x"):
        pc = thread["at"]  # its time ran out inside of Heddle, in an operation of the program
    site = symbols.line(pc) if pc else None
    lines.append("  by T%d:" % trace["thread"])
    lines += stack_lines(symbols, pc, thread["stack"] if thread else [])
    other = None
    if trace["kind"] in ("race", "use-after-free"):
        step = other_side(trace)
        if step:
            other = symbols.line(step["pc"])
            lines.append("  %s by T%d:" % (step["op"], step["t"]))
            lines += stack_lines(symbols, step["pc"], step["stack"])
    if trace["kind"] in ("deadlock", "lost-wakeup", "livelock"):
        for entry in trace["threads"]:
            if entry["live"] and entry["at"]:
                lines.append("  T%d stands at %s (%s)" % (entry["ordinal"], symbols.line(entry["at"]), entry["doing"]))
    for entry in trace["threads"]:
        if entry["created"] and entry["ordinal"] in (trace["thread"], trace["other_thread"]):
            lines.append("  T%d was created at %s" % (entry["ordinal"], symbols.line(entry["created"])))
    if trace["kind"] == "assert" and not trace["detail"].startswith("?"):
        site = trace["detail"].split(": ")[0].rsplit("/", 1)[-1]
    return lines, site, other


def replay_config(options, settings, first):
    """How to run the failing execution again: by its seed, or by its deviations."""
    values = dict(settings)
    values["from"] = first["seed"]
    if options.strategy == "exhaustive":
        values["schedule"] = schedule_text(first["deviations"])
    return values


def verdict_line(first, site, other):
    line = "FAIL kind=%s seed=%d hash=%s" % (first["kind"], first["seed"], first["hash"])
    if site:
        line += " site=%s" % site
    if other:
        line += " other=%s" % other
    return line


def confirm(argv, options, settings, first):
    """The failing run once more, recorded, in a fresh process: same trace or not at all."""
    return recorded(argv, replay_config(options, settings, first))


def explain_failure(argv, options, settings, result):
    first = result.first
    timed_out = "no end of the run" in first["detail"]
    if "the process ended" in first["detail"]: # nobody is left who could record it
        return ["%s: %s" % (first["kind"], first["detail"])], verdict_line(first, None, None), None
    trace = confirm(argv, options, settings, first)
    symbols = Symbols(argv[0], trace["image"], elf_base(argv[0]) == 3)
    if trace["kind"] != first["kind"] or (trace["hash"] != first["hash"] and not timed_out):
        return None, None, trace
    lines, site, other = describe(trace, symbols)
    return lines, verdict_line(first, site, other), trace


def judge_outcomes(options, result):
    """The first outcome that is forbidden, or not allowed."""
    for text, (_, _, seed) in sorted(result.outcomes.items(), key=lambda item: item[1][2]):
        if text in options.forbid or (options.allow and text not in options.allow):
            return text, seed
    return None


# ---- reports for machines ----

def write_json(options, result, verdict):
    report = {"runs": result.runs, "distinct": result.distinct, "blocked": result.blocked,
              "failures": result.failures, "steps": result.steps, "pairs": sorted("%016x" % pair for pair in result.pairs),
              "kinds": result.kinds, "complete": result.complete,
              "seconds": round(result.seconds, 3), "strategy": options.strategy, "model": options.model,
              "program": options.program, "expect": options.expect, "seeds": options.seeds, "from": options.first,
              "shard": "%d/%d" % options.shard if options.shard else None, "verdict": verdict,
              "first": None if not result.first else
              {key: result.first[key] for key in ("kind", "seed", "hash", "detail")},
              "outcomes": {text: {"count": v[0], "executions": v[1], "seed": v[2]} for text, v in result.outcomes.items()}}
    text = json.dumps(report, indent=1, sort_keys=True) + "\n"
    if options.json == "-":
        sys.stdout.write(text)
    else:
        with open(options.json, "w", encoding="utf-8") as file:
            file.write(text)


def write_junit(options, result, verdict):
    from xml.sax.saxutils import quoteattr
    failed = not verdict.startswith("OK")
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="heddle" tests="1" failures="%d" time="%.3f">\n' % (
        failed, result.seconds)
    text += '  <testcase classname="heddle" name=%s time="%.3f">' % (quoteattr(os.path.basename(options.program)), result.seconds)
    if failed:
        text += "<failure message=%s/>" % quoteattr(verdict)
    text += "</testcase>\n</testsuite>\n"
    if options.junit == "-":
        sys.stdout.write(text)
    else:
        with open(options.junit, "w", encoding="utf-8") as file:
            file.write(text)


def print_summary(options, result):
    exhaustive = options.strategy == "exhaustive"
    for text, (count, executions, _) in sorted(result.outcomes.items(), key=lambda item: (-item[1][0], item[0])):
        print("outcome %10d  %s" % (executions if exhaustive else count, text))
    if exhaustive:
        if result.complete:
            print("complete: %d executions" % result.distinct)
        else:
            print("bounded at %d%s" % (result.distinct, " (loops after --unroll %d rounds, runs after --max-steps)"
                                       % options.unroll if result.unrolled else ""))
        print("blocked: %d" % result.blocked)
    else:
        print("distinct executions: %d" % result.distinct)
    print("(site, store) pairs: %d" % len(result.pairs))
    if options.keep_going and result.kinds:
        for kind, count in sorted(result.kinds.items()):
            print("failures %9d  %s (%.1f per 1000 runs)" % (count, kind, 1000.0 * count / max(result.runs, 1)))
    if not exhaustive:
        print("%d runs in %.2f s, %.0f a second" % (result.runs, result.seconds, result.runs / max(result.seconds, 1e-6)))


def finish(options, result, verdict, lines):
    if options.json:
        write_json(options, result, verdict)
    if options.junit:
        write_junit(options, result, verdict)
    if not options.quiet:
        print_summary(options, result)
        for line in lines:
            print(line)
    print(verdict)
    sys.stdout.flush()
    return 0 if verdict.startswith("OK") else 1


def step_text(symbols, step):
    if step is None:
        return "the run is over"
    what = "%s T%d %s" % (symbols.line(step["pc"]) if step["pc"] else "?", step["t"], step["op"])
    if step["size"]:
        what += " 0x%x value=%d written=%d" % (step["addr"], step["value"], step["written"])
    return what


def first_difference(argv, options, settings, seed):
    """Lines that show where two recorded runs of the seed part ways."""
    keys = ("op", "t", "addr", "pc", "order", "value", "written")
    values = dict(settings, **{"from": seed})
    first = recorded(argv, values)
    symbols = Symbols(argv[0], first["image"], elf_base(argv[0]) == 3)
    for _ in range(8):
        other = recorded(argv, values)
        for number, (a, b) in enumerate(zip_longest(first["steps"], other["steps"]), 1):
            if a is None or b is None or any(a[key] != b[key] for key in keys):
                return ["the first step that differs is %d:" % number, "    " + step_text(symbols, a),
                        "    " + step_text(symbols, b)]
    return ["the recorded runs do not differ"]


def nondeterminism(argv, options, settings, first, detail):
    lines = ["nondeterminism: %s; the program depends on something that Heddle does not control" % detail]
    lines += first_difference(argv, options, dict(settings, mode=2), first["seed"])
    return "FAIL kind=nondeterminism seed=%d hash=%s" % (first["seed"], first["hash"]), lines


def outcome_failure(argv, options, settings, result, text, seed):
    """An outcome that is not to be: its run is recorded once more, where a seed alone leads back to it."""
    result.first = {"kind": "outcome", "seed": seed, "hash": "0" * 16, "detail": text, "deviations": []}
    trace = None
    if options.strategy != "exhaustive":
        trace = dict(recorded(argv, replay_config(options, settings, result.first)), kind="outcome")
        result.first["hash"] = trace["hash"]
    return "FAIL kind=outcome seed=%d hash=%s outcome=%r" % (seed, result.first["hash"], text), [], trace


def judge(argv, options, settings, result):
    """(verdict, lines for people, trace)"""
    if result.first and result.first["kind"] == "nondeterminism":
        return nondeterminism(argv, options, settings, result.first, result.first["detail"]) + (None,)
    if result.first:
        lines, verdict, trace = explain_failure(argv, options, settings, result)
        if verdict is not None:
            return verdict, lines, trace
        return None, None, trace
    wrong = judge_outcomes(options, result)
    if wrong:
        return outcome_failure(argv, options, settings, result, *wrong)
    missing = [text for text in options.expect if text not in result.outcomes]
    if missing:
        return "FAIL kind=unseen outcome=%r" % missing[0], [], None
    return "OK runs=%d%s" % (result.runs, " interrupted" if result.interrupted else ""), [], None


def run(argv, options):
    check_assembly(argv[0])
    settings = opts.config(options)
    settings.update(resolve_weakenings(argv, options, settings))
    result = campaign(argv, options, settings, options.quiet)
    verdict, lines, trace = judge(argv, options, settings, result)
    if verdict is None and settings["mode"] != 2:
        # The repeated run differs: once more with a fresh process for every run.
        settings["mode"] = 2
        result = campaign(argv, options, settings, options.quiet)
        verdict, lines, trace = judge(argv, options, settings, result)
    if verdict is None:
        first = result.first
        verdict, lines = nondeterminism(argv, options, settings, first, "the same seed gave two traces: hash %s, then %s"
                                        % (first["hash"], trace["hash"]))
    if options.save and trace:
        schedule.save(options.save, argv, options, trace, verdict)
    return finish(options, result, verdict, lines or [])


def main(arguments):
    options = opts.parser("run").parse_args(arguments)
    argv = opts.find_program(options)
    if not os.access(argv[0], os.X_OK):
        print("heddle run: no such program: %s" % options.program, file=sys.stderr)
        return 2
    elf_base(argv[0])
    return run(argv, options)
