#!/usr/bin/env python3
"""What the documentation says about the repository and about differences to CPython is so.

  docs.py [--interpreter build/bin/weft] [--oracle python3.11]

Ends with the line 'N passed, N failed'.
"""
import argparse
import glob
import os
import re
import subprocess
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WEFT = os.path.join(ROOT, "build/bin/weft")
ORACLE = "python3.11"
TOPS = ("docs", "include", "runtime", "stress", "tests", "tools")


def documents():
    return sorted(glob.glob(os.path.join(ROOT, "docs/**/*.md"), recursive=True)) + [
        os.path.join(ROOT, "README.md"), os.path.join(ROOT, "CHANGES.md")]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def rows(text):
    """Cells of all rows of tables but the heads."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|--"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def run(interpreter, program):
    done = subprocess.run([interpreter, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


class Repository(unittest.TestCase):
    def test_named_files_exist(self):
        seen = 0
        for document in documents():
            for name in re.findall(r"`([\w./*-]+/[\w./*-]*)`", read(document)):
                if name.split("/")[0] in TOPS:
                    seen += 1
                    self.assertTrue(glob.glob(os.path.join(ROOT, name)), "%s: %s" % (document, name))
        self.assertGreater(seen, 40)

    def test_links_lead_somewhere(self):
        for document in documents():
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(document)):
                self.assertTrue(os.path.exists(os.path.join(os.path.dirname(document), target)),
                                "%s: %s" % (document, target))

    def test_every_document_is_in_the_index(self):
        index = read("docs/index.md")
        for document in glob.glob(os.path.join(ROOT, "docs/*")):
            name = os.path.basename(document)
            self.assertTrue(name == "index.md" or name.endswith(".svg") or name in index, name)
        chapters = read("docs/architecture.md")
        for document in glob.glob(os.path.join(ROOT, "docs/internals/*.md")):
            self.assertIn("internals/" + os.path.basename(document), chapters)

    def test_one_step(self):
        """The table `In one step`: the name stands in the file."""
        table = read("docs/architecture.md").split("## In one step")[1].split("##")[0]
        found = 0
        for cells in rows(table):
            if cells[0] == "looking for":
                continue
            name, path = (cell.strip("`") for cell in cells[1:])
            self.assertIn(name, read(path), "%s: %s" % (cells[0], path))
            found += 1
        self.assertGreaterEqual(found, 20)

    def test_each_promise_names_its_tests(self):
        """The rows of semantics.md and the programs of tests/threads name each other."""
        programs = {os.path.basename(path)[:-3] for path in glob.glob(os.path.join(ROOT, "tests/threads/[a-z]*.py"))}
        named = set()
        for cells in rows(read("docs/semantics.md")):
            tests = re.findall(r"`(\w+)`", cells[-1])
            self.assertTrue(tests or cells[-1] == "test", cells)
            named.update(tests)
        self.assertEqual(named, programs)

    def test_layers(self):
        """The layers of the table are the folders, in the order that the check enforces."""
        table = read("docs/architecture.md").split("## In one step")[0]
        named = [cells[0].strip("`").split("/")[1] for cells in rows(table) if cells[0] != "folder"]
        folders = [name for name in os.listdir(os.path.join(ROOT, "runtime"))
                   if os.path.isdir(os.path.join(ROOT, "runtime", name))]
        self.assertEqual(sorted(named), sorted(folders))
        check = read("tools/check_layering.py")
        self.assertEqual(named, sorted(named, key=lambda layer: check.index('"%s"' % layer)))

    def test_commands_of_the_tools(self):
        told = subprocess.run([os.path.join(ROOT, "tools/dev"), "help"], capture_output=True, text=True, check=True).stdout
        for document in documents():
            for command in re.findall(r"tools/dev ([a-z-]+)", read(document)):
                self.assertIn("\n  %s " % command, told, document)


class Differences(unittest.TestCase):
    """One test for each row of docs/differences.md."""

    def both(self, program):
        return run(WEFT, program), run(ORACLE, program)

    def test_each_row_has_a_test(self):
        named = {re.sub(r"\W+", "_", cells[0].replace("()", "")).strip("_") for cells in rows(read("docs/differences.md"))}
        named.discard("what")
        tests = {name[len("test_row_"):] for name in dir(self) if name.startswith("test_row_")}
        self.assertEqual(named, tests)

    def test_row_finalizers(self):
        program = ("import gc, weakref\nclass C:\n  def __del__(self): print('del')\nc = C()\n"
                   "w = weakref.ref(c, lambda r: print('weak'))\ndef g():\n  try: yield\n  finally: print('finally')\n"
                   "x = g(); next(x)\nc = x = None\nprint('dropped')\ngc.collect()\nprint('collected')\n")
        ours, theirs = self.both(program)
        self.assertEqual(theirs, "del\nweak\nfinally\ndropped\ncollected\n")
        self.assertEqual(ours.splitlines()[0], "dropped")
        self.assertEqual(sorted(ours.splitlines()), sorted(theirs.splitlines()))
        self.assertEqual(run(WEFT, "class C:\n  def __del__(self): print('del')\nC()\nprint('dropped')"), "dropped\ndel\n")

    def test_row_sys_getrefcount(self):
        self.assertEqual(self.both("import sys; x = []; y = [x] * 5; print(sys.getrefcount(x))"), ("2\n", "7\n"))

    def test_row_reconfigure_of_files_and_standard_streams(self):
        program = ("import io, sys\nfor name in ('cp1252', 'ascii', 'utf-16', 'utf-8'):\n"
                   "  try: sys.stdin.reconfigure(encoding=name); print(sys.stdin.encoding)\n"
                   "  except io.UnsupportedOperation as error: print(error, sys.stdin.encoding)\n")
        self.assertEqual(self.both(program), (
            "cp1252\nascii\nthis stream takes no encoding that changes ASCII ascii\nutf-8\n",
            "cp1252\nascii\nutf-16\nutf-8\n"))

    def test_row_id_of_ints_and_floats(self):
        program = "a, b, c, d = int('1000'), int('1000'), float('0.1'), float('0.1'); print(a is b, id(a) == id(b), c is d)"
        self.assertEqual(self.both(program), ("True True True\n", "False False False\n"))

    def test_row_bytecode(self):
        program = "import dis\ndef f(x): return x.y\nprint([i.opname for i in dis.get_instructions(f)])"
        ours, theirs = self.both("def f(x): return x.y\nprint(f.__code__.co_code)")
        self.assertNotEqual(ours, theirs)
        names = set(re.findall(r"^OPCODE\((\w+)", read("runtime/compile/opcodes.def"), re.M))
        shown = re.findall(r"\b[A-Z_]{4,}\b", run(WEFT, "import dis\ndef f(x): return x.y\ndis.dis(f)"))
        self.assertIn("RETURN_VALUE", shown)
        self.assertLessEqual(set(shown), names)
        self.assertIn("RESUME", run(ORACLE, program))

    def test_row_generations_of_gc(self):
        program = "import gc; gc.set_threshold(5, 6, 7); print(gc.get_threshold(), len(gc.get_stats()))"
        self.assertEqual(self.both(program), ("(700, 10, 10) 1\n", "(5, 6, 7) 3\n"))

    def test_row_hash_of_text(self):
        program = "print(max(hash(str(i)) for i in range(999)) >> 32 == 0, min(hash(str(i)) for i in range(999)) >= 0)"
        self.assertEqual(self.both(program), ("True True\n", "False False\n"))
        self.assertNotEqual(run(WEFT, "print(hash('a'))"), run(WEFT, "print(hash('a'))"))

    def test_row_os_fork_preexec_fn(self):
        program = ("import os, subprocess\nprint(hasattr(os, 'fork'))\n"
                   "try: print(subprocess.call(['true'], preexec_fn=lambda: None))\n"
                   "except NotImplementedError: print('refused')")
        self.assertEqual(self.both(program), ("False\nrefused\n", "True\n0\n"))

    def test_row_lines_of_sys_settrace(self):
        program = ("import sys\ndef t(f, e, a):\n  if e == 'line': lines.append(f.f_lineno)\n  return t\nlines = []\n"
                   "def f():\n  try:\n    x = 1\n  finally:\n    y = 2\nsys.settrace(t); f(); sys.settrace(None); print(lines)\n"
                   "def j(f, e, a):\n  if e == 'line':\n    try: f.f_lineno = f.f_lineno\n    except ValueError: print('refused')\n"
                   "  return j\ndef g():\n  return 1\nsys.settrace(j); g(); sys.settrace(None)\n")
        self.assertEqual(self.both(program), ("[8, 10]\nrefused\n", "[7, 8, 10]\n"))

    def test_row_sys_exit_text_with_standard_error_closed_at_the_start(self):
        program = ("import subprocess, sys, tempfile\nwith tempfile.NamedTemporaryFile('r') as file:\n"
                   "  inner = 'import sys; file = open(sys.argv[1], \"w\"); assert file.fileno() == 2; sys.exit(\"text\")'\n"
                   "  subprocess.run(['sh', '-c', 'exec \"$0\" \"$@\" 2>&-', sys.executable, '-c', inner, file.name])\n"
                   "  print([file.read()])")
        self.assertEqual(self.both(program), ("['']\n", "['text\\n']\n"))

    def test_row_standard_streams_in_the_C_locale(self):
        program = ("import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import sys; "
                   "print(sys.flags.utf8_mode, sys.stdin.errors, sys.stdout.errors)'], env={'LC_ALL': 'C'})")
        self.assertEqual(self.both(program), ("0 strict strict\n", "1 surrogateescape surrogateescape\n"))

    def test_row_source_that_declares_UTF_8_and_is_not(self):
        program = ("try: compile(b'# coding: utf-8\\nx = \\'\\xe9\\'', 'source', 'exec')\n"
                   "except SyntaxError as error: print(error.msg.partition('position ')[2].partition(':')[0])")
        self.assertEqual(self.both(program), ("5\n", "0\n"))


def main():
    global WEFT, ORACLE
    parser = argparse.ArgumentParser(description="Tests of the documentation.")
    parser.add_argument("--interpreter", default=WEFT)
    parser.add_argument("--oracle", default=ORACLE)
    options = parser.parse_args()
    WEFT, ORACLE = os.path.realpath(options.interpreter), options.oracle
    suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(group)
                               for group in (Repository, Differences))
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    bad = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - bad, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
