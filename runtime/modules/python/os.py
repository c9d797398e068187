"""Files, folders, descriptors and the environment of the process, over `posix`."""
import abc as _abc
import errno as _errno
import posix as _posix
import stat as st
import sys
from _collections_abc import Mapping as _Mapping, MutableMapping as _MutableMapping
from posix import (unlink, remove, rmdir, mkdir, chdir, chmod, rename, replace, symlink, system, stat, fstat,
                   lstat, listdir, getcwd, readlink, access, getpid, getppid, getuid, cpu_count, urandom,
                   _exit, strerror, fspath, isatty, stat_result, open, close, closerange, read, write,
                   pread, pwrite, lseek, fsync, fdatasync, dup, dup2, ftruncate, truncate, fchmod, chown,
                   link, mkfifo, kill, pipe, get_inheritable, set_inheritable, get_blocking, set_blocking,
                   utime, umask, uname, get_terminal_size, times, getloadavg, sched_getaffinity,
                   sched_yield, abort, geteuid, getgid, getegid, getpgrp, terminal_size, uname_result,
                   times_result, waitpid, getpgid, getsid, setpgid, setsid, killpg)

name = "posix"
linesep = "\n"
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE = 0, 1, 2, 3
O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND = 0o100, 0o200, 0o400, 0o1000, 0o2000
O_NONBLOCK = O_NDELAY = 0o4000
O_DSYNC, O_SYNC = 0o10000, 0o4010000
O_DIRECTORY, O_NOFOLLOW, O_CLOEXEC = 0o200000, 0o400000, 0o2000000
EX_OK, EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_NOUSER, EX_NOHOST = 0, 64, 65, 66, 67, 68
EX_UNAVAILABLE, EX_SOFTWARE, EX_OSERR, EX_OSFILE, EX_CANTCREAT, EX_IOERR = 69, 70, 71, 72, 73, 74
EX_TEMPFAIL, EX_PROTOCOL, EX_NOPERM, EX_CONFIG = 75, 76, 77, 78
error = OSError

import posixpath as path
sys.modules["os.path"] = path
from posixpath import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

supports_bytes_environ = True
supports_dir_fd = set()
supports_effective_ids = set()
supports_fd = {stat, truncate, utime}
supports_follow_symlinks = {stat, chown, utime}


class PathLike(_abc.ABC):
    """What names a file through __fspath__()."""

    @_abc.abstractmethod
    def __fspath__(self):
        """The path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is not PathLike:
            return NotImplemented
        for base in subclass.__mro__:
            if "__fspath__" in base.__dict__:
                return base.__dict__["__fspath__"] is not None or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


def fsencode(filename):
    """The path as bytes; what cannot be encoded keeps the bytes that it came from."""
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """The path as str; bytes that are no text become lone surrogates."""
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def _check_str(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError("bytes expected, not %s" % type(value).__name__)
    return value


class _Environ(_MutableMapping):
    """The environment as a mapping; changes reach child processes. `encode` and `decode` turn the
    keys and values that programs see into the str that is kept, and back."""

    def __init__(self, data, encode, decode):
        self._data = data
        self._encode = encode
        self._decode = decode

    def __getitem__(self, key):
        try:
            return self._decode(self._data[self._encode(key)])
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        key = self._encode(key)
        value = self._encode(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        inner = self._encode(key)
        unsetenv(inner)
        try:
            del self._data[inner]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self._decode(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return "environ({%s})" % ", ".join("%r: %r" % (self._decode(key), self._decode(value))
                                           for key, value in list(self._data.items()))

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    # A union is a dictionary of its own; only in place it changes the environment.

    def copy(self):
        return dict(self)

    def __or__(self, other):
        return {**self, **other} if isinstance(other, _Mapping) else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if isinstance(other, _Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


_Environ.__name__ = _Environ.__qualname__ = "_Environ"


def putenv(name, value, /):
    name, value = fsdecode(name), fsdecode(value)
    if "=" in name:
        raise ValueError("illegal environment variable name")
    _posix.putenv(name, value)


def unsetenv(name, /):
    name = fsdecode(name)
    if not name or "=" in name:
        raise OSError(_errno.EINVAL, strerror(_errno.EINVAL))
    _posix.unsetenv(name)


environ = _Environ(_posix._environment(), _check_str, str)
environb = _Environ(environ._data, lambda value: fsdecode(_check_bytes(value)), fsencode)


def getenv(key, default=None):
    """An environment variable, or the default when it is not set."""
    return environ.get(key, default)


def getenvb(key, default=None):
    return environb.get(key, default)


def getcwdb():
    return fsencode(getcwd())


def getlogin():
    for variable in ("LOGNAME", "USER"):
        if variable in environ:
            return environ[variable]
    raise OSError(_errno.ENOTTY, strerror(_errno.ENOTTY))


def ctermid():
    return "/dev/tty"


def _around(name):
    """(folder, what is next inside it) for the folders that a path goes through, innermost first."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)  # the path ended with a slash
    while head and tail:
        yield head, tail
        head, tail = path.split(head)


