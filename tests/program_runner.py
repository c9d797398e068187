"""What the two test runners (run_language.py, run_threads.py) have in common.

Guarantees to both: each program runs in its own folder, by its relative file name, in its own
process group, with an environment that does not depend on who started the runner; it is ended
(the whole group) when it takes longer than the timeout or writes more than OUTPUT_LIMIT bytes;
death by a signal is always told apart from an exit code. Results come back in the order of the
programs whatever the number of jobs.

Only the standard library of Python 3.9 or newer is needed to run the runners themselves.
"""

import argparse
import concurrent.futures
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time

OUTPUT_LIMIT = 16 * 1024 * 1024
TESTS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TESTS)


class Result:
    """What one run of one program did."""

    def __init__(self, out, err, code, problem, seconds):
        self.out = out
        self.err = err
        self.code = code
        self.problem = problem
        self.seconds = seconds


def base_environment(settings):
    """The environment of every program: nothing of the caller's Python, a fixed locale and zone."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("PYTHON")}
    environment.update(LC_ALL="C.UTF-8", LANG="C.UTF-8", TZ="UTC", NO_COLOR="1",
                       PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8")
    for setting in settings:
        name, _, value = setting.partition("=")
        environment[name] = value
    return environment


def end_group(process):
    """Ends the process and what it started; it leads its own session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def wait_bounded(process, streams, timeout):
    """Waits for the end; gives the reason where it had to be ended by force."""
    deadline = time.monotonic() + timeout
    delay = 0.002
    while process.poll() is None:
        if time.monotonic() > deadline:
            end_group(process)
            return "timeout after %g s" % timeout
        if any(os.fstat(stream.fileno()).st_size > OUTPUT_LIMIT for stream in streams):
            end_group(process)
            return "more than %d bytes of output" % OUTPUT_LIMIT
        time.sleep(delay)
        delay = min(delay * 1.5, 0.05)
    return None


def run_program(command, path, arguments, environment, timeout):
    """Runs `command PATH arguments` in the folder of path, standard input from path's .in file."""
    folder, name = os.path.split(os.path.abspath(path))
    given = os.path.splitext(path)[0] + ".in"
    started = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, \
            open(given if os.path.exists(given) else os.devnull, "rb") as standard_input:
        try:
            process = subprocess.Popen(command + [name] + arguments, cwd=folder, env=environment,
                                       stdin=standard_input, stdout=out, stderr=err,
                                       start_new_session=True)
        except OSError as error:
            return Result("", "", None, "cannot start: %s" % error, 0.0)
        problem = wait_bounded(process, (out, err), timeout)
        code = process.returncode
        if problem is None and code < 0:
            try:
                problem = "killed by " + signal.Signals(-code).name
            except ValueError:
                problem = "killed by signal %d" % -code
        texts = []
        for stream in (out, err):
            stream.seek(0)
            text = stream.read(OUTPUT_LIMIT).decode("utf-8", "backslashreplace")
            texts.append(text.replace(folder + os.sep, ""))
    return Result(texts[0], texts[1], code, problem, time.monotonic() - started)


def real_interpreter(name):
    """The interpreter itself where `name` is a version manager's wrapper script."""
    try:
        shown = subprocess.run([name, "-c", "import sys; print(sys.executable)"],
                               stdout=subprocess.PIPE, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise SystemExit("%s does not run: %s" % (name, error))
    return shown.stdout.decode().strip() or name


def common_options(description, timeout):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--interpreter", default=os.path.join(ROOT, "build", "bin", "weft"),
                        metavar="PATH", help="the program to test (default: build/bin/weft)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N",
                        help="programs that run at the same time")
    parser.add_argument("--filter", default="", metavar="REGEX",
                        help="only programs whose theme/name matches")
    parser.add_argument("--timeout", type=float, default=timeout, metavar="SECONDS",
                        help="for each program (default: %(default)g)")
    parser.add_argument("--wrapper", default="", metavar="COMMAND",
                        help="words put before the interpreter, as 'valgrind -q' or 'env A=b'")
    parser.add_argument("--option", action="append", default=[], metavar="WORD",
                        help="word put after the interpreter, as --option=-X --option=NAME")
    parser.add_argument("--arguments", default="", metavar="WORDS",
                        help="words put after the interpreter, as --arguments='-X stats'")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE",
                        help="added to the environment of each program")
    parser.add_argument("--sample", type=int, default=1, metavar="N",
                        help="run only each N-th program")
    parser.add_argument("--any-stderr", action="store_true",
                        help="do not compare standard error")
    parser.add_argument("--list", action="store_true", help="only name the programs")
    parser.add_argument("--slow", type=int, default=0, metavar="N",
                        help="name the N slowest programs at the end")
    return parser


def command_of(options, interpreter):
    if os.sep in interpreter:
        interpreter = os.path.abspath(interpreter)
    return (shlex.split(options.wrapper) + [interpreter] + options.option
            + shlex.split(options.arguments))


def chosen(programs, options):
    """The (label, path) pairs that --filter and --sample let through."""
    wanted = re.compile(options.filter)
    return [(label, path) for label, path in programs if wanted.search(label)][::options.sample]


def run_all(programs, options, run_one, tell):
    """Calls run_one(path) for each program on --jobs threads and tell(label, path, result) in
    order; gives the number of true and of false answers of tell."""
    passed = failed = 0
    times = []
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        futures = [(label, path, pool.submit(run_one, path)) for label, path in programs]
        for label, path, future in futures:
            result = future.result()
            times.append((result.seconds, label))
            if tell(label, path, result):
                passed += 1
            else:
                failed += 1
            sys.stdout.flush()
    for seconds, label in sorted(times, reverse=True)[:options.slow]:
        print("%8.3f s  %s" % (seconds, label))
    return passed, failed


def finish(passed, failed):
    """The closing line that other tools read, and the exit code."""
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0
