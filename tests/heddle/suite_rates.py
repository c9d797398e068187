"""The table of rates in docs/heddle-model.md: of 1,000 runs of each broken version, how many fail under each strategy.

A failure counts only if it is of a kind that the version's first comment promises. Where fewer than ten of 1,000 runs
fail, 5,000 are run and the rate has one decimal. Runs end after 5,000 steps, since those of a livelock would
otherwise take two million each; the correct versions must be clean under the same bound, so that it alone makes nothing
fail. A strategy that claims to find a version (all that its comment does not except) must find it, or it is a problem."""
import re

import heddle_command
from programs import STRATEGIES, read_programs
from report import write_between

FIRST, ALL, FEW = 1000, 5000, 10
STEPS = 5000
FOLDERS = (("structures", ()), ("protocols", ()), ("bugs", ("--leaks",)))
MARK = "rates"


def run_seeds(executable, strategy, start, count, options):
    return heddle_command.run(executable, "--strategy", strategy, "--seeds", count, "--from", start, "--keep-going",
                              "--max-steps", STEPS, *options)


def count_failures(result, kinds):
    """Failing runs of the promised kinds, from the lines `failures COUNT KIND (...)` of --keep-going."""
    found = re.findall(r"^failures +(\d+)  (\S+) \(", result.text, re.M)
    return sum(int(count) for count, kind in found if not kinds or kind in kinds)


def measure(program, broken, strategy, options):
    """Failing runs of 1,000."""
    executable = program.build(broken.number)
    failed, runs = count_failures(run_seeds(executable, strategy, 0, FIRST, options), broken.kinds), FIRST
    if failed < FEW:
        failed += count_failures(run_seeds(executable, strategy, FIRST, ALL - FIRST, options), broken.kinds)
        runs = ALL
    return 1000 * failed / runs


def show(rate):
    return "0" if not rate else "%.1f" % rate if rate < FEW else "%.0f" % rate


def table(rows):
    """The lines of the table: a row for each version, then how many each strategy finds and its mean rate."""
    lines = ["| broken version | %s |" % " | ".join(STRATEGIES), "|---|%s" % ("---:|" * len(STRATEGIES))]
    for name, rates in rows:
        lines.append("| %s | %s |" % (name, " | ".join(show(rates[strategy]) for strategy in STRATEGIES)))
    columns = [[rates[strategy] for _, rates in rows] for strategy in STRATEGIES]
    lines.append("| found, of %d | %s |" % (len(rows), " | ".join(str(sum(rate > 0 for rate in column)) for column in columns)))
    lines.append("| mean rate | %s |" % " | ".join("%.0f" % (sum(column) / len(column)) for column in columns))
    return lines


def check_correct(item):
    program, options = item
    result = run_seeds(program.build(), "portfolio", 0, FIRST, options)
    return [] if result.verdict == "OK" else ["the correct version fails: %s" % result.last]


def run_suite(report, arguments):
    programs = [(program, options) for folder, options in FOLDERS for program in read_programs(folder)
                if arguments.filter in program.name]
    report.run_all(check_correct, programs, lambda item: "%s correct" % item[0].name)
    items = [(program, broken, options, {}) for program, options in programs for broken in program.broken]

    def work(item):
        program, broken, options, rates = item
        for strategy in STRATEGIES:
            rates[strategy] = measure(program, broken, strategy, options)
        return ["%s found it in none of %d runs" % (strategy, ALL) for strategy in STRATEGIES
                if not rates[strategy] and strategy not in broken.unclaimed]

    report.run_all(work, items, lambda item: "%s broken %d" % (item[0].name, item[1].number))
    lines = table([("%s %d" % (program.name, broken.number), rates) for program, broken, _, rates in items
                   if len(rates) == len(STRATEGIES)])
    print("\n".join(lines), flush=True)
    if arguments.write:
        write_between(arguments.write, MARK, lines)
