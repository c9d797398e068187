"""A program at a pseudo-terminal of its own: type to it, wait for what it shows."""

import errno
import os
import pty
import re
import select
import signal
import termios
import time

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x07")


class Terminal:
    """Starts `command` with the pseudo-terminal as its controlling terminal. `wait_for` and `finish`
    raise TimeoutError, with all that was shown, when the program does not do what it should."""

    def __init__(self, command, environment):
        self.shown = ""
        self._bytes = b""
        self._seen = 0
        self.process, self._master = pty.fork()
        if self.process == 0:
            try:
                os.execve(command[0], command, environment)
            finally:
                os._exit(127)

    def _read(self, seconds):
        """Takes what comes within `seconds`; False at the end of the output."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return True
        try:
            more = os.read(self._master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            more = b""
        self._bytes += more
        text = self._bytes.decode("utf-8", "replace").replace("\r\n", "\n")
        self.shown = ESCAPES.sub("", text)
        return bool(more)

    def wait_for(self, text, seconds=20):
        """Until `text` is shown, after what was waited for before."""
        end = time.monotonic() + seconds
        open_ = True
        while text not in self.shown[self._seen:]:
            if not open_ or time.monotonic() > end:
                raise TimeoutError("%r was not shown; shown: %r" % (text, self.shown[self._seen:]))
            open_ = self._read(0.1)
        self._seen = self.shown.index(text, self._seen) + len(text)

    def wait_for_mode(self, editing, seconds=20):
        """Until the program edits a line (the terminal hands it each key), or does something else."""
        end = time.monotonic() + seconds
        while bool(termios.tcgetattr(self._master)[3] & termios.ICANON) == editing:
            if time.monotonic() > end:
                raise TimeoutError("the terminal's mode did not change")
            time.sleep(0.005)

    def type(self, text):
        """Keys for the line editor: typed once it reads keys, or else the terminal would take them."""
        self.wait_for_mode(True)
        os.write(self._master, text.encode())

    def interrupt(self, editing):
        """Ctrl-C, while a line is edited or while a statement runs."""
        self.wait_for_mode(editing)
        os.write(self._master, b"\x03")

    def ask(self, line, answer, prompt=">>> "):
        """Types a line, waits for the answer, and for the next prompt."""
        self.type(line + "\n")
        self.wait_for(answer)
        self.wait_for(prompt)

    def finish(self, seconds=20):
        """Waits for the end: the exit code, or minus the signal's number."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.05)
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                while self._read(0) and select.select([self._master], [], [], 0)[0]:
                    pass
                os.close(self._master)
                self._master = -1
                return os.waitstatus_to_exitcode(status)
        raise TimeoutError("the program did not end; shown: %r" % self.shown)

    def close(self):
        """Ends the program if it still runs."""
        if self._master >= 0:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            os.close(self._master)
            self._master = -1
