"""What the stress programs of this folder share.

Guarantees: bodies start together; the first exception of any thread fails the program, with its
traceback on standard error; the program ends within about SECONDS (first argument) after its
start; nothing is printed but the one line of done().

    rounds(setup, bodies, check)   fresh state for each round, bodies between two barriers
    together(*bodies)              each body is called again and again, all at once, until time is up
"""

import sys
import threading
import time

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.3
THREADS = int(sys.argv[2]) if len(sys.argv) > 2 else 4
DEADLINE = time.monotonic() + SECONDS

if hasattr(sys, "setswitchinterval"):
    sys.setswitchinterval(1e-5)


def time_is_up():
    return time.monotonic() >= DEADLINE


def run_threads(targets):
    """Runs the targets on threads of their own; raises the first of their exceptions."""
    failures = []

    def guarded(target):
        try:
            target()
        except threading.BrokenBarrierError:
            pass
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(target,)) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def rounds(setup, bodies, check=None, least=3, most=None):
    """Until time is up, but at least `least` times: state = setup(round); every body(state) at
    once; then check(state). The last round is always checked."""
    start, end = threading.Barrier(len(bodies) + 1), threading.Barrier(len(bodies) + 1)
    current = [None, True]

    def worker(body):
        def loop():
            while True:
                start.wait()
                if not current[1]:
                    return
                try:
                    body(current[0])
                except BaseException:
                    start.abort()
                    end.abort()
                    raise
                end.wait()
        return loop

    def conductor():
        number = 0
        try:
            while number < least or not time_is_up():
                if most is not None and number >= most:
                    break
                current[0] = setup(number)
                start.wait()
                end.wait()
                if check is not None:
                    check(current[0])
                number += 1
            current[1] = False
            start.wait()
        except BaseException:
            start.abort()
            end.abort()
            raise

    run_threads([conductor] + [worker(body) for body in bodies])


def together(*bodies):
    """Calls each body over and over until time is up, each on a thread of its own; gives how often
    each was called. A failure of one ends all."""
    counts = [0] * len(bodies)
    stop = []
    start = threading.Barrier(len(bodies))

    def worker(number, body):
        def loop():
            start.wait()
            try:
                while not stop:
                    body()
                    counts[number] += 1
                    if time_is_up():
                        break
            finally:
                stop.append(number)
        return loop

    run_threads([worker(number, body) for number, body in enumerate(bodies)])
    return counts


def fresh_function(source, name, **globals_):
    """Compiles source anew, so that the function's code has never run."""
    namespace = dict(globals_)
    exec(compile(source, "<fresh>", "exec"), namespace)
    return namespace[name]


def done():
    name = sys.argv[0].replace("\\", "/").rsplit("/", 1)[-1]
    print("ok", name[:-3] if name.endswith(".py") else name)
