"""Builds Weft's own runtime for Heddle: its sources as they ship, compiled with `heddle cc`, and a host program of
tests/heddle/weft linked with them. An object is kept in build/heddle-tests/weft, with a key beside it that is a digest
of the command and of the content of every file that the compiler read; it is compiled again when the key differs, so
that a second build takes seconds and a change of one source compiles that source alone."""
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess

import heddle_command

RELEASE = os.path.join(heddle_command.ROOT, "build/release")
OBJECTS = os.path.join(heddle_command.BUILD, "weft")
LIBRARIES = "-lunistring -lgmp -lpcre2-8 -lpcre2-16 -lpcre2-32 -ledit -lck -lm -lpthread".split()
COMPILER = os.path.join(heddle_command.ROOT, "stress/heddle/command/heddle_command/compile.py")  # its flags
LIBRARY = os.path.join(os.path.dirname(heddle_command.COMMAND), "libheddle.a")


class Digests:
    """Of the content of files; each is read once."""

    def __init__(self):
        self.known = {}

    def of(self, path):
        if path not in self.known:
            try:
                with open(path, "rb") as file:
                    self.known[path] = hashlib.sha256(file.read()).hexdigest()
            except OSError:
                self.known[path] = "missing"
        return self.known[path]

    def key(self, words, paths):
        digest = hashlib.sha256(repr(words).encode())
        for path in [COMPILER] + sorted(paths):
            digest.update(("%s %s\n" % (path, self.of(path))).encode())
        return digest.hexdigest()


def read_text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def dependencies(target, folder):
    """The files that the compiler read, from its own list."""
    text = read_text(target + ".d").replace("\\\n", " ").partition(": ")[2]
    return [os.path.normpath(os.path.join(folder, name)) for name in re.findall(r"(?:\\ |\S)+", text)]


def build_unit(words, target, folder, digests, inputs=()):
    """Runs `heddle cc WORDS -o TARGET` unless the key of the last time still holds. True = it ran."""
    paths = dependencies(target, folder) + list(inputs)
    if os.path.exists(target) and read_text(target + ".key") == digests.key(words, paths):
        return False
    command = [heddle_command.COMMAND, "cc", "-MD", "-MF", target + ".d"] + words + ["-o", target]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise heddle_command.Failure("%s does not compile: %s" % (words[-1], done.stderr[-1000:]))
    with open(target + ".key", "w", encoding="utf-8") as file:
        file.write(digests.key(words, dependencies(target, folder) + list(inputs)))
    return True


def runtime_objects(digests):
    """(objects of the runtime, how many were compiled)"""
    with open(os.path.join(RELEASE, "compile_commands.json"), encoding="utf-8") as file:
        entries = [entry for entry in json.load(file) if entry["output"].startswith("runtime/")]
    os.makedirs(OBJECTS, exist_ok=True)

    def build(entry):
        flags = [word for word in shlex.split(entry["command"]) if word.startswith(("-I", "-D", "-std", "-fno-math"))]
        target = os.path.join(OBJECTS, entry["output"].replace("/", "_"))
        return target, build_unit(["-O1", "-w", "-c"] + flags + [entry["file"]], target, entry["directory"], digests)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(build, entries))
    return [target for target, _ in done], sum(compiled for _, compiled in done)


def build_host(name="host"):
    """(the program, how many sources were compiled for it)"""
    digests = Digests()
    objects, compiled = runtime_objects(digests)
    target = os.path.join(OBJECTS, name)
    source = os.path.join(heddle_command.HERE, "weft", name + ".c")
    flags = ["-O1", "-g", "-I" + os.path.join(heddle_command.ROOT, "include")]
    compiled += build_unit(["-c"] + flags + [source], target + ".o", OBJECTS, digests)
    build_unit([target + ".o"] + objects + LIBRARIES, target, OBJECTS, digests, [target + ".o", LIBRARY] + objects)
    return target, compiled
