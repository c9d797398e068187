#!/usr/bin/env python3
"""Tests of the command `weft`: options, what it runs, exit codes, streams, and the interactive loop.

  run.py [--interpreter build/bin/weft] [NAME...]

Where CPython's command defines what is right, the test runs python3.11 too and compares. The
interactive loop is tested at a pseudo-terminal. Ends with the line 'N passed, N failed'.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Terminal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WEFT = os.path.join(ROOT, "build/bin/weft")
ORACLE = None


def environment(**more):
    return dict(PATH=os.environ["PATH"], LC_ALL="C.UTF-8", HOME="/nonexistent", TERM="dumb", WEFT_NO_HISTORY="1", **more)


def run(command, arguments, text="", folder=None, **more):
    done = subprocess.run([command] + arguments, input=text, capture_output=True, text=True, cwd=folder,
                          env=environment(**more), timeout=60)
    return done.returncode, done.stdout, done.stderr


def weft(*arguments, **more):
    return run(WEFT, list(arguments), **more)


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def same(self, *arguments, **more):
        """Weft and CPython end alike, and print the same; names of the commands aside."""
        ours = weft(*arguments, folder=self.folder, **more)
        theirs = run(ORACLE, list(arguments), folder=self.folder, **more)
        self.assertEqual(ours[:2], theirs[:2])
        self.assertEqual(ours[2].replace(WEFT, "X").replace("weft: ", "X: "),
                         theirs[2].replace(ORACLE, "X"))


class Options(CommandTest):
    def test_version(self):
        code, out, err = weft("--version")
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"^Weft \d+\.\d+\.\d+ \(Python 3\.11 language\)\n$")
        self.assertEqual(weft("-V"), (code, out, err))

    def test_help_names_each_option(self):
        code, out, err = weft("--help")
        self.assertEqual((code, err), (0, ""))
        for option in ("-c", "-m", "-i", "-I", "-E", "-O", "-P", "-q", "-u", "-V", "-W", "-x", "-X stats",
                       "-X memory=", "-X torture-collect", "-X torture-fail", "-X hash-seed"):
            self.assertIn(option, out)
        self.assertEqual(weft("-h"), (code, out, err))

    def test_manual_page_names_each_option(self):
        _, out, _ = weft("--help")
        with open(os.path.join(ROOT, "docs/weft.1"), encoding="utf-8") as file:
            page = file.read().replace("\\-", "-")
        for line in out.splitlines():
            if line.startswith("-"):
                for word in line.split("  ")[0].split(", "):
                    self.assertIn(word.split("=")[0].replace(" cmd", "").replace(" mod", "")
                                  .replace(" filter", ""), page)

    def test_wrong_usage(self):
        for arguments, said in ((["-Z"], "Unknown option: -Z"), (["--foo"], "unknown option --foo"),
                                (["-c"], "Argument expected for the -c option"),
                                (["-X"], "Argument expected for the -X option"),
                                (["-X", "memory=lots"], "-X memory=lots: not a number that fits"),
                                (["-X", "memory=1Q"], "-X memory=1Q: not a number that fits"),
                                (["-X", "memory"], "-X memory: not a number that fits"),
                                (["-X", "memory=99999999999999G"], "not a number that fits"),
                                (["-X", "first-type-version=4294967296"], "not a number that fits"),
                                (["-X", "stats=xml"], "-X stats takes no value but json")):
            code, out, err = weft(*arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertIn(said, err)
            self.assertIn("usage: weft", err)

    def test_flags_reach_sys(self):
        program = "import sys; print(sys.flags, sys.warnoptions, sys._xoptions)"
        self.same("-B", "-c", program)
        self.same("-dEIOOqsSPB", "-c", program)
        self.same("-BX", "name", "-X", "key=value", "-W", "error", "-Wonce", "-c", program)

    def test_variables(self):
        flags = "import sys; print(sys.flags, sys.warnoptions, sys.dont_write_bytecode)"
        for name in ("DONTWRITEBYTECODE", "OPTIMIZE", "NOUSERSITE", "SAFEPATH", "DEVMODE"):
            for value in ("", "1", "2", "x", "0"):
                self.same("-c", flags, **{"PYTHON" + name: value})
        self.same("-E", "-c", flags, PYTHONOPTIMIZE="1", PYTHONDEVMODE="1")
        self.same("-O", "-c", "assert 0; print(__debug__)", PYTHONOPTIMIZE="2")
        self.same("-c", "print(1)", text="print(2)", PYTHONINSPECT="1")

    def test_dev_mode(self):
        program = "import sys, warnings; print(sys.flags.dev_mode, sys.warnoptions); warnings.warn('a', DeprecationWarning)"
        self.same("-X", "dev", "-c", program)
        self.same("-X", "dev", "-W", "ignore", "-c", program)
        self.same("-c", program, PYTHONDEVMODE="1", PYTHONWARNINGS="error")

    def test_hash_seed(self):
        program = "import sys; print(sys.flags.hash_randomization)"
        for seed in ("0", "random", "5", "x", "-1", "4294967296"):
            self.same("-c", program, PYTHONHASHSEED=seed)
        hashes = {weft("-c", "print(hash('a'), list({'b', 'c', 'd', 'e'}))", PYTHONHASHSEED="7") for _ in range(3)}
        self.assertEqual(len(hashes), 1)

    def test_digits_of_ints(self):
        program = "import sys; print(sys.flags.int_max_str_digits, sys.get_int_max_str_digits(), len(str(10**800)))"
        for value in ("640", "0", "900", "639", "x", ""):
            self.same("-X", "int_max_str_digits=" + value, "-c", program)
            self.same("-c", program, PYTHONINTMAXSTRDIGITS=value)
        self.same("-X", "int_max_str_digits", "-c", program)
        self.same("-X", "int_max_str_digits=0", "-c", program, PYTHONINTMAXSTRDIGITS="700")

    def test_encoding_of_streams(self):
        program = "import sys\nfor f in (sys.stdin, sys.stdout, sys.stderr): print(f.encoding, f.errors)\nprint(ascii(input()))"
        for spec in ("ascii:replace", "latin-1", ":ignore", "cp1252:strict"):
            self.same("-c", program, text="a\n", PYTHONIOENCODING=spec)
        self.same("-c", "print('\xe9\u20ac')", PYTHONIOENCODING="ascii:backslashreplace")
        code, out, err = weft("-c", "print(1)", PYTHONIOENCODING="no such")
        self.assertEqual((code, out), (1, ""))
        self.assertTrue(err.endswith("LookupError: unknown encoding: no such\nweft: cannot start\n"), err)
        self.same("-c", "print(ascii(input()))", text="\xe9\n", PYTHONIOENCODING="latin-1")

    def test_bytes_that_meet_text(self):
        lines = ["print(b'a' == 'a')", "print('a' != b'a')", "print(bytearray(b'a') == 'a')", "print(b'a' == 1)",
                 "print(1 == bytearray(b''))", "print(str(b'a'))", "print('%s' % bytearray(b'a'))", "print(repr(b'a'))",
                 "print(b'a' in ['a'], b'a' == b'a', b'a' == 1.5)", "print(f'{b\"a\"}')"]
        self.same("-b", "-c", "\n".join(lines))
        for line in lines:
            self.same("-bb", "-c", line)
            self.same("-c", line)

    def test_invalid_escapes_with_filters(self):
        path = self.write("escape.py", "x = '\\d'\nprint(x)\n")
        for options in (["-W", "error"], ["-W", "default"], ["-W", "ignore"], []):
            self.same(*options, path)

    def test_wrong_filters(self):
        for value in ("foo", "error::foo", "error:a:b:c:d:e", "ignore:::x:y"):
            self.same("-W", value, "-c", "print(1)")

    def test_arguments(self):
        path = self.write("shown.py", "import sys; print(sys.argv, sys.path[0] == sys.argv[0].rpartition('/')[0])")
        self.same(path, "-c", "--help", "")
        self.same("-c", "import sys; print(sys.argv)", "a", "-b")
        self.same("-", "a", text="import sys; print(sys.argv)")
        self.same("--", path, "--")

    def test_optimize(self):
        path = self.write("a.py", "'doc'\nassert False\nprint(__debug__, __doc__)\n"
                                  "def f():\n    'doc of f'\n    return 1\nprint(f.__doc__, f())\n"
                                  "class C:\n    'doc of C'\nprint(C.__doc__)\n")
        self.same(path)
        self.same("-O", path)
        self.same("-OO", path)
        self.same("-c", "for level in (-1, 0, 1, 2):\n  exec(compile('print(__debug__)\\n'\n"
                        "    'def f():\\n  \"doc\"\\nprint(f.__doc__)', 'x', 'exec', optimize=level))\n"
                        "compile('', 'x', 'exec', optimize=3)")

    def test_skip_first_line(self):
        path = self.write("a.py", "#! not ( python\nprint('second')\n1/0\n")
        self.same("-x", path)
        self.same("-x", self.write("b.py", "only one line, and no program"))

    def test_main_of_folders(self):
        self.write("whole/__main__.py", "import sys; print(__name__, __package__, __spec__.name, sys.argv, __file__, __loader__.name)")
        for options in (["whole", "a"], ["-m", "whole", "a"]):
            self.same(*options)
        self.same("-", text="print(__file__)")

    def test_tokenize_and_doctest(self):
        path = self.write("some.py", "def f(x):\n    'doc'\n    return [x,\n 1]\n")
        self.same("-m", "tokenize", path)
        self.same("-m", "tokenize", "-e", path)
        self.same("-m", "tokenize", text="(a")
        self.same("-m", "tokenize", text="if a:\n  b\n c\n")
        self.same("-m", "tokenize", "absent.py")
        text = self.write("some.txt", "Words\n>>> 1 + 1\n2\n>>> 2\n3\n")
        for options in ([], ["-v"], ["-f"], ["-o", "REPORT_NDIFF"]):
            self.same("-m", "doctest", *options, text)

    def test_isolated_and_safe_path(self):
        path = self.write("main.py", "try:\n  import beside; print('found')\n"
                                     "except ImportError as e: print(e)\n")
        self.write("beside.py", "")
        for options in ([], ["-P"], ["-I"]):
            self.same(*options, path)

    def test_search_path(self):
        self.write("one/aa.py", "print('aa')")
        self.write("two/bb.py", "print('bb')")
        for options in ([], ["-E"], ["-I"]):
            self.same(*options, "-c", "import aa, bb", PYTHONPATH="one:" + os.path.join(self.folder, "two"))

    def test_warnings(self):
        program = ("import warnings\nwarnings.warn('a')\nwarnings.warn('b', DeprecationWarning)\n"
                   "warnings.warn('c', SyntaxWarning)\n")
        path = self.write("w.py", program)
        for options in ([], ["-W", "ignore"], ["-W", "error"], ["-Werror::DeprecationWarning"],
                        ["-W", "always::DeprecationWarning:__main__:3"], ["-W", "nonsense"],
                        ["-W", "ignore:a", "-W", "error:c"], ["-W", "error::Nothing"]):
            self.same(*options, path)
        self.same("-W", "default", path, PYTHONWARNINGS="error,ignore::SyntaxWarning")

    def test_unbuffered(self):
        program = "import os, sys\nprint('a')\nos._exit(0)"
        for option in ([], ["-u"]):
            self.same(*option, "-c", program)
        self.same("-c", program, PYTHONUNBUFFERED="1")


class Programs(CommandTest):
    def test_files_that_cannot_be_run(self):
        self.same("absent.py")
        self.same(os.path.join(self.folder, "absent.py"))
        os.mkdir(os.path.join(self.folder, "empty"))
        self.same("empty")

    def test_folder_and_package(self):
        self.write("app/__main__.py", "import helper, sys\nprint(helper.name, __name__, sys.argv)\n")
        self.write("app/helper.py", "name = 'helper'\n")
        self.same("app", "x")
        self.write("package/__init__.py", "print('init', __name__)")
        self.write("package/__main__.py", "from . import part\nprint(part.x, __name__, __package__)")
        self.write("package/part.py", "x = 1")
        self.same("-m", "package", "y")
        self.same("-m", "package.part")
        self.same("-m", "absent")
        self.same("-m", "package.absent")
        self.same("-m", "absent.part")
        self.same("-m", ".relative")
        self.same("-m", "sys")
        self.write("plain.py", "print(__name__)")
        self.same("-m", "plain.py")
        self.same("-R", "-m", "plain")

    def test_module_of_the_library(self):
        self.same("-m", "json.tool", text='{"b": [1, 2], "a": null}')

    def test_standard_input(self):
        self.same(text="print(1)\n1/0\n")
        self.same("-", text="def f(:\n")

    def test_exit_codes(self):
        for program in ("import sys; sys.exit()", "import sys; sys.exit(3)", "import sys; sys.exit('why')",
                        "import sys; sys.exit(None)", "import sys; sys.exit(-1)", "import sys; sys.exit(256 + 7)",
                        "import sys; sys.exit(2**70)", "raise SystemExit((1, 2))", "1/0", "x = (",
                        "import os; os._exit(9)", "import threading, sys\n"
                        "threading.Thread(target=sys.exit, args=(5,)).start()"):
            self.same("-c", program)

    def test_hooks_that_fail(self):
        for program in ("import sys; sys.excepthook = 1; 1/0", "import sys; del sys.excepthook; 1/0",
                        "import sys\ndef hook(*args): raise KeyError('hook')\nsys.excepthook = hook\n1/0"):
            self.same("-c", program)

    def test_finalizers_print_at_the_end(self):
        self.same("-c", "class A:\n  def __del__(self): print('of', self.name)\n"
                        "a, b = A(), A()\na.name, b.name = 'a', 'b'\nkept = [a, b]\nprint('end')")

    def test_threads_that_start_while_the_program_ends(self):
        """They are told to end as the others are: nobody waits for them until the patience is out."""
        path = self.write("ends.py", "import threading, time\n"
                          "ends = []\n"
                          "def run():\n"
                          "    for _ in range(3000): pass\n"
                          "    while ends: pass\n"
                          "def start():\n"
                          "    while True: threading.Thread(target=run, daemon=True).start()\n"
                          "for _ in range(3): threading.Thread(target=start, daemon=True).start()\n"
                          "time.sleep(0.02)\n"
                          "ends.append(1)\n")
        for _ in range(8):
            started = time.monotonic()
            self.assertEqual(weft(path)[:2], (0, ""))
            self.assertLess(time.monotonic() - started, 1.9)

    def test_interrupt_ends_by_the_signal(self):
        code, out, err = weft("-c", "import os, time\nos.kill(os.getpid(), 2)\ntime.sleep(5)")
        self.assertEqual((code, out), (-2, ""))
        self.assertTrue(err.endswith("KeyboardInterrupt\n"), err)

    def test_statistics(self):
        program = "def f(n):\n  return n + 1\nfor i in range(9000): f(i)"
        code, out, err = weft("-X", "stats", "-c", program)
        self.assertEqual((code, out), (0, ""))
        self.assertRegex(err, r"(?m)^family +attempts +successes +failed +hits +misses +deopts$")
        self.assertRegex(err, r"(?m)^BINARY_OP +[1-9]")
        self.assertRegex(err, r"(?m)^collections \d+, pauses .* peak \d+ bytes$")
        self.assertRegex(err, r"(?m)^world stopped \d+ times, .* locks that had to be waited for \d+$")
        code, out, err = weft("-X", "stats=json", "-c", program)
        numbers = json.loads(err)
        self.assertGreater(numbers["families"]["BINARY_OP"]["hits"], 8000)
        self.assertLessEqual(numbers["families"]["BINARY_OP"]["misses"], 100)
        for key in ("collections", "pause_ms", "peak_bytes", "world_stops", "lock_waits"):
            self.assertIn(key, numbers)

    def test_memory_budget(self):
        code, out, err = weft("-X", "memory=64M", "-c", "try:\n  x = []\n  while True: x.append(bytearray(1 << 20))\n"
                              "except MemoryError: x = None; print('caught')\nprint(len(bytes(1 << 20)))")
        self.assertEqual((code, out, err), (0, "caught\n1048576\n", ""))


class Interactive(CommandTest):
    def start(self, *arguments, **more):
        terminal = Terminal([WEFT] + list(arguments), environment(**more))
        self.addCleanup(terminal.close)
        terminal.wait_for(">>> ")
        return terminal

    def test_statements(self):
        t = self.start()
        self.assertIn("Weft ", t.shown)
        t.ask("1 + 1", "\n2\n")
        t.ask("_ * 21", "\n42\n")
        t.ask("None", "None\n")
        t.ask("def f(x):", "", "... ")
        t.ask("    return x + 1", "", "... ")
        t.ask("", "\n")
        t.ask("f(3)", "\n4\n")
        t.ask("for i in range(2): print('item', i)", "", "... ")
        t.ask("", "item 0\nitem 1\n")
        t.ask("x = (1,", "", "... ")
        t.ask("", "", "... ")
        t.ask("2)", "")
        t.ask("x", "(1, 2)")
        t.ask("'''a", "", "... ")
        t.ask("", "", "... ")
        t.ask("b'''", r"'a\n\nb'")
        t.ask("if 1:", "", "... ")
        t.ask("", "IndentationError: expected an indented block after 'if' statement on line 1")
        t.ask('"abc', "SyntaxError: unterminated string literal (detected at line 1)")
        t.ask("1 +", "SyntaxError: invalid syntax")
        t.ask("1/0", "ZeroDivisionError: division by zero")
        t.ask("import sys; sys.ps1 = 'next? '", "", "next? ")
        t.type("\x04")
        self.assertEqual(t.finish(), 0)

    def test_leaving(self):
        for line, code in (("exit()", 0), ("import sys; sys.exit(7)", 7), ("raise SystemExit(3)", 3)):
            t = self.start("-q")
            self.assertNotIn("Weft", t.shown)
            t.type(line + "\n")
            self.assertEqual(t.finish(), code)

    def test_interrupts(self):
        t = self.start()
        t.type("while True: pass\n")
        t.wait_for("... ")
        t.type("\n")
        t.interrupt(editing=False)
        t.wait_for("KeyboardInterrupt\n")
        t.wait_for(">>> ")
        t.type("half a line")
        t.wait_for("half a line")
        t.interrupt(editing=True)
        t.wait_for("KeyboardInterrupt\n")
        t.wait_for(">>> ")
        t.type("import time; time.sleep(60)\n")
        t.interrupt(editing=False)
        t.wait_for("KeyboardInterrupt\n")
        t.wait_for(">>> ")
        t.ask("'still here'", "'still here'\n")

    def test_history_is_kept(self):
        home = os.path.join(self.folder, "state")
        os.mkdir(home)
        for wanted in (None, "print('from last time')"):
            more = {"XDG_STATE_HOME": home}
            settings = environment(**more)
            del settings["WEFT_NO_HISTORY"]
            t = Terminal([WEFT], settings)
            self.addCleanup(t.close)
            t.wait_for(">>> ")
            if wanted is None:
                t.ask("print('from last time')", "\nfrom last time\n")
            else:
                t.type("\x10")
                t.wait_for(wanted)
                t.type("\n")
                t.wait_for("\nfrom last time\n")
                t.wait_for(">>> ")
            t.type("\x04")
            self.assertEqual(t.finish(), 0)

    def test_completion(self):
        t = self.start()
        t.ask("unusual_name = [1]", "")
        t.type("unusu\t")
        t.wait_for("unusual_name")
        t.type(".appe\t")
        t.wait_for(".append(")
        t.type("5)\n")
        t.wait_for(">>> ")
        t.ask("unusual_name", "[1, 5]")
        t.type("if 1:\n")
        t.wait_for("... ")
        t.type("\tprint('indented')\n")
        t.wait_for("... ")
        t.ask("", "\nindented\n")

    def test_after_a_program(self):
        path = self.write("a.py", "left_over = 42\n1/0\n")
        t = self.start("-i", path)
        self.assertIn("ZeroDivisionError", t.shown)
        t.ask("left_over", "\n42\n")

    def test_without_a_terminal(self):
        code, out, err = weft("-i", text="x = 20\nif x:\n  print(x + 1)\n\nx/0\nprint('on')\n")
        self.assertEqual((code, out), (0, "21\non\n"))
        self.assertIn("ZeroDivisionError", err)


class Start(CommandTest):
    def test_start_is_quick_and_small(self):
        """At most 5 ms of processor time (the best of several: waiting for a busy machine does not
        count) and 8 MB for `weft -c pass`."""
        if "san" in WEFT:
            self.skipTest("sanitizers are neither")
        best = 1.0
        for _ in range(40):
            process = subprocess.Popen([WEFT, "-c", "pass"])
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = 0
            self.assertEqual(status, 0)
            best = min(best, used.ru_utime + used.ru_stime)
        self.assertLess(best, 0.005)
        _, status, _ = weft("-c", "print(open('/proc/self/status').read())")
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])
        self.assertLess(peak, 8 * 1024)


def main():
    global WEFT, ORACLE
    parser = argparse.ArgumentParser(description="Tests of the command `weft`.")
    parser.add_argument("--interpreter", default=WEFT, help="default: build/bin/weft")
    parser.add_argument("--oracle", default="python3.11")
    parser.add_argument("names", nargs="*", help="parts of names of tests to run")
    options = parser.parse_args()
    WEFT = os.path.realpath(options.interpreter)
    ORACLE = subprocess.check_output([options.oracle, "-c", "import sys; print(sys.executable)"],
                                     text=True).strip()
    suite = unittest.TestSuite()
    for group in (Options, Programs, Interactive, Start):
        for test in unittest.defaultTestLoader.loadTestsFromTestCase(group):
            if not options.names or any(name in test.id() for name in options.names):
                suite.addTest(test)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - failed - len(result.skipped), failed))
    return 1 if failed or result.testsRun == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
