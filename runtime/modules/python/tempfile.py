"""Files and folders for a while."""
import _io
import errno
import functools
import io
import os
import random
import shutil
import sys
import threading
import types
import weakref

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp",
           "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb"]

TMP_MAX = 10000
template = "tmp"
tempdir = None
_once = threading.Lock()
_letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
_random = random.SystemRandom()


def _names():
    while True:
        yield "".join(_random.choices(_letters, k=8))


def _candidates():
    for variable in ("TMPDIR", "TEMP", "TMP"):
        folder = os.getenv(variable)
        if folder:
            yield os.path.abspath(folder)
    yield from ("/tmp", "/var/tmp", "/usr/tmp")
    try:
        yield os.getcwd()
    except OSError:
        yield os.curdir


def _find_folder():
    tried = []
    for folder in _candidates():
        tried.append(folder)
        for name, _ in zip(_names(), range(100)):
            path = os.path.join(folder, name)
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                continue
            except OSError:
                break
            os.close(descriptor)
            os.unlink(path)
            return folder
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in %s" % tried)


def gettempprefix():
    """How names of temporary files start."""
    return template


def gettempprefixb():
    return os.fsencode(template)


def gettempdir():
    """The folder for temporary files."""
    global tempdir
    if tempdir is None:
        with _once:
            if tempdir is None:
                tempdir = _find_folder()
    return os.fsdecode(tempdir)


def gettempdirb():
    return os.fsencode(gettempdir())


def _settle(prefix, suffix, folder):
    """The three parts, all str or all bytes, and which of these."""
    kind = None
    for each in (prefix, suffix, folder):
        if each is None:
            continue
        each = os.fspath(each) if each is folder else each
        this = bytes if isinstance(each, bytes) else str
        if kind is not None and kind is not this:
            raise TypeError("Can't mix bytes and non-bytes in path components.")
        kind = this
    kind = kind or str
    if prefix is None:
        prefix = gettempprefix() if kind is str else gettempprefixb()
    if suffix is None:
        suffix = kind()
    if folder is None:
        folder = gettempdir() if kind is str else gettempdirb()
    return prefix, suffix, folder, kind


def _attempt(prefix, suffix, folder, kind, make, what):
    folder = os.path.abspath(folder)
    for name, _ in zip(_names(), range(TMP_MAX)):
        name = name if kind is str else os.fsencode(name)
        path = os.path.join(folder, prefix + name + suffix)
        try:
            return make(path), path
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, "No usable temporary %s name found" % what)


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """(open descriptor, path) of a new file."""
    prefix, suffix, dir, kind = _settle(prefix, suffix, dir)

    def make(path):
        sys.audit("tempfile.mkstemp", path)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    return _attempt(prefix, suffix, dir, kind, make, "file")


def mkdtemp(suffix=None, prefix=None, dir=None):
    """The path of a new folder."""
    prefix, suffix, dir, kind = _settle(prefix, suffix, dir)

    def make(path):
        sys.audit("tempfile.mkdtemp", path)
        os.mkdir(path, 0o700)
    return _attempt(prefix, suffix, dir, kind, make, "directory")[1]


def mktemp(suffix="", prefix=template, dir=None):
    """A name that nobody uses yet; somebody may before the caller does."""
    def make(path):
        if os.path.lexists(path):
            raise FileExistsError
    return _attempt(prefix, suffix, gettempdir() if dir is None else dir, str, make, "file")[1]


class _Closer:
    """Closes and removes the file once; also when nobody is left who could."""

    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete
        self.done = False

    def close(self):
        if not self.done and self.file is not None:
            self.done = True
            try:
                self.file.close()
            finally:
                if self.delete:
                    os.unlink(self.name)

    def __del__(self):
        self.close()


