"""Starting other programs, talking to them through pipes, and waiting for their ends.

communicate() reads on threads of its own, so a program that fills one pipe never waits for another. Functions
of Python between fork and exec (preexec_fn) are refused: other threads may hold any lock at that time.
"""
import builtins
import errno
import io
import os
import signal
import sys
import threading
import time
import types
import warnings

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run",
           "CalledProcessError", "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess"]

PIPE = -1
STDOUT = -2
DEVNULL = -3


class SubprocessError(Exception):
    pass


class _ProgramError(SubprocessError):
    """Something is wrong with a program, which may have printed something before."""

    def _about(self, cmd, output, stderr):
        self.cmd, self.output, self.stderr = cmd, output, stderr

    stdout = property(lambda self: self.output, lambda self, value: setattr(self, "output", value),
                      doc="Another name for `output`.")


class CalledProcessError(_ProgramError):
    """A program ended with another code than 0, and somebody checks that."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self._about(cmd, output, stderr)

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                return "Command '%s' died with %r." % (self.cmd, signal.Signals(-self.returncode))
            except ValueError:
                return "Command '%s' died with unknown signal %d." % (self.cmd, -self.returncode)
        return "Command '%s' returned non-zero exit status %d." % (self.cmd, self.returncode)


class TimeoutExpired(_ProgramError):
    """A program did not end in time."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.timeout = timeout
        self._about(cmd, output, stderr)

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)


