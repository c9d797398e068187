"""Compiles and runs programs under the `heddle` command, and reads what it prints (docs/heddle.md)."""
import hashlib
import os
import re
import subprocess
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
COMMAND = os.environ.get("HEDDLE", os.path.join(ROOT, "build/bin/heddle"))
BUILD = os.path.join(ROOT, "build/heddle-tests")
ANNOTATIONS = os.path.join(ROOT, "stress/heddle")


class Failure(Exception):
    """The command itself did not work as documented."""


class Run:
    """What one `heddle run` said. `verdict` is OK or FAIL; `fields` are the key=value words of the last line."""

    def __init__(self, status, text):
        self.status, self.text = status, text
        lines = text.strip().splitlines()
        self.last = lines[-1] if lines else ""
        self.verdict, _, rest = self.last.partition(" ")
        self.fields = dict(word.split("=", 1) for word in rest.split() if "=" in word)
        self.kind = self.fields.get("kind", "")
        self.outcomes = {}
        for line in lines:
            match = re.match(r"outcome\s+(\d+)\s*(.*)$", line)
            if match:
                self.outcomes[match.group(2).strip()] = int(match.group(1))
        self.complete = any(line.startswith("complete:") for line in lines)
        match = re.search(r"^(?:complete|distinct executions): (\d+)", text, re.M)
        self.executions = int(match.group(1)) if match else None
        match = re.search(r"^blocked: (\d+)", text, re.M)
        self.blocked = int(match.group(1)) if match else None


def execute(words, timeout):
    try:
        done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        raise Failure("no answer in %d s: %s" % (timeout, " ".join(words))) from None
    return done


def build(source, definitions=(), options=("-O1",), native=False, compiler="gcc"):
    """Compiles a C file for Heddle, or natively; the program's path. Compiled again only if the source, a header
    beside it or the command changed."""
    os.makedirs(BUILD, exist_ok=True)
    flags = list(options) + ["-g", "-std=gnu11", "-I" + HERE] + ["-D" + name for name in definitions]
    digest = hashlib.sha256()
    digest.update(repr((source, flags, native, compiler)).encode())
    inputs = [source] + sorted(os.path.join(HERE, name) for name in os.listdir(HERE) if name.endswith(".h"))
    for path in inputs:
        with open(path, "rb") as file:
            digest.update(file.read())
    if not native:
        digest.update(str(os.path.getmtime(os.path.realpath(COMMAND))).encode())
        library = os.path.join(os.path.dirname(COMMAND), "libheddle.a")
        if os.path.exists(library):
            digest.update(str(os.path.getmtime(os.path.realpath(library))).encode())
    name = os.path.splitext(os.path.basename(source))[0]
    program = os.path.join(BUILD, "%s-%s" % (name, digest.hexdigest()[:16]))
    if os.path.exists(program):
        return program
    if native:
        words = [compiler, "-Wall", "-Wextra", "-Wconversion", "-Werror", "-pthread", "-I" + ANNOTATIONS] + flags
    else:
        words = [COMMAND, "cc"] + flags
    partial = "%s.%d.%d" % (program, os.getpid(), threading.get_ident())
    done = execute(words + [source, "-o", partial], 120)
    if done.returncode != 0:
        raise Failure("%s does not compile: %s" % (source, done.stderr[-2000:]))
    os.replace(partial, program)
    return program


def run(program, *options, timeout=300, arguments=()):
    done = execute([COMMAND, "run", "--jobs", "1"] + [str(option) for option in options] + [program] + list(arguments), timeout)
    result = Run(done.returncode, done.stdout)
    if done.returncode not in (0, 1) or result.verdict not in ("OK", "FAIL"):
        raise Failure("status %d: %s" % (done.returncode, (done.stdout + done.stderr)[-600:]))
    if (result.verdict == "FAIL") != (done.returncode == 1):
        raise Failure("status %d and %s" % (done.returncode, result.last))
    return result


def installed():
    return os.path.exists(COMMAND)
