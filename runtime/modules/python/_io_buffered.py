"""Binary streams of `io`: files without a buffer, and buffers over any raw stream that a program brings.

One lock a buffered stream: each operation is whole when threads share the stream.
"""
import _io
import errno as _errno
from _io import open
from _io_base import DEFAULT_BUFFER_SIZE, UnsupportedOperation, _BufferedIOBase, _Native, _RawIOBase, _size
from _thread import RLock as _RLock


class FileIO(_RawIOBase, metaclass=_Native):
    """A file without a buffer."""
    _native = _io.FileIO

    def __new__(cls, *args, **kwargs):
        if cls is FileIO:
            return cls._open(*args, **kwargs)
        return object.__new__(cls)

    @staticmethod
    def _open(file, mode="r", closefd=True, opener=None):
        _check_raw_mode(mode)
        if isinstance(file, float):
            raise TypeError("integer argument expected, got float")
        if isinstance(file, int) and file < 0:
            raise ValueError("negative file descriptor")
        return open(file, mode.replace("b", "") + "b", 0, None, None, None, closefd, opener)

    def __init__(self, file, mode="r", closefd=True, opener=None):
        self._file = self._open(file, mode, closefd, opener)
        self._closefd = closefd
        self.name = file

    @property
    def mode(self):
        return self._file.mode

    @property
    def closefd(self):
        return self._closefd

    @property
    def closed(self):
        return self._file.closed

    def __repr__(self):
        name = "%s.%s" % (type(self).__module__, type(self).__qualname__)
        if self.closed:
            return "<%s [closed]>" % name
        return "<%s name=%r mode=%r closefd=%r>" % (name, self.name, self.mode, self._closefd)


def _check_raw_mode(mode):
    if not isinstance(mode, str):
        raise TypeError("FileIO() argument 'mode' must be str, not %s" % type(mode).__name__)
    if set(mode) - set("xrwab+"):
        raise ValueError("invalid mode: %s" % mode)
    if sum(mode.count(kind) for kind in "xrwa") != 1 or mode.count("+") > 1:
        raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")


def _forward(name):
    def method(self, *args):
        return getattr(self._file, name)(*args)
    method.__name__ = name
    method.__qualname__ = "FileIO." + name
    return method


for _name in ("read", "readall", "readinto", "write", "seek", "tell", "truncate", "close", "fileno", "isatty",
              "readable", "writable", "seekable"):
    setattr(FileIO, _name, _forward(_name))
del _name


def _position(given):
    """What a raw stream says where it stands."""
    position = given.__index__()
    if position < 0:
        raise OSError("Raw stream returned invalid position %d" % position)
    return position


def _read_raw(raw, room):
    """Reads once from a raw stream: bytes, at most `room`; None: it would block, b"": the end."""
    readinto = getattr(raw, "readinto", None)
    if readinto is None:
        return raw.read(room)
    buffer = bytearray(room)
    given = readinto(memoryview(buffer))
    if given is None:
        return None
    try:
        count = given.__index__()
    except AttributeError as problem:
        raise OSError("raw readinto() failed") from problem
    if not 0 <= count <= room:
        raise OSError("raw readinto() returned invalid length %d (should have been between 0 and %d)"
                      % (count, room))
    return bytes(memoryview(buffer)[:count])


class _Buffered(_BufferedIOBase):
    """A stream over a raw one."""

    def _attach(self, raw, size):
        if size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._raw = raw
        self._buffer_size = size
        self._lock = _RLock()

    @property
    def raw(self):
        return self._raw

    def _stream(self):
        raw = self.__dict__.get("_raw")
        if raw is None:
            raise ValueError("raw stream has been detached" if "_lock" in self.__dict__
                             else "I/O operation on uninitialized object")
        return raw

    def _open_stream(self, message):
        raw = self._stream()
        if raw.closed:
            raise ValueError(message)
        return raw

    @property
    def closed(self):
        return self._stream().closed

    @property
    def name(self):
        return self._stream().name

    @property
    def mode(self):
        return self._stream().mode

    def readable(self):
        return self._stream().readable()

    def writable(self):
        return self._stream().writable()

    def seekable(self):
        return self._stream().seekable()

    def fileno(self):
        return self._stream().fileno()

    def isatty(self):
        return self._stream().isatty()

    def flush(self):
        self._open_stream("flush on closed file").flush()

    def close(self):
        raw = self.__dict__.get("_raw")
        if raw is not None and not raw.closed:
            with self._lock:
                try:
                    self.flush()
                finally:
                    raw.close()

    def _raw_seek(self, target, whence):
        return _position(self._stream().seek(target, whence))

    def _raw_tell(self):
        return _position(self._stream().tell())

    def detach(self):
        raw = self._stream()
        self.flush()
        self._raw = None
        return raw

    def __del__(self):
        try:
            self.close()
        except Exception:
            pass # nobody is left who could be told

    def __repr__(self):
        name = "%s.%s" % (type(self).__module__, type(self).__qualname__)
        try:
            return "<%s name=%r>" % (name, self.name)
        except (AttributeError, ValueError):
            return "<%s>" % name

    def __getstate__(self):
        raise TypeError("cannot pickle '%s' object" % type(self).__name__)