class _TemporaryFileWrapper:
    """A file object that removes its file when it is closed."""

    def __init__(self, file, name, delete=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._closer = _Closer(file, name, delete)

    def __getattr__(self, name):
        file = self.__dict__["file"]
        value = getattr(file, name)
        if callable(value) and not isinstance(value, type):
            method = value
            def wrapper(*args, **kwargs):
                return method(*args, **kwargs)
            wrapper.__name__ = name
            wrapper._closer = self._closer
            value = wrapper
        if not isinstance(value, int):
            setattr(self, name, value)
        return value

    def close(self):
        self._closer.close()

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exc_info):
        try:
            return self.file.__exit__(*exc_info)
        finally:
            self.close()  # which removes the file

    def __iter__(self):
        for line in self.file:
            yield line


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None):
    """A new file with a name, removed when it is closed."""
    prefix, suffix, dir, kind = _settle(prefix, suffix, dir)
    name = None

    def opener(*args):
        nonlocal name
        descriptor, name = mkstemp(suffix, prefix, dir)
        return descriptor
    try:
        file = io.open(dir, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors, opener=opener)
        return _TemporaryFileWrapper(file, name, delete)
    except:
        if name is not None:
            os.unlink(name)
        raise


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """A new file without a name."""
    descriptor, name = mkstemp(suffix, prefix, dir)
    os.unlink(name)
    try:
        return io.open(descriptor, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors)
    except:
        os.close(descriptor)
        raise


class SpooledTemporaryFile(io.IOBase):
    """A file in memory that moves to the disk when it grows."""
    _rolled = False

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        if "b" in mode:
            self._file = io.BytesIO()
        else:
            self._file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors, newline=newline)
        self._max_size = max_size
        self._TemporaryFileArgs = {"mode": mode, "buffering": buffering, "suffix": suffix, "prefix": prefix,
                                   "encoding": encoding, "newline": newline, "dir": dir, "errors": errors}

    __class_getitem__ = classmethod(types.GenericAlias)

    def _check(self, file):
        if not self._rolled and self._max_size and file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Moves to the disk now."""
        if self._rolled:
            return
        before = self._file
        position = before.tell()
        self._file = after = TemporaryFile(**self._TemporaryFileArgs)
        del self._TemporaryFileArgs
        if hasattr(after, "buffer"):
            after.buffer.write(before.detach().getvalue())
        else:
            after.write(before.getvalue())
        after.seek(position)
        self._rolled = True

    def __enter__(self):
        if self.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, *exc_info):
        self._file.close()

    @property
    def mode(self):
        return self._file.mode if self._rolled else self._TemporaryFileArgs["mode"]

    @property
    def name(self):
        return self._file.name if self._rolled else None

    def fileno(self):
        self.rollover()  # only a file on the disk has one
        return self._file.fileno()

    def truncate(self, size=None):
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)


def _delegate(names, make):
    """Gives SpooledTemporaryFile, for each name, what `make` makes for the file that it has at the time."""
    for name in names.split():
        made = make(name)
        if not isinstance(made, property):
            made.__name__, made.__qualname__ = name, "SpooledTemporaryFile." + name
        setattr(SpooledTemporaryFile, name, made)


def _calling(name):
    return lambda self, *args: getattr(self._file, name)(*args)


def _writing(name):
    def method(self, data):
        result = getattr(self._file, name)(data)
        self._check(self._file)  # it may have become too large for memory
        return result
    return method


_delegate("read read1 readinto readinto1 readline readlines readable writable seekable seek tell flush close detach "
          "isatty __iter__ __next__", _calling)
_delegate("write writelines", _writing)
_delegate("closed encoding errors newlines",
          lambda name: property(lambda self: getattr(self._file, name)))


class TemporaryDirectory:
    """A new folder, removed with all that is in it at the end."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore = ignore_cleanup_errors
        self._finalizer = weakref.finalize(self, self._cleanup, self.name, ignore_cleanup_errors,
                                           "Implicitly cleaning up {!r}".format(self))

    @staticmethod
    def _remove(name, ignore_errors=False):
        def onerror(function, path, information):
            if issubclass(information[0], FileNotFoundError):
                return
            if issubclass(information[0], PermissionError):
                os.chmod(os.path.dirname(path), 0o700)
                try:
                    os.unlink(path)
                    return
                except (IsADirectoryError, PermissionError):
                    pass
            if not ignore_errors:
                raise information[1]
        shutil.rmtree(name, onerror=onerror)

    @classmethod
    def _cleanup(cls, name, ignore_errors, message):
        import warnings
        cls._remove(name, ignore_errors)
        warnings.warn(message, ResourceWarning)

    def __repr__(self):
        return "<%s %r>" % (self.__class__.__name__, self.name)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        """Removes the folder."""
        if self._finalizer.detach() or os.path.exists(self.name):
            self._remove(self.name, self._ignore)

    __class_getitem__ = classmethod(types.GenericAlias)
