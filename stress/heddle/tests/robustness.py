"""Programs that crash, loop, exit, allocate without end, print megabytes, or ask for what Heddle does not model:
each of `robustness/*.c` says in its first comment how `heddle run` has to end.

    expect: beginnings of the last line, one of them, separated by |
    says:   a regular expression that the output must have
    run:    options of heddle run
    arguments: those of the program"""
import concurrent.futures
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
STATUS = {"OK": 0, "FAIL": 1, "CANNOT": 3}
LIMIT = 300  # seconds that heddle itself may take: more means that it hangs


def promise(path):
    with open(path, encoding="utf-8") as file:
        comment = file.read().split("*/")[0]
    return {key: value.strip() for key, value in re.findall(r"^(?:/\*| \*) (\w+): *(.*)$", comment, re.M)}


def check(command, path, compiler, folder):
    """What is wrong with how the program ends under Heddle; nothing if it is as promised."""
    wanted = promise(path)
    program = os.path.join(folder, "%s-%s" % (os.path.basename(path)[:-2], compiler))
    environment = dict(os.environ, HEDDLE_CC=compiler)
    built = subprocess.run([command, "cc", "-O1", "-w", path, "-o", program], capture_output=True, text=True, env=environment,
                           check=False)
    if built.returncode:
        return "does not compile: " + built.stderr[-500:]
    words = [command, "run"] + wanted["run"].split() + [program] + wanted.get("arguments", "").split()
    try:
        done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=LIMIT,
                              stdin=subprocess.DEVNULL, cwd=folder, check=False)
    except subprocess.TimeoutExpired:
        return "heddle did not end in %d s" % LIMIT
    finally:
        os.remove(program)
    lines = done.stdout.strip().splitlines() or [""]
    endings = [text.strip() for text in wanted["expect"].split("|")]
    if not any(lines[-1].startswith(ending) for ending in endings):
        return "ends with: %s\n%s" % (lines[-1], done.stdout[-600:])
    if done.returncode != STATUS[lines[-1].split()[0]]:
        return "status %d, and %s" % (done.returncode, lines[-1])
    if not re.search(wanted.get("says", ""), done.stdout, re.M):
        return "does not say %r: %s" % (wanted["says"], done.stdout[-600:])
    if lines[-1].startswith("FAIL") and "seed=" not in lines[-1]:
        return "names no seed: %s" % lines[-1]
    return ""


def run(tests, command, compilers=("gcc", "clang-14")):
    folder = os.path.join(HERE, "robustness")
    items = [(os.path.join(folder, name), compiler) for name in sorted(os.listdir(folder)) for compiler in compilers]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda item: check(command, item[0], item[1], tests.folder), items)
        for (path, compiler), wrong in zip(items, results):
            tests.check("%s, %s" % (os.path.basename(path), compiler), not wrong, wrong)