class _Reading(_Buffered):
    """Reads ahead. `_ahead` are bytes of the raw stream that nobody took yet."""

    def _start_reading(self):
        self._ahead = b""

    def _more(self):
        """Reads once from the raw stream; None: it would block, b"": the end."""
        data = _read_raw(self._stream(), self._buffer_size)
        if data:
            self._ahead += data
        return data

    def read(self, size=-1, /):
        self._open_stream("read of closed file")
        size = _size(size)
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        with self._lock:
            if size < 0:
                parts, self._ahead = [self._ahead], b""
                readall = getattr(self._stream(), "readall", None)
                while True:
                    data = readall() if readall is not None else self._stream().read()
                    if data is not None and not isinstance(data, bytes):
                        raise TypeError("readall() should return bytes")
                    if not data:
                        break
                    parts.append(data)
                out = b"".join(parts)
                return out if out or data is not None else None
            while len(self._ahead) < size:
                data = self._more()
                if not data:
                    if data is None and not self._ahead:
                        return None
                    break
            out, self._ahead = self._ahead[:size], self._ahead[size:]
            return out

    def read1(self, size=-1, /):
        self._open_stream("read of closed file")
        size = _size(size)
        if size < 0:
            size = self._buffer_size
        if size == 0:
            return b""
        with self._lock:
            if not self._ahead:
                self._more()
            out, self._ahead = self._ahead[:size], self._ahead[size:]
            return out

    def readinto1(self, buffer, /):
        """Takes what stands ahead and, if that was nothing or much is wanted, what one read gives."""
        self._open_stream("readinto of closed file")
        with self._lock, memoryview(buffer) as items, items.cast("B") as view:
            done = min(len(self._ahead), len(view))
            view[:done], self._ahead = self._ahead[:done], self._ahead[done:]
            left = len(view) - done
            data = b""
            if left > self._buffer_size:
                data = _read_raw(self._stream(), left)
            elif left and not done:
                if (data := self._more()) is not None:
                    data, self._ahead = self._ahead[:left], self._ahead[left:]
            if data is None:
                return done or None
            view[done:done + len(data)] = data
            return done + len(data)

    def peek(self, size=0, /):
        self._open_stream("peek of closed file")
        with self._lock:
            if not self._ahead:
                self._more()
            return self._ahead

    def readline(self, size=-1, /):
        self._open_stream("readline of closed file")
        size = _size(size)
        with self._lock:
            seen = 0
            while True:
                end = self._ahead.find(b"\n", seen) + 1
                if end or 0 <= size <= len(self._ahead):
                    break
                seen = len(self._ahead)
                if not self._more():
                    break
            end = end or len(self._ahead)
            if size >= 0:
                end = min(end, size)
            out, self._ahead = self._ahead[:end], self._ahead[end:]
            return out


class BufferedReader(_Reading, metaclass=_Native):
    """Reads from a raw stream through a buffer."""
    _native = _io.BufferedReader

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self._raw = None
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        self._attach(raw, buffer_size)
        self._start_reading()

    def writable(self):
        return False

    def tell(self):
        return self._raw_tell() - len(self._ahead)

    def seek(self, target, whence=0, /):
        raw = self._open_stream("seek of closed file")
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        if not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        with self._lock:
            if whence == 1:
                target -= len(self._ahead)
            position = self._raw_seek(target, whence)
            self._ahead = b""
            return position

    def truncate(self, pos=None, /):
        raise UnsupportedOperation("truncate")


