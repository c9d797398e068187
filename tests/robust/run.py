#!/usr/bin/env python3
"""Tests of what must end in an exception, at once: recursion of every kind, absurd sizes, full devices,
closed streams, strange files, Ctrl-C while the main thread waits, exit with running threads.

  run.py [--interpreter build/bin/weft] [NAME...]

Each program is a file of tests/robust/limits, or stands here. Where CPython's command defines what is
right, python3.11 runs too and the results are compared; where versions of 3.11 differ, what 3.11.7 says is
stored (--regenerate asks --oracle anew). Ends with the line 'N passed, N failed'.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIMITS = os.path.join(ROOT, "tests/robust/limits")
WEFT = os.path.join(ROOT, "build/bin/weft")
ORACLE = None
PATIENCE = 300  # seconds: a sanitizer's build on a busy machine


def environment():
    kept = {name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}
    return dict(kept, PATH=os.environ["PATH"], LC_ALL="C.UTF-8", HOME="/nonexistent")


def run(command, *arguments, **more):
    done = subprocess.run([command, *arguments], capture_output=True, env=environment(), timeout=PATIENCE, **more)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


class Programs(unittest.TestCase):
    """Each prints a line per case, `name: ok` where it ended as it should."""

    def check(self, name, *arguments):
        code, out, err = run(WEFT, os.path.join(LIMITS, name), *arguments)
        bad = [line for line in out.splitlines() if not line.endswith(": ok")]
        self.assertEqual((code, bad, err), (0, [], ""))
        self.assertGreater(len(out.splitlines()), 10)

    def test_recursion(self):
        self.check("recursion.py")

    def test_recursion_with_a_high_limit_ends_at_the_native_stack(self):
        self.check("recursion.py", "--limit", "1000000000")

    def test_nested_source(self):
        self.check("nested_source.py")

    def test_absurd_sizes(self):
        self.check("absurd_sizes.py")

    def test_time_grows_with_the_number_of_items(self):
        self.check("growth.py")


# What the main thread does when Ctrl-C comes, after it has said that it is ready.
INTERRUPTED = {
    "Thread.join": "t = threading.Thread(target=time.sleep, args=(1,)); t.start(); ready(); t.join()",
    "Lock.acquire": "l = threading.Lock(); l.acquire(); ready(); l.acquire()",
    "Lock.acquire with timeout": "l = threading.Lock(); l.acquire(); ready(); l.acquire(timeout=1000)",
    "RLock.acquire": "l = threading.RLock()\n"
                     "t = threading.Thread(target=lambda: (l.acquire(), go.set(), time.sleep(1000)), daemon=True)\n"
                     "t.start(); go.wait(); ready(); l.acquire()",
    "Condition.wait": "c = threading.Condition()\nwith c: ready(); c.wait()",
    "Event.wait": "ready(); threading.Event().wait()",
    "Event.wait with timeout": "ready(); threading.Event().wait(1000)",
    "Semaphore.acquire": "ready(); threading.Semaphore(0).acquire()",
    "Barrier.wait": "ready(); threading.Barrier(2).wait()",
    "Queue.get": "ready(); queue.Queue().get()",
    "Queue.put": "q = queue.Queue(1); q.put(1); ready(); q.put(2)",
    "SimpleQueue.get": "ready(); queue.SimpleQueue().get()",
    "input": "ready(); input()",
    "read": "ready(); sys.stdin.read()",
    "os.read": "ready(); os.read(0, 1)",
    "sleep": "ready(); time.sleep(1000)",
    "shutdown": "e = ThreadPoolExecutor(1); e.submit(time.sleep, 1); ready(); e.shutdown()",
    "with an executor": "with ThreadPoolExecutor(1) as e: e.submit(time.sleep, 1); ready(); time.sleep(1000)",
    "Future.result": "ready(); Future().result()",
    "a loop": "ready()\nwhile True: pass",
    "a loop beside running threads": "def f():\n  while True: pass\n"
                                     "for _ in range(3): threading.Thread(target=f, daemon=True).start()\n"
                                     "ready()\nwhile True: pass",
    "sum": "ready(); sum(itertools.count())",
    "max": "ready(); max(itertools.count())",
    "any": "ready(); any(itertools.repeat(0))",
    "deque": "ready(); collections.deque(itertools.count(), 0)",
    "set": "ready(); {1}.isdisjoint(itertools.repeat(0))",
    "huge ints": "x = 3 ** 200000; ready()\nwhile True: x * x",
    "regular expressions": "ready()\nwhile True: re.match('(a*)*b', 'a' * 18)",
}
PREPARE = ("import collections, itertools, os, queue, re, sys, threading, time\n"
           "from concurrent.futures import Future, ThreadPoolExecutor\n"
           "go = threading.Event()\n"
           "def ready(): print('ready', flush=True)\n")


def start(source):
    child = subprocess.Popen([WEFT, "-c", PREPARE + source], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True, env=environment())
    child.stdout.readline()
    return child


def finish(child):
    """(exit code, last line of standard error); a hanging child is killed and reported as such."""
    try:
        child.wait(PATIENCE)  # not communicate(): that closes standard input, which some of them read
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return "hangs", ""
    _, err = child.communicate()
    return child.returncode, (err.strip().splitlines() or [""])[-1]


class Interrupt(unittest.TestCase):
    def test_reaches_the_main_thread(self):
        for name, source in INTERRUPTED.items():
            with self.subTest(name):
                child = start(source)
                time.sleep(0.05)  # mostly it is inside the call by now; before it is fine, too
                child.send_signal(signal.SIGINT)
                self.assertEqual(finish(child), (-signal.SIGINT, "KeyboardInterrupt"))

    def test_handled_and_once_more(self):
        child = start("for _ in range(2):\n"
                      "  try: ready(); time.sleep(1000)\n"
                      "  except KeyboardInterrupt: print('handled', flush=True)\n"
                      "ready(); time.sleep(1000)")
        for _ in range(2):
            child.send_signal(signal.SIGINT)
            self.assertEqual(child.stdout.readline(), "handled\n")
            self.assertEqual(child.stdout.readline(), "ready\n")
        child.send_signal(signal.SIGINT)
        self.assertEqual(finish(child), (-signal.SIGINT, "KeyboardInterrupt"))

    def test_other_threads_are_not_interrupted(self):
        child = start("def f():\n  time.sleep(0.5); print('whole', flush=True)\n"
                      "threading.Thread(target=f).start(); ready(); time.sleep(1000)")
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.stdout.readline(), "whole\n")
        self.assertEqual(finish(child)[0], -signal.SIGINT)


class Exit(unittest.TestCase):
    """The end of the main program with threads that still run."""

    def test_daemons_do_not_keep_it(self):
        for work in ("while True: pass", "time.sleep(1000)", "threading.Lock().acquire(); sys.stdin.read()",
                     "queue.Queue().get()", "sum(itertools.count())", "[].sort(key=print); os.read(0, 1)"):
            with self.subTest(work):
                child = start("def f():\n  go.set()\n  %s\n"
                              "t = threading.Thread(target=f, daemon=True); t.start(); go.wait(); ready()" % work)
                self.assertEqual(finish(child), (0, ""))

    def test_others_do(self):
        code, out, err = run(WEFT, "-c", "import threading, time\ndef f(): time.sleep(0.3); print('whole')\n"
                                         "threading.Thread(target=f).start(); print('end')")
        self.assertEqual((code, out, err), (0, "end\nwhole\n", ""))

    def test_exit_code_with_threads(self):
        code, out, err = run(WEFT, "-c", "import threading, time, sys\ndef f():\n  while True: time.sleep(0.01)\n"
                                         "threading.Thread(target=f, daemon=True).start(); sys.exit(7)")
        self.assertEqual((code, out, err), (7, "", ""))


# Source files that are not plain UTF-8 text. python3.11 changed its answers to some (NUL characters above
# all) within 3.11; what 3.11.7 says stands in the file of answers: run.py --regenerate wrote it.
STRANGE_FILES = {
    "declared": b"# coding: latin-1\nprint('\xe9')\n",
    "bom": b"\xef\xbb\xbfprint('bom')\n", "crlf": b"if 1:\r\n  print('crlf')\r\n", "cr": b"print(1)\rprint(2)\r",
    "no newline": b"print('end')", "empty": b"", "long": b"x = " + b"1 + " * 2000 + b"1\nprint(x)\n",
    "bom and latin": b"\xef\xbb\xbf# coding: latin-1\n",
    "form feed": b"\x0cprint('ff')\n",
    "nul": b"print(1)\nx = '\0'\n", "only nul": b"\0", "nul behind an error": b"x = = 1\n\n\0",
    "latin": b"print(1)\nx = '\xe9'\n", "cut": b"x = '\xc3", "comment": b"# \x80\n", "surrogate": b"x = '\xed\xa0\x80'\n",
    "latin behind an error": b"x = = 1\nx = '\xe9'\n", "latin, then nul": b"x = '\xe9'\n\0\n",
    "nul, then latin": b"\0\nx = '\xe9'\n", "nul and latin": b"\0 = '\xe9'\n",
    "declared late": b"x = 1\n# coding: latin-1\nprint('\xe9')\n",
    "unknown": b"# coding: Foo_Bar\nprint(1)\n", "bom and unknown": b"\xef\xbb\xbf# coding: Foo_Bar\n",
    "not ascii": b"# coding: ASCII\n\nx = '\xe9'\n", "not cp1252": b"# coding: cp1252\nprint('\x81')\n",
    "wide encoding": b"# coding: utf-16\nprint(1)\n", "utf-16": "print(1)\n".encode("utf-16"),
    "no text encoding": b"# coding: hex\nprint(1)\n", "shift_jis": "# coding: shift_jis\nprint('\u65e5')\n".encode("shift_jis"),
    "not shift_jis": b"# coding: Shift_JIS\nx = '\xff'\n", "nul in koi8": b"# coding: koi8-r\nx = '\xc4\0'\n",
    "error in latin": b"# coding: latin-1\nx = '\xe9' y\n", "wide": b"x = '" + b"y" * 1000000 + b"'\nprint(len(x))\n",
}
STRANGE_ANSWERS = os.path.join(ROOT, "tests/robust/strange_files.json")


def strange_file(command, folder, name):
    """How the command ends with one of them: run as a file, and from standard input."""
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(STRANGE_FILES[name])
    with open(path, "rb") as file:
        ends = {"file": run(command, path), "input": run(command, stdin=file)}
    return {how: [code, out, err.replace(path, "FILE")] for how, (code, out, err) in ends.items()}


def regenerate(command):
    with tempfile.TemporaryDirectory() as folder, open(STRANGE_ANSWERS, "w", encoding="utf-8") as file:
        lines = [f"{json.dumps(name)}: {json.dumps(strange_file(command, folder, name))}" for name in STRANGE_FILES]
        file.write("{\n%s\n}\n" % ",\n".join(lines))


class Streams(unittest.TestCase):
    """Streams that are closed, readers that are gone, strange files: as python3.11 has it."""

    def same(self, redirections, *arguments):
        ends = [run("/bin/sh", "-c", f"exec \"$0\" \"$@\" {redirections}", command, *arguments, stdin=subprocess.DEVNULL)
                for command in (WEFT, ORACLE)]
        self.assertEqual(ends[0], ends[1])

    def test_closed_streams(self):
        told = ("import sys; file = open(sys.argv[1], 'w'); print(file.fileno(), sys.stdin, sys.stdout, sys.stderr, "
                "sys.__stdin__, sys.__stdout__, sys.__stderr__, file=file, flush=True)\n")
        programs = ("1/0", "print(1)", "print(1, file=sys.stderr)", "input('prompt')", "import warnings; warnings.warn('text')",
                    "import threading; threading.Thread(target=print, args=(1,)).start()", "sys.stdout.write('x')",
                    "import os; print(os.open('/dev/null', 0), file=file)")
        for redirections in ("<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"):
            for program in programs:
                with self.subTest(program, redirections=redirections), tempfile.NamedTemporaryFile("r") as file:
                    ends = []
                    for command in (WEFT, ORACLE):
                        end = run("/bin/sh", "-c", f"exec \"$0\" \"$@\" {redirections}", command, "-c", told + program, file.name,
                                  stdin=subprocess.DEVNULL)
                        file.seek(0)
                        ends.append((end, file.read()))
                    self.assertEqual(ends[0], ends[1])
                    self.assertIn("None", ends[0][1])
        for arguments in ((), ("-",)):
            self.same("<&-", *arguments)

    def test_output_that_cannot_be_written(self):
        for redirections in (">/dev/full", "2>/dev/full", ">/dev/full 2>&1"):
            for program in ("print(1)", "print(1, flush=True)", "print(1); sys.exit(3)", "print(1); sys.exit('text')",
                            "print(1); 1/0", "print(1); raise KeyboardInterrupt", "sys.stderr.write('x')", "sys.stdout.close()",
                            "sys.stdout = None", "import atexit; atexit.register(print, 5)",
                            "sys.stdout.write('x' * 100000)", "for i in range(100000): print(i)",
                            "class Broken:\n  def flush(self): 1/0\n  def __repr__(self): return 'broken'\nsys.stdout = Broken()",
                            "file = open('/dev/full', 'w'); file.write('x')\n"
                            "for _ in range(3):\n  try: file.flush()\n  except OSError as error: print(error, file=sys.__stderr__)"):
                with self.subTest(program, redirections=redirections):
                    self.same(redirections, "-c", "import sys\n" + program)

    def test_reader_is_gone(self):
        for command in (WEFT, ORACLE):
            code, out, err = run("/bin/sh", "-c", "\"$0\" -c 'for i in range(100000): print(i)' | head -n 1", command)
            self.assertEqual((out, "BrokenPipeError" in err), ("0\n", True))

    def test_strange_files(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        with open(STRANGE_ANSWERS, encoding="utf-8") as file:
            answers = json.load(file)
        self.assertEqual(set(answers), set(STRANGE_FILES))
        for name in STRANGE_FILES:
            with self.subTest(name):
                self.assertEqual(strange_file(WEFT, folder, name), answers[name])
        for name, mode in (("none", None), ("unreadable", 0), ("empty/file", None), ("no folder/file", None)):
            path = os.path.join(folder, name)
            if mode is not None:
                with open(path, "w") as file:
                    file.write("print(1)\n")
                os.chmod(path, mode)
            # root reads everything: then somebody else tries
            other = ["setpriv", "--reuid=65534", "--clear-groups"] if mode == 0 and os.getuid() == 0 else []
            os.chmod(folder, 0o755)
            with self.subTest(name):
                ends = []
                for command in (WEFT, ORACLE):
                    code, out, err = run("/bin/sh", "-c", "\"$0\" \"$@\"", *other, command, path)
                    ends.append((code, out, err.partition(": can't ")[2]))
                self.assertEqual(ends[0], ends[1])
                self.assertNotEqual(ends[0][2], "")
        with self.subTest("a folder without a program"):
            code, out, err = run(WEFT, folder)
            self.assertEqual((code, out), (1, ""))
            self.assertIn("can't find '__main__' module in", err)


class Budget(unittest.TestCase):
    def test_memory_error_and_recovery(self):
        source = ("kept = []\n"
                  "for size in (1, 1000, 1000000):\n"
                  "  for _ in range(3):\n"
                  "    try:\n"
                  "      while True: kept.append(bytearray(size) if size > 1 else [kept])\n"
                  "    except MemoryError:\n"
                  "      kept.clear(); print('again')\n"
                  "print(len([0] * 100000))")
        for budget in ("30M", "64M"):
            code, out, err = run(WEFT, "-X", "memory=" + budget, "-c", source)
            self.assertEqual((code, out, err), (0, "again\n" * 9 + "100000\n", ""))

    def test_uncaught_memory_error_is_told(self):
        fill = "while True: kept.append([kept])"
        sources = {"small": fill, "large": "while True: kept.append(bytearray(1000))", "at once": "kept = bytearray(1 << 40)",
                   "doubled": "text = 'a'\nwhile True: text += text", "keys": "kept = {}\nwhile True: kept[len(kept)] = kept",
                   "once more": f"try:\n  {fill}\nexcept MemoryError:\n  while True: kept.append([])",
                   "local": "def f():\n  kept = []\n  while True: kept.append({1: kept})\nf()"}
        for name, source in sources.items():
            for budget in ("30M", "64M"):
                with self.subTest(name, budget=budget):
                    code, out, err = run(WEFT, "-X", "memory=" + budget, "-c", "kept = []\n" + source)
                    self.assertEqual((code, out, err.splitlines()[-1:]), (1, "", ["MemoryError"]))
        thread = f"def f():\n  {fill}\nimport threading; threading.Thread(target=f).start()"
        code, out, err = run(WEFT, "-X", "memory=30M", "-c", "kept = []\n" + thread)
        self.assertEqual((code, out, err.splitlines()[-1:]), (0, "", ["MemoryError"]))

    def test_program_ends_in_order_with_full_memory(self):
        source = "import atexit\nkept = []\natexit.register(print, 'at exit')\nwhile True: kept.append([kept])"
        code, out, err = run(WEFT, "-X", "memory=30M", "-c", source)
        self.assertEqual((code, out, err), (1, "at exit\n", "MemoryError\n"))

    def test_version_numbers_run_out(self):
        for option in ("first-type-version", "first-keys-version"):
            for first in (2 ** 32 - 300, 2 ** 32 - 20, 2 ** 32 - 2):
                with self.subTest(f"{option}={first}"):
                    code, out, err = run(WEFT, "-X", f"{option}={first}", "-X", "warm-up=3", os.path.join(LIMITS, "versions.py"))
                    self.assertEqual((code, out, err), (0, "all as it should be\n", ""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--interpreter", default=WEFT)
    parser.add_argument("--oracle", default=shutil.which("python3.11") or sys.executable)
    parser.add_argument("--regenerate", action="store_true", help="write tests/robust/strange_files.json anew")
    options, rest = parser.parse_known_args()
    if options.regenerate:
        sys.exit(regenerate(options.oracle))
    WEFT, ORACLE = os.path.abspath(options.interpreter), options.oracle
    program = unittest.main(argv=[sys.argv[0]] + rest, exit=False, verbosity=2)
    result = program.result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed or not result.testsRun else 0)
