"""Weft's own runtime under Heddle (weft_program.py), under a host program whose two threads work on shared objects
(weft/host.c). Nothing is found, and the threads did communicate."""
import re
import weft_program
import heddle_command

LEAST_PAIRS = 600

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