class _Writing(_Buffered):
    """Collects what is written. `_behind` are bytes that the raw stream did not get yet."""

    def _start_writing(self):
        self._behind = bytearray()

    def _push(self):
        """Gives all to the raw stream."""
        raw = self._stream()
        while self._behind:
            count = raw.write(bytes(self._behind))
            if count is None:
                raise BlockingIOError(_errno.EAGAIN, "write could not complete without blocking", 0)
            if not 0 <= count <= len(self._behind):
                raise OSError("raw write() returned invalid length %d (should have been between 0 and %d)"
                              % (count, len(self._behind)))
            del self._behind[:count]

    def write(self, data, /):
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._open_stream("write to closed file")
        with self._lock:
            self._open_stream("write to closed file") # another thread may have closed it meanwhile
            before = len(self._behind)
            self._behind += memoryview(data).cast("B") if not isinstance(data, (bytes, bytearray)) else data
            written = len(self._behind) - before
            if len(self._behind) > self._buffer_size:
                try:
                    self._push()
                except BlockingIOError as problem:
                    surplus = len(self._behind) - self._buffer_size
                    if surplus > 0:
                        del self._behind[self._buffer_size:]
                        raise BlockingIOError(problem.errno, problem.strerror, written - surplus) from None
            return written

    def flush(self):
        self._open_stream("flush of closed file")
        with self._lock:
            self._push()
            flush = getattr(self._stream(), "flush", None)
            if flush is not None:
                flush()


class BufferedWriter(_Writing, metaclass=_Native):
    """Writes to a raw stream through a buffer."""
    _native = _io.BufferedWriter

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self._raw = None
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._attach(raw, buffer_size)
        self._start_writing()

    def readable(self):
        return False

    def tell(self):
        return self._raw_tell() + len(self._behind)

    def seek(self, target, whence=0, /):
        raw = self._open_stream("seek of closed file")
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        with self._lock:
            self._push()
            return self._raw_seek(target, whence)

    def truncate(self, pos=None, /):
        raw = self._open_stream("truncate of closed file")
        with self._lock:
            self._push()
            return raw.truncate(raw.tell() if pos is None else pos)


class BufferedRandom(_Writing, _Reading, metaclass=_Native):
    """Reads and writes a raw stream that can seek."""
    _native = _io.BufferedRandom

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self._raw = None
        for can, word in ((raw.seekable, "seekable"), (raw.readable, "readable"), (raw.writable, "writable")):
            if not can():
                raise UnsupportedOperation("File or stream is not %s." % word)
        self._attach(raw, buffer_size)
        self._start_reading()
        self._start_writing()

    def _settle(self):
        """After this the raw stream stands where the program does."""
        self._push()
        if self._ahead:
            self._raw_seek(-len(self._ahead), 1)
            self._ahead = b""

    def write(self, data, /):
        self._open_stream("write to closed file")
        with self._lock:
            if self._ahead:
                self._settle()
            return _Writing.write(self, data)

    def _more(self):
        self._push()
        return _Reading._more(self)

    def read(self, size=-1, /):
        self._open_stream("read of closed file")
        with self._lock:
            self._push()
            return _Reading.read(self, size)

    def tell(self):
        return self._raw_tell() - len(self._ahead) + len(self._behind)

    def seek(self, target, whence=0, /):
        raw = self._open_stream("seek of closed file")
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        with self._lock:
            self._settle()
            return self._raw_seek(target, whence)

    def truncate(self, pos=None, /):
        raw = self._open_stream("truncate of closed file")
        with self._lock:
            self._settle()
            return raw.truncate(raw.tell() if pos is None else pos)


class BufferedRWPair(_BufferedIOBase):
    """Reads one raw stream and writes another."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        if not reader.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        if not writer.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self.reader.read(_size(size))

    def read1(self, size=-1, /):
        return self.reader.read1(size)

    def readinto(self, buffer, /):
        return self.reader.readinto(buffer)

    def readinto1(self, buffer, /):
        return self.reader.readinto1(buffer)

    def peek(self, size=0, /):
        return self.reader.peek(size)

    def readline(self, size=-1, /):
        return self.reader.readline(size)

    def write(self, data, /):
        return self.writer.write(data)

    def flush(self):
        return self.writer.flush()

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()

    def close(self):
        # What is still to be written goes first; both ends are closed in any case.
        try:
            self.writer.close()
        finally:
            self.reader.close()

    @property
    def closed(self):
        return self.writer.closed
