"""How long small pieces of code take."""
import gc
import itertools
import sys
from time import perf_counter as default_timer, process_time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_repeat, default_number = 5, 10 ** 6
dummy_src_name = "<timeit-src>"
_globals = globals  # parameters have that name

_TEMPLATE = """\
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    return _timer() - _t0
"""


def _indented(source, indent):
    return source.replace("\n", "\n" + " " * indent)


class Timer:
    """Times a statement after a setup."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        namespace = {}
        outer = _globals() if globals is None else globals
        init = prefix = ""
        if isinstance(setup, str):
            compile(setup, dummy_src_name, "exec")
            prefix = setup + "\n"
            setup = _indented(setup, 4)
        elif callable(setup):
            namespace["_setup"] = setup
            init += ", _setup=_setup"
            setup = "_setup()"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(prefix + stmt, dummy_src_name, "exec")
            stmt = _indented(stmt, 8)
        elif callable(stmt):
            namespace["_stmt"] = stmt
            init += ", _stmt=_stmt"
            stmt = "_stmt()"
        else:
            raise ValueError("stmt is neither a string nor callable")
        self.src = _TEMPLATE.format(stmt=stmt, setup=setup, init=init)
        exec(compile(self.src, dummy_src_name, "exec"), outer, namespace)
        self.inner = namespace["inner"]

    def print_exc(self, file=None):
        """Prints a traceback that shows the timed code."""
        import linecache
        import traceback
        linecache.cache[dummy_src_name] = (len(self.src), None, self.src.splitlines(True), dummy_src_name)
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Seconds for so many runs."""
        enabled = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if enabled:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """A list of times."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(number of runs, seconds) so that it takes 0.2 seconds or more."""
        scale = 1
        while True:
            for factor in (1, 2, 5):
                number = scale * factor
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Timer(...).timeit(number)"""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    """Timer(...).repeat(repeat, number)"""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


def main(args=None, *, _wrap_timer=None):
    """The command line: python -m timeit [-n N] [-r N] [-s S] [-u UNIT] [statement]"""
    import getopt
    try:
        options, rest = getopt.getopt(sys.argv[1:] if args is None else args, "n:u:s:r:pvh",
                                      ["number=", "setup=", "repeat=", "process", "verbose", "unit=", "help"])
    except getopt.error as problem:
        print(problem)
        print("use -h/--help for command line help")
        return 2
    units = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}
    timer, number, setup, count, verbose, unit = default_timer, 0, [], default_repeat, 0, None
    for option, value in options:
        if option in ("-n", "--number"):
            number = int(value)
        elif option in ("-s", "--setup"):
            setup.append(value)
        elif option in ("-r", "--repeat"):
            count = max(int(value), 1)
        elif option in ("-p", "--process"):
            timer = process_time
        elif option in ("-u", "--unit"):
            if value not in units:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            unit = value
        elif option in ("-v", "--verbose"):
            verbose += 1
        else:
            print(main.__doc__)
            return 0
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)
    timed = Timer("\n".join(rest) or "pass", "\n".join(setup) or "pass", timer)

    def show(seconds):
        name = unit or next((each for each in reversed(units) if seconds >= units[each]), "nsec")
        return "%.*g %s" % (3, seconds / units[name], name)
    try:
        if number == 0:
            number = timed.autorange()[0]
        times = timed.repeat(count, number)
    except:
        timed.print_exc()
        return 1
    best = min(times) / number
    print("%d loop%s, best of %d: %s per loop" % (number, "s" if number != 1 else "", count, show(best)))
    worst = max(times) / number
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit("The test results are likely unreliable. The worst time (%s) was more than four times "
                               "slower than the best time (%s)." % (show(worst), show(best)), UserWarning, "", 0)
    return None


if __name__ == "__main__":
    sys.exit(main())
