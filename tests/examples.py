#!/usr/bin/env python3
"""The programs of docs/examples on real files, small: Weft and CPython print the same, on any number of threads.

  examples.py [--interpreter build/bin/weft] [--oracle python3.11]

Ends with the line 'N passed, N failed'.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WEFT = os.path.join(ROOT, "build/bin/weft")
ORACLE = "python3.11"
LICENCES = "/usr/share/common-licenses"


def run(interpreter, name, *arguments):
    command = [interpreter, os.path.join(ROOT, "docs/examples", name + ".py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise AssertionError("%s ended with %d\n%s" % (" ".join(command), done.returncode, done.stderr))
    return done.stdout, done.stderr


class Examples(unittest.TestCase):
    def same(self, name, *arguments):
        """What all runs print."""
        outputs = {run(ORACLE, name, "--threads", "2", *arguments)[0]}
        for threads in ("1", "2", "5"):
            out, err = run(WEFT, name, "--threads", threads, *arguments)
            self.assertRegex(err, r"\Athroughput [1-9]\d* \w+/s\n\Z")
            outputs.add(out)
        self.assertEqual(len(outputs), 1, outputs)
        return outputs.pop()

    def test_text_index(self):
        out = self.same("text_index", "--documents", "12")
        self.assertRegex(out, r"\A12 documents, \d{5} words, \d{4} different\n")
        out = self.same("text_index", "--query", "Warranty", LICENCES)
        with open(LICENCES + "/GPL-3", encoding="utf-8") as file:
            there = len(re.findall(r"(?<![a-z])warranty(?![a-z])", file.read().lower()))
        self.assertIn("%6d %s/GPL-3\n" % (there, LICENCES), out)

    def test_log_analyser(self):
        out = self.same("log_analyser", "--lines", "3000")
        self.assertRegex(out, r"\A2997 requests from \d+ visitors, \d+ bytes, 3 unreadable lines\n")
        line = '10.0.0.9 - - [01/Jan/2025:00:00:00 +0000] "GET /a?b HTTP/1.1" 503 - "-" "x" 0.250\n'
        with tempfile.NamedTemporaryFile("w", suffix=".log") as log:
            log.write(line * 3 + "nonsense\n")
            log.flush()
            self.assertEqual(self.same("log_analyser", log.name),
                             "3 requests from 1 visitors, 0 bytes, 1 unreadable lines\n  status 503: 3\n"
                             "  /a                     3 hits      3 errors  250.0 ms on average    250 ms at most\n")

    def test_ray_tracer(self):
        with tempfile.TemporaryDirectory() as folder:
            pictures = set()
            for interpreter, threads in ((ORACLE, "1"), (WEFT, "1"), (WEFT, "3")):
                path = os.path.join(folder, "picture.ppm")
                run(interpreter, "ray_tracer", "--size", "24", "--threads", threads, "--output", path)
                with open(path, "rb") as file:
                    pictures.add(file.read())
            self.assertEqual(len(pictures), 1)
            picture = pictures.pop()
            self.assertTrue(picture.startswith(b"P6 24 24 255\n"))
            self.assertEqual(len(picture), 13 + 3 * 24 * 24)
            self.assertGreater(len(set(picture)), 100)
        self.same("ray_tracer", "--size", "16")

    def test_pipeline(self):
        out = self.same("pipeline", "--items", "40")
        self.assertRegex(out, r"\A40 blocks, \d+ bytes packed to \d+ \(7\d\.\d%\), checksum \d+, at most 8 blocks waiting\n")
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"abcd" * 2000)
            file.flush()
            self.assertIn("2 blocks, 8000 bytes packed to ", self.same("pipeline", "--items", "2", file.name))

    def test_progress_ends_complete(self):
        for name, size in (("text_index", ("--documents", "17")), ("log_analyser", ("--lines", "2500")),
                           ("ray_tracer", ("--size", "8")), ("pipeline", ("--items", "3"))):
            _, err = run(WEFT, name, "--progress", *size, "--threads", "2")
            self.assertIn("progress 1.000\n", err, name)


def main():
    global WEFT, ORACLE
    parser = argparse.ArgumentParser(description="Tests of the example programs.")
    parser.add_argument("--interpreter", default=WEFT)
    parser.add_argument("--oracle", default=ORACLE)
    options = parser.parse_args()
    WEFT, ORACLE = os.path.realpath(options.interpreter), options.oracle
    result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Examples))
    bad = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - bad, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
