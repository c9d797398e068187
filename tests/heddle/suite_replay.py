"""A failing seed is seen again, bit for bit: same kind of failure and same hash of the trace in a fresh process,
in another folder and with a larger environment, while the system's address randomization is on."""
import os
import random
import subprocess
import tempfile

import heddle_command
from programs import read_programs


MOST_SEEDS = 5000


def failing_seed(program, start):
    result = heddle_command.run(program, "--seeds", MOST_SEEDS, "--from", start)
    return result if result.verdict == "FAIL" else None


def again(program, seed, noise):
    """The same seed from a folder of its own, with an environment of another size."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, NOISE="x" * noise)
        done = subprocess.run([heddle_command.COMMAND, "run", "--seed", seed, "--quiet", program], cwd=folder,
                              env=environment, capture_output=True, text=True, errors="replace", timeout=120, check=False)
    return heddle_command.Run(done.returncode, done.stdout)


def run_suite(report, arguments):
    with open("/proc/sys/kernel/randomize_va_space", encoding="ascii") as file:
        report.add("address randomization is on", [] if file.read().strip() != "0" else ["it is off"])
    numbers = random.Random(arguments.start)
    wanted = arguments.programs or (30 if arguments.quick else 1000)
    candidates = [(program, broken) for folder in ("structures", "protocols", "bugs") for program in read_programs(folder)
                  for broken in program.broken if broken.kinds != ["leak"]]
    picked = [(*numbers.choice(candidates), numbers.randrange(1 << 40), numbers.randrange(4000)) for _ in range(wanted)]

    def work(item):
        program, broken, start, noise = item
        executable = program.build(broken.number)
        first = failing_seed(executable, start)
        if first is None:
            return ["no failing seed among 5000 from %d" % start]
        second = again(executable, first.fields["seed"], noise)
        keys = ("kind", "seed", "hash")
        if [first.fields.get(key) for key in keys] != [second.fields.get(key) for key in keys]:
            return ["not the same again: %s; then %s" % (first.last, second.last)]
        return []

    report.run_all(work, picked, lambda item: "replay of %s broken %d from %d" % (item[0].name, item[1].number, item[2]))
