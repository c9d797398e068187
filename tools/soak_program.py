"""What tools/soak.py runs under the interpreter: threads that run programs at random, for a long time.

arguments: SECONDS THREADS SEED

Each thread draws a program (the examples, the benchmarks with small arguments, the scaling programs
with two threads of their own), runs its one shared code object in a namespace of its own and compares
what it prints with what it printed when it ran alone. At random points in between, threads change the
classes of programs that others are running, rebind methods of shared classes whose every answer names
its class, and collect. Every line on standard output is one of

    beat SECONDS TASKS MIB    each few seconds; MIB of the heap were alive at the last collection
    ok TASKS                  the end, and nothing went wrong
"""
import _weft
import gc
import os
import random
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = {
    "log_analyser": ["--threads", "2", "--lines", "400"],
    "pipeline": ["--threads", "2", "--items", "40"],
    "ray_tracer": ["--threads", "2", "--size", "8"],
    "text_index": ["--threads", "2", "--rounds", "1"],
}
BENCHMARKS = {
    "chaos": "60", "comprehensions": "4", "deltablue": "1", "dicts": "1", "exceptions": "300",
    "fannkuch": "5", "float_objects": "1", "generators": "1", "nbody": "200", "nqueens": "1",
    "pidigits": "60", "raytrace": "6", "richards": "1", "spectral_norm": "8", "strings": "8",
}
UNITS = 600          # of work for each thread of a scaling program
STALE_AFTER = 40     # tasks of a thread between two fresh compilations


class Program:
    """A source whose code object all threads share; `expected` is what it prints."""

    def __init__(self, path, arguments):
        self.path = path
        self.arguments = arguments
        with open(path, encoding="utf-8") as file:
            # Threads of one process have one sys.argv: give each run its own.
            self.source = file.read().replace("sys.argv", "ARGUMENTS")
        self.code = self.compile()
        self.expected = None

    def compile(self):
        return compile(self.source, self.path, "exec")

    def run(self, running):
        lines = []

        def collect(*values, sep=" ", end="\n", file=None, flush=False):
            if file is None:
                lines.append(sep.join(map(str, values)) + end)

        namespace = {"__name__": "__main__", "ARGUMENTS": [self.path] + self.arguments,
                     "print": collect}
        running[id(namespace)] = namespace
        try:
            exec(self.code, namespace)
        finally:
            del running[id(namespace)]
        return "".join(lines)


class Scaling(Program):
    """A program of tools/bench/scaling: its work on two threads, and both give the same value."""

    def __init__(self, path):
        super().__init__(path, [])
        self.source = self.source.replace("from harness import measure\n", "")
        self.code = self.compile()

    def run(self, running):
        answers = []

        def measure(name, setup, work, around=None, same=True):
            shared = setup()
            end = around(shared) if around else None
            values = [None, None]

            def body(number):
                values[number] = work(shared, UNITS)

            pair = [threading.Thread(target=body, args=(number,)) for number in range(2)]
            for thread in pair:
                thread.start()
            for thread in pair:
                thread.join()
            if end:
                end()
            if None in values or (same and values[0] != values[1]):
                raise AssertionError("%s: %r" % (name, values))
            answers.append(name)

        namespace = {"__name__": "__main__", "measure": measure}
        running[id(namespace)] = namespace
        try:
            exec(self.code, namespace)
        finally:
            del running[id(namespace)]
        return repr(answers)


def make_class(name):
    """A class whose attributes and methods all say whose they are."""
    return type(name, (), {
        "kind": name, "who": lambda self: name,
        "both": lambda self: (self.who(), self.kind, self.own),
        "__init__": lambda self: setattr(self, "own", name),
    })


class Soak:
    def __init__(self, seconds, threads, seed):
        self.end = time.monotonic() + seconds
        self.seed = seed
        self.threads = threads
        self.running = {}
        self.failures = []
        self.tasks = [0] * threads
        self.classes = [make_class("Shared%d" % number) for number in range(4)]
        self.programs = [
            Program(os.path.join(ROOT, "docs", "examples", name + ".py"), arguments)
            for name, arguments in sorted(EXAMPLES.items())]
        self.programs += [
            Program(os.path.join(ROOT, "tools", "bench", "programs", name + ".py"), [argument])
            for name, argument in sorted(BENCHMARKS.items())]
        folder = os.path.join(ROOT, "tools", "bench", "scaling")
        self.programs += [Scaling(os.path.join(folder, name)) for name in sorted(os.listdir(folder))
                          if name.endswith(".py") and name != "harness.py"]

    def mutate_running(self, draw):
        """Adds a name to a class of some program that runs now, and takes it away again."""
        namespaces = list(self.running.values())
        if not namespaces:
            return
        classes = [value for value in list(draw.choice(namespaces).values())
                   if isinstance(value, type) and value.__module__ == "__main__"]
        if classes:
            cls = draw.choice(classes)
            cls.soak_mark = draw.random()
            if draw.random() < 0.5:
                try:
                    del cls.soak_mark
                except AttributeError:
                    pass

    def mutate_shared(self, draw):
        """Rebinds a method by one that answers the same: whatever is called names its class."""
        cls = draw.choice(self.classes)
        name = cls.__name__
        cls.who = lambda self: name
        cls.kind = name
        if draw.random() < 0.3:
            self.classes[draw.randrange(len(self.classes))] = make_class("Shared%d" % draw.randrange(9))

    def use_shared(self, draw):
        for _ in range(50):
            cls = draw.choice(self.classes)
            o = cls()
            if o.both() != (cls.__name__,) * 3 or o.who() != cls.__name__:
                raise AssertionError("%s answers %r" % (cls.__name__, o.both()))
            if draw.random() < 0.1:
                o.__dict__
            setattr(o, "extra%d" % draw.randrange(12), draw.random())

    def one_task(self, draw, number):
        chance = draw.random()
        if chance < 0.30:
            self.use_shared(draw)
        elif chance < 0.45:
            self.mutate_shared(draw)
        elif chance < 0.60:
            self.mutate_running(draw)
        elif chance < 0.63:
            gc.collect()
        else:
            program = draw.choice(self.programs)
            if self.tasks[number] % STALE_AFTER == 0:
                program.code = program.compile()
            printed = program.run(self.running)
            if printed != program.expected:
                raise AssertionError("%s printed\n%s\ninstead of\n%s"
                                     % (program.path, printed, program.expected))

    def body(self, number):
        try:
            draw = random.Random(self.seed * 1000 + number)
            while time.monotonic() < self.end and not self.failures:
                self.one_task(draw, number)
                self.tasks[number] += 1
        except BaseException as error:
            self.failures.append(error)

    def run(self):
        for program in self.programs:
            program.expected = program.run(self.running)
        begin = time.monotonic()
        threads = [threading.Thread(target=self.body, args=(number,)) for number in range(self.threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(2)
                alive = _weft.heap_statistics()["live_bytes"] / 2**20
                print("beat %.0f %d %.1f" % (time.monotonic() - begin, sum(self.tasks), alive), flush=True)
        gc.collect()
        if self.failures:
            raise self.failures[0]
        print("ok %d" % sum(self.tasks), flush=True)


if __name__ == "__main__":
    Soak(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])).run()