def _remove_emptied(name):
    for folder, _ in _around(name):
        try:
            rmdir(folder)
        except OSError:
            return


def makedirs(name, mode=0o777, exist_ok=False):
    """mkdir() with all the folders above it that are missing."""
    wanted = [name]
    for folder, inside in _around(name):
        if path.exists(folder):
            break
        if fsdecode(inside) == curdir:
            wanted.pop()  # is there as soon as its folder is
        wanted.append(folder)
    for folder in reversed(wanted):
        try:
            mkdir(folder, mode if folder is name else 0o777)
        except OSError as problem:
            if folder is not name and isinstance(problem, FileExistsError):
                continue  # another thread or process was faster
            if not exist_ok or not path.isdir(folder):
                raise


def removedirs(name):
    """rmdir(), then the folders above while they are empty."""
    rmdir(name)
    _remove_emptied(name)


def renames(old, new):
    """rename() that makes the folders of the new name and removes emptied ones of the old."""
    folder, base = path.split(new)
    if folder and base and not path.exists(folder):
        makedirs(folder)
    rename(old, new)
    if path.basename(old):
        _remove_emptied(old)


class DirEntry:
    """One entry of scandir()."""
    __slots__ = ("name", "path", "_stat", "_lstat")

    def __init__(self, *args, **kwargs):
        raise TypeError("cannot create 'posix.DirEntry' instances")

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return "<DirEntry %r>" % (self.name,)

    def _mode(self, follow_symlinks):
        try:
            return self.stat(follow_symlinks=follow_symlinks).st_mode
        except FileNotFoundError:
            return 0

    def is_dir(self, *, follow_symlinks=True):
        return st.S_ISDIR(self._mode(follow_symlinks))

    def is_file(self, *, follow_symlinks=True):
        return st.S_ISREG(self._mode(follow_symlinks))

    def is_symlink(self):
        return st.S_ISLNK(self._mode(False))

    def stat(self, *, follow_symlinks=True):
        if self._lstat is None:
            self._lstat = lstat(self.path)
        if not follow_symlinks or not st.S_ISLNK(self._lstat.st_mode):
            return self._lstat
        if self._stat is None:
            self._stat = stat(self.path)
        return self._stat

    def inode(self):
        return self.stat(follow_symlinks=False).st_ino

    __class_getitem__ = classmethod(type(list[int]))


DirEntry.__module__ = "posix"


def _entry(folder, name):
    entry = object.__new__(DirEntry)
    entry.name = name
    entry.path = path.join(folder, name)
    entry._stat = entry._lstat = None
    return entry


class _ScandirIterator:
    def __init__(self, folder, names):
        self._folder = folder
        self._names = iter(names)

    def __iter__(self):
        return self

    def __next__(self):
        return _entry(self._folder, next(self._names))

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        self._names = iter(())


_ScandirIterator.__name__ = _ScandirIterator.__qualname__ = "ScandirIterator"
_ScandirIterator.__module__ = "posix"


def scandir(path=None):
    """The entries of a folder, with what is known about them."""
    folder = "." if path is None else fspath(path)
    return _ScandirIterator(folder, listdir(folder))


def walk(top, topdown=True, onerror=None, followlinks=False):
    """(folder, names of folders, names of files) for a folder and all below it."""
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    stack = [(False, fspath(top), None, None)]
    while stack:
        ready, folder, folders, files = stack.pop()
        if ready:
            yield folder, folders, files
            continue
        folders, files = [], []
        inner = []
        try:
            entries = list(scandir(folder))
        except OSError as problem:
            if onerror is not None:
                onerror(problem)
            continue
        for entry in entries:
            try:
                is_folder = entry.is_dir()
            except OSError:
                is_folder = False
            if is_folder:
                folders.append(entry.name)
                if not topdown:
                    try:
                        follow = followlinks or not entry.is_symlink()
                    except OSError:
                        follow = True
                    if follow:
                        inner.append(entry.path)
            else:
                files.append(entry.name)
        if topdown:
            yield folder, folders, files
            for each in reversed(folders):
                below = path.join(folder, each)
                if followlinks or not path.islink(below):
                    stack.append((False, below, None, None))
        else:
            stack.append((True, folder, folders, files))
            stack.extend((False, below, None, None) for below in reversed(inner))


