"""Asking for a password without showing it, and who the user is."""
import os
import subprocess
import sys
import warnings

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """The password is shown while it is typed."""


def _read_line(prompt, stream, source):
    if prompt:
        stream.write(prompt)
        stream.flush()
    line = source.readline()
    if not line:
        raise EOFError
    return line[:-1] if line[-1] == "\n" else line


def _set_echo(terminal, on):
    """Lets the program stty change the terminal; False where that fails."""
    try:
        return subprocess.call(["stty", "echo" if on else "-echo"], stdin=terminal,
                               stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def getpass(prompt="Password: ", stream=None):
    """Asks on the terminal, which does not show what is typed.

    Without a terminal the line is read from standard input, with a warning.
    """
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        descriptor = None
    if descriptor is not None:
        with open(descriptor, "r+b", buffering=0) as raw:
            if _set_echo(raw, False):
                try:
                    os.write(descriptor, str(prompt).encode())
                    line = b""
                    while not line.endswith(b"\n"):
                        more = os.read(descriptor, 1024)
                        if not more:
                            break
                        line += more
                finally:
                    _set_echo(raw, True)
                    os.write(descriptor, b"\n")
                if not line:
                    raise EOFError
                return line.decode().removesuffix("\n")
    stream = stream or sys.stderr
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    print("Warning: Password input may be echoed.", file=stream)
    return _read_line(str(prompt), stream, sys.stdin)


def getuser():
    """The name of the user: of LOGNAME, USER, LNAME or USERNAME, else of the system."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        user = os.environ.get(name)
        if user:
            return user
    import pwd
    return pwd.getpwuid(os.getuid())[0]