class CompletedProcess:
    """What run() gives: the arguments, the code, and what was captured."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode = args, returncode
        self.stdout, self.stderr = stdout, stderr

    def __repr__(self):
        shown = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        shown += [f"{name}={text!r}" for name, text in (("stdout", self.stdout), ("stderr", self.stderr))
                  if text is not None]
        return f"{type(self).__name__}({', '.join(shown)})"

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def list2cmdline(seq):
    """A command line by the rules of Windows."""
    words = []
    for word in map(os.fsdecode, seq):
        quoted = " " in word or "\t" in word or not word
        out = []
        slashes = 0
        for letter in word:
            if letter == "\\":
                slashes += 1
                continue
            out.append("\\" * (slashes * 2 + 1 if letter == '"' else slashes) + letter)
            slashes = 0
        out.append("\\" * (slashes * 2 if quoted else slashes))
        text = "".join(out)
        words.append('"%s"' % text if quoted else text)
    return " ".join(words)


class Popen:
    """A program that runs: its arguments, pid, pipes, and once it has ended its returncode."""

    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None,
                 group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        self._waitpid_lock = threading.Lock()
        self._communication = None
        self.returncode = None
        bufsize = -1 if bufsize is None else bufsize
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        if preexec_fn is not None:
            raise NotImplementedError("preexec_fn: no Python code can run between fork and exec")
        if user is not None or group is not None or extra_groups is not None:
            raise NotImplementedError("user, group and extra_groups are not supported")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but "
                                  "different. Pass one or the other.")
        self.args = args
        self.pid = None
        self.stdin = self.stdout = self.stderr = None
        self.pipesize = pipesize
        self.encoding = encoding
        self.errors = errors
        self.text_mode = encoding or errors or text or universal_newlines
        child, own, to_close = self._open_streams(stdin, stdout, stderr)
        try:
            self._make_files(own, bufsize)
            self._start(args, executable, child, close_fds, pass_fds, shell, cwd, env, restore_signals,
                        start_new_session, umask, -1 if process_group is None else process_group)
        except BaseException:
            for file in filter(None, (self.stdin, self.stdout, self.stderr)):
                file.close()
            raise
        finally:
            for descriptor in to_close:
                os.close(descriptor)

    def _open_streams(self, stdin, stdout, stderr):
        """(the child's three descriptors, ours, those of the child's that we close after the start)"""
        child, own, to_close = [-1, -1, -1], [-1, -1, -1], []
        for index, given in enumerate((stdin, stdout, stderr)):
            if given is None:
                continue
            if given == PIPE:
                reader, writer = os.pipe()
                child[index], own[index] = (reader, writer) if index == 0 else (writer, reader)
                to_close.append(child[index])
            elif given == DEVNULL:
                child[index] = os.open(os.devnull, os.O_RDWR)
                to_close.append(child[index])
            elif index == 2 and given == STDOUT:
                child[2] = child[1] if child[1] >= 0 else 1
            elif isinstance(given, int):
                child[index] = given
            else:
                child[index] = given.fileno()
        return child, own, to_close

    def _make_files(self, own, bufsize):
        line_buffering = False
        if bufsize == 1:
            if self.text_mode:
                line_buffering = True
            else:
                warnings.warn("line buffering (buffering=1) isn't supported in binary mode, the default buffer "
                              "size will be used", RuntimeWarning)
            bufsize = -1
        files = []
        for index, descriptor in enumerate(own):
            file = None
            if descriptor >= 0:
                file = io.open(descriptor, "wb" if index == 0 else "rb", bufsize)
                if self.text_mode:
                    file = io.TextIOWrapper(file, encoding=self.encoding, errors=self.errors,
                                            **({"write_through": True, "line_buffering": line_buffering}
                                               if index == 0 else {}))
            files.append(file)
        self.stdin, self.stdout, self.stderr = files

    def _start(self, args, executable, child, close_fds, pass_fds, shell, cwd, env, restore_signals,
               start_new_session, umask, group):
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError("path-like args is not allowed when shell is true")
            args = [args]
        else:
            args = list(args)
        if shell:
            args = ["/bin/sh", "-c"] + args
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        sys.audit("subprocess.Popen", executable, args, cwd, env)
        program = os.fsencode(executable)
        if os.path.dirname(program):
            candidates = [program]
        else:
            candidates = [os.path.join(os.fsencode(folder), program) for folder in os.get_exec_path(env)]
        environment = os._environment_list(os.environ if env is None else env)
        try:
            self.pid = os._posix._spawn(args, candidates, environment, cwd, child, sorted(map(int, pass_fds)),
                                        close_fds, restore_signals, start_new_session, group, umask)
        except OSError as error:
            if error.filename is not None:
                raise type(error)(error.errno, error.strerror, cwd) from None
            raise type(error)(error.errno, error.strerror, executable) from None
        self._child_created = True

    def __repr__(self):
        return "<%s: returncode: %s args: %s>" % (
            type(self).__name__, self.returncode, repr(list(self.args) if not isinstance(self.args, (str, bytes))
                                                       else self.args))

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        for file in (self.stdout, self.stderr):
            if file:
                file.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if kind is None or not issubclass(kind, KeyboardInterrupt):
                self.wait()

    # ---- the end of the program ----

    def _try_wait(self, options):
        """Asks once whether it has ended; with options 0 waits for that. The lock lets one thread ask."""
        with self._waitpid_lock:
            if self.returncode is not None:
                return
            try:
                pid, status = os.waitpid(self.pid, options)
            except ChildProcessError:
                pid, status = self.pid, 0  # somebody else has taken the status
            if pid == self.pid:
                self.returncode = os.waitstatus_to_exitcode(status)

    def poll(self):
        """The code if it has ended, else None."""
        if self.returncode is None and self._waitpid_lock.acquire(False):
            self._waitpid_lock.release()
            self._try_wait(os.WNOHANG)
        return self.returncode

    def wait(self, timeout=None):
        """Waits for the end; gives the code."""
        if timeout is None:
            while self.returncode is None:
                self._try_wait(0)
            return self.returncode
        end = time.monotonic() + timeout
        delay = 0.0005
        while self.poll() is None:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, left, 0.05)
            time.sleep(delay)
        return self.returncode

    def send_signal(self, sig):
        """Sends a signal, unless the program has ended."""
        if self.poll() is None:
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                pass  # it ended in between

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    # ---- talking ----

    def _send(self, data):
        try:
            if data:
                self.stdin.write(data)
        except BrokenPipeError:
            pass
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def _start_communication(self, data):
        """One thread for each pipe; what they read is kept, so that a later call goes on."""
        results, threads = {}, []
        if data and not self.text_mode:
            memoryview(data)  # refuses text here, not on the thread that writes

        def reader(name, file):
            results[name] = file.read()
            file.close()

        for name in ("stdout", "stderr"):
            file = getattr(self, name)
            if file and not file.closed:
                threads.append(threading.Thread(target=reader, args=(name, file), daemon=True))
        if self.stdin and not self.stdin.closed:
            threads.append(threading.Thread(target=self._send, args=(data,), daemon=True))
        for thread in threads:
            thread.start()
        return results, threads

    def communicate(self, input=None, timeout=None):
        """Sends input, reads to the ends of the pipes and waits: (stdout, stderr)."""
        if self._communication is not None and input:
            raise ValueError("Cannot send input after starting communication")
        end = None if timeout is None else time.monotonic() + timeout
        if self._communication is None and timeout is None and \
                [self.stdin, self.stdout, self.stderr].count(None) >= 2:
            results = self._communicate_alone(input)
        else:
            if self._communication is None:
                self._communication = self._start_communication(input)
            results, threads = self._communication
            for thread in threads:
                thread.join(None if end is None else max(end - time.monotonic(), 0))
                if thread.is_alive():
                    raise TimeoutExpired(self.args, timeout, results.get("stdout"), results.get("stderr"))
        try:
            self.wait(None if end is None else max(end - time.monotonic(), 0))
        except TimeoutExpired:
            raise TimeoutExpired(self.args, timeout, results.get("stdout"), results.get("stderr")) from None
        return results.get("stdout"), results.get("stderr")

    def _communicate_alone(self, input):
        """With one pipe at most, no thread is needed."""
        results = {}
        if self.stdin:
            self._send(input)
        for name in ("stdout", "stderr"):
            file = getattr(self, name)
            if file:
                results[name] = file.read()
                file.close()
        return results


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Runs a program to its end; gives a CompletedProcess."""
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = PIPE
        kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except BaseException:
            process.kill()
            raise
        code = process.poll()
        if check and code:
            raise CalledProcessError(code, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, code, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Runs a program to its end; gives its code."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except BaseException:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """As call(), with CalledProcessError for another code than 0."""
    code = call(*popenargs, **kwargs)
    if code:
        cmd = kwargs.get("args")
        raise CalledProcessError(code, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """What a program prints; CalledProcessError for another code than 0."""
    for name in ("stdout", "check"):
        if name in kwargs:
            raise ValueError("%s argument not allowed, it will be overridden." % name)
    if "input" in kwargs and kwargs["input"] is None:
        kwargs["input"] = "" if any(kwargs.get(name) for name in
                                    ("universal_newlines", "text", "encoding", "errors")) else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """(code, output) of a command in a shell, without the last line end."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        code = 0
    except CalledProcessError as error:
        data = error.output
        code = error.returncode
    return code, data[:-1] if data[-1:] == "\n" else data


def getoutput(cmd, *, encoding=None, errors=None):
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]