def get_exec_path(env=None):
    """The folders in which programs are looked for."""
    if env is None:
        env = environ
    found = env.get("PATH")
    return (defpath if found is None else found).split(pathsep)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object for an open descriptor."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def device_encoding(fd):
    return "utf-8" if isatty(fd) else None


def WIFEXITED(status):
    return status & 0x7F == 0


def WEXITSTATUS(status):
    return status >> 8 & 0xFF


def WIFSIGNALED(status):
    return status & 0x7F not in (0, 0x7F)


def WTERMSIG(status):
    return status & 0x7F


def WIFSTOPPED(status):
    return status & 0xFF == 0x7F


def WSTOPSIG(status):
    return status >> 8 & 0xFF


def WIFCONTINUED(status):
    return status == 0xFFFF


def WCOREDUMP(status):
    return bool(status & 0x80)


WNOHANG, WUNTRACED, WCONTINUED = 1, 2, 8
P_NOWAIT = P_NOWAITO = 1
P_WAIT = 0


def wait():
    """Waits for any child: (pid, status)."""
    return waitpid(-1, 0)


# ---- becoming another program ----

def _environment_list(env):
    pairs = []
    for key, value in env.items():
        key, value = fsencode(key), fsencode(value)
        if b"=" in key:
            raise ValueError("illegal environment variable name")
        pairs.append(key + b"=" + value)
    return pairs


def _exec_arguments(function, argv):
    if not isinstance(argv, (list, tuple)):
        raise TypeError("%s() arg 2 must be a tuple or list" % function)
    if not argv:
        raise ValueError("%s() arg 2 must not be empty" % function)
    if not argv[0]:
        raise ValueError("%s() arg 2 first element cannot be empty" % function)
    return argv


def execv(path, argv, /):
    """This process becomes another program; returns only by an exception."""
    _posix._execve(path, _exec_arguments("execv", argv), _environment_list(environ))


def execve(path, argv, env):
    _posix._execve(path, _exec_arguments("execve", argv), _environment_list(env))


def _exec_on_path(file, args, env):
    if path.dirname(file):
        execve(file, args, env)
    problem = None
    for folder in get_exec_path(env):
        full = path.join(fsencode(folder) if isinstance(file, bytes) else folder, file)
        try:
            execve(full, args, env)
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = problem = problem or error
    raise problem or last


def execvp(file, args):
    _exec_on_path(file, args, environ)


def execvpe(file, args, env):
    _exec_on_path(file, args, env)


def execl(file, *args):
    execv(file, args)


def execle(file, *args):
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    execvp(file, args)


def execlpe(file, *args):
    execvpe(file, args[:-1], args[-1])


class _PipeFile:
    """What popen() gives: a text file whose close() waits for the command."""

    def __init__(self, stream, process):
        self._stream = stream
        self._process = process

    def close(self):
        self._stream.close()
        code = self._process.wait()
        return None if code == 0 else code << 8

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def popen(cmd, mode="r", buffering=-1):
    """A file that reads what a shell command prints, or (mode "w") writes what it reads."""
    end = "stdout" if mode == "r" else "stdin"
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if end == "stdin" and mode != "w":
        raise ValueError("invalid mode %r" % mode)
    if not buffering:
        raise ValueError("popen() does not support unbuffered streams")
    import subprocess
    process = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering, **{end: subprocess.PIPE})
    return _PipeFile(getattr(process, end), process)


def waitstatus_to_exitcode(status):
    if WIFEXITED(status):
        return WEXITSTATUS(status)
    if WIFSIGNALED(status):
        return -WTERMSIG(status)
    raise ValueError("invalid wait status: %i" % status)


confstr_names = {"CS_PATH": 0, "CS_GNU_LIBC_VERSION": 2, "CS_GNU_LIBPTHREAD_VERSION": 3}


def confstr(name, /):
    """A text that the C library configures, by a name of confstr_names or its number."""
    if isinstance(name, str):
        if name not in confstr_names:
            raise ValueError("unrecognized configuration name")
        name = confstr_names[name]
    return _posix.confstr(name)


_SYSCONF = {"SC_PAGESIZE": 4096, "SC_PAGE_SIZE": 4096, "SC_CLK_TCK": 100}


def sysconf(name, /):
    if name in ("SC_NPROCESSORS_ONLN", "SC_NPROCESSORS_CONF"):
        return cpu_count()
    if name in _SYSCONF:
        return _SYSCONF[name]
    raise ValueError("unrecognized configuration name")
