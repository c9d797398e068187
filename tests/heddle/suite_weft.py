"""Weft's own runtime under Heddle: its sources as they ship, compiled with `heddle cc`, under a host program whose two
threads work on shared objects (weft/host.c). Nothing is found, and the threads did communicate: 20 seeds make 744
different pairs of a reading and a storing operation."""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess

import heddle_command

RELEASE = os.path.join(heddle_command.ROOT, "build/release")
OBJECTS = os.path.join(heddle_command.BUILD, "weft")
LIBRARIES = "-lunistring -lgmp -lpcre2-8 -lpcre2-16 -lpcre2-32 -ledit -lck -lm -lpthread".split()
LEAST_PAIRS = 600


def compile_source(entry):
    words = [word for word in shlex.split(entry["command"]) if word.startswith(("-I", "-D", "-std", "-fno-math"))]
    target = os.path.join(OBJECTS, entry["output"].replace("/", "_"))
    done = subprocess.run([heddle_command.COMMAND, "cc", "-O1", "-w", "-c"] + words + [entry["file"], "-o", target],
                          cwd=entry["directory"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise heddle_command.Failure("%s does not compile: %s" % (entry["file"], done.stderr[-1000:]))
    return target


def build_host():
    with open(os.path.join(RELEASE, "compile_commands.json"), encoding="utf-8") as file:
        entries = [entry for entry in json.load(file) if entry["output"].startswith("runtime/")]
    os.makedirs(OBJECTS, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compile_source, entries))
    program = os.path.join(OBJECTS, "host")
    done = subprocess.run([heddle_command.COMMAND, "cc", "-O1", "-g", "-I" + os.path.join(heddle_command.ROOT, "include"),
                           os.path.join(heddle_command.HERE, "weft/host.c")] + objects + LIBRARIES + ["-o", program],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise heddle_command.Failure("host.c does not link: %s" % done.stderr[-1000:])
    return program


def run_suite(report, arguments):
    try:
        program = build_host()
    except heddle_command.Failure as failure:
        report.add("weft builds", [str(failure)])
        return
    seeds = arguments.programs or 200
    clean = heddle_command.run(program, "--seeds", seeds, timeout=3000)
    report.add("weft, %d seeds" % seeds, [] if clean.verdict == "OK" else [clean.text[-2000:]])
    pairs = re.search(r"^\(site, store\) pairs: (\d+)", clean.text, re.M)
    report.add("weft, communication", [] if pairs and int(pairs.group(1)) >= LEAST_PAIRS else [clean.text[-500:]])
