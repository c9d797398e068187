"""Starts a program under Heddle and reads what it says: the shared board while it runs, the recorded
trace of one run afterwards. The layout of the board is that of stress/heddle/board.h."""
import ctypes
import json
import mmap
import os
import re
import subprocess
import tempfile

STRATEGIES = ["portfolio", "random", "pct", "pos", "wmpct", "rr", "exhaustive"]
MODELS = ["rc11", "sc", "tso"]
MODES = ["auto", "batch", "process"]
ORDERS = ["relaxed", "consume", "acquire", "release", "acq_rel", "seq_cst"]
CHOICES = ["thread", "read", "slot", "weak", "wake", "spurious", "reuse", "timer", "flush", "user"]
PAIRS = 4096
OUTCOMES, OUTCOME_TEXT, HASHES, DEVIATIONS = 4096, 128, 1 << 20, 1 << 14

u32, u64, i32 = ctypes.c_uint32, ctypes.c_uint64, ctypes.c_int32


class Failure(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_char * 32), ("detail", ctypes.c_char * 1024), ("seed", u64), ("hash", u64),
                ("pc", u64), ("other_pc", u64), ("address", u64), ("step", u32), ("thread", u32),
                ("other_thread", u32), ("other_epoch", u32), ("signal", i32)]


class Deviation(ctypes.Structure):
    _fields_ = [("at", u32), ("kind", ctypes.c_uint16), ("value", ctypes.c_uint16)]


class Outcome(ctypes.Structure):
    _fields_ = [("count", u64), ("executions", u64), ("seed", u64), ("hash", u64),
                ("text", ctypes.c_char * OUTCOME_TEXT)]


class Board(ctypes.Structure):
    _fields_ = [("magic", u32), ("version", u32), ("seed", u64), ("progress", u64), ("runs", u64), ("dropped", u64),
                ("blocked", u64), ("failures", u64), ("steps", u64), ("distinct", u64), ("pairs", u64),
                ("decisions", u64), ("deviations", u64), ("complete", u32), ("finished", u32), ("in_run", u32),
                ("width", u32), ("mode", u32), ("stop", u32), ("hashes_full", u32), ("outcomes_full", u32),
                ("unrolled", u32), ("threads", u32), ("orderly", u32), ("trace_hash", u64), ("path_length", u64),
                ("cannot_reason", ctypes.c_char * 32),
                ("cannot_detail", ctypes.c_char * 256), ("failure", Failure), ("deviation_count", u32),
                ("first_deviations", Deviation * DEVIATIONS), ("kinds", u64 * 32),
                ("kind_names", (ctypes.c_char * 24) * 32), ("outcome_count", u32), ("outcomes", Outcome * OUTCOMES),
                ("pair_table", u64 * PAIRS), ("hashes", u64 * HASHES)]


class Cannot(Exception):
    """The program cannot be run under Heddle."""

    def __init__(self, reason, detail):
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def text_of(raw):
    return raw.decode("utf-8", "replace")


class Job:
    """One process of the program that works through seeds."""

    def __init__(self, argv, **config):
        self.memory = os.memfd_create("heddle-board")
        os.ftruncate(self.memory, ctypes.sizeof(Board))
        self.map = mmap.mmap(self.memory, ctypes.sizeof(Board))
        self.board = Board.from_buffer(self.map)
        keep = [self.memory]
        self.result = None
        if config.get("record"):
            self.result = tempfile.TemporaryFile()
            config["result"] = self.result.fileno()
            keep.append(self.result.fileno())
        config["board"] = self.memory
        environment = dict(os.environ)
        environment["HEDDLE_CONFIG"] = " ".join("%s=%s" % item for item in config.items())
        self.argv = argv
        try:
            self.process = subprocess.Popen(argv, pass_fds=keep, env=environment,
                                            stdin=None if config.get("output") else subprocess.DEVNULL)
        except OSError as error:
            raise Cannot("not-executable", "%s: %s" % (argv[0], error.strerror))

    def over(self):
        return self.process.poll() is not None

    def stop(self):
        self.board.stop = 1

    def wait(self):
        self.process.wait()
        if self.board.magic != 0x48454444:
            raise Cannot("not-linked", "%s was not linked with Heddle (use `heddle cc`)" % self.argv[0])
        if self.board.cannot_reason:
            raise Cannot(text_of(self.board.cannot_reason), text_of(self.board.cannot_detail))
        if not self.board.finished:
            raise Cannot("start", "%s ended before it could run (status %s)" % (self.argv[0], self.process.returncode))

    def trace(self):
        self.result.seek(0)
        data = self.result.read()
        return json.loads(text_of(data)) if data else None  # with what the program calls its threads, say

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.board = self.map = None  # unmapped with the last reference
        os.close(self.memory)
        if self.result:
            self.result.close()


def schedule_text(deviations):
    return ",".join("%d:%d:%d" % tuple(d) for d in deviations) or "-"


def recorded(argv, config, **more):
    """One recorded run; returns its trace."""
    settings = dict(config)
    settings.update(more)
    settings.update(record=1, seeds=1, mode=2)
    job = Job(argv, **settings)
    try:
        job.wait()
        trace = job.trace()
        if trace is None:  # the process died: only the board knows
            failure = job.board.failure
            trace = {"seed": settings.get("from", 0), "hash": "%016x" % failure.hash, "ending": 2,
                     "kind": text_of(failure.kind), "detail": text_of(failure.detail), "pc": failure.pc,
                     "thread": failure.thread, "other_thread": 0, "other_epoch": 0, "address": failure.address,
                     "image": 0, "outcome": "", "deviations": [], "threads": [], "steps": [], "steps_total": 0,
                     "decisions": 0}
        return trace
    finally:
        job.close()


def check_assembly(path):
    """Atomic instructions outside of the compiler's instrumentation are invisible to Heddle. (Behind a 16-byte load
    that clang 14 gave to Heddle it leaves the load itself, whose result nobody reads: cmpxchg16b of 0 with 0.)"""
    try:
        listing = subprocess.run(["objdump", "-d", "--no-show-raw-insn", path], capture_output=True, text=True)
    except OSError:
        return
    function, left_over = "?", False
    pattern = re.compile(r"\t(lock |mfence|lfence|sfence|xchg .*\()")
    for line in listing.stdout.splitlines():
        if line.endswith(">:"):
            function = line.split("<")[-1][:-2]
        elif "\tcall" in line:
            left_over = line.endswith("<__tsan_atomic128_load>")
        elif left_over and "\tlock cmpxchg16b " in line:
            left_over = False
        elif pattern.search(line) and not re.search(r"xchg +%\w+,%\w+$", line):
            if function.startswith(("heddle__", "__tsan_", "library_")) or function in ("malloc", "free", "realloc"):
                continue
            raise Cannot("inline-assembly", "%s() holds `%s`, which the compiler did not instrument"
                         % (function, " ".join(line.split("\t")[-1].split())))


def elf_base(path):
    """0 for a program at a fixed address: program counters are then as they are."""
    with open(path, "rb") as file:
        head = file.read(20)
    if head[:4] != b"\x7fELF":
        raise Cannot("not-executable", "%s is not a program" % path)
    return int.from_bytes(head[16:18], "little")
