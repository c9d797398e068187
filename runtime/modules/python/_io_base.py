"""What all streams of `io` have in common: the abstract classes, and how a class counts native files in.

Each public name is handed on by `io`, whose name the classes bear.
"""
import abc

DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    """The stream has no such operation."""
    __module__ = "io"


def _size(value):
    """A size argument; None stands for -1."""
    if value is None:
        return -1
    try:
        size = value.__index__()
    except AttributeError:
        raise TypeError("argument should be integer or None, not '%s'" % type(value).__name__) from None
    if not -1 << 63 <= size < 1 << 63:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return size


class _IOBase:
    """What all streams have in common."""

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def seek(self, pos, whence=0):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None):
        self._unsupported("truncate")

    def flush(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        if not self.__dict__.get("_IOBase__closed", False):
            try:
                self.flush()
            finally:
                self.__closed = True

    @property
    def closed(self):
        return self.__dict__.get("_IOBase__closed", False)

    def _checkClosed(self, message=None):
        if self.closed:
            raise ValueError("I/O operation on closed file." if message is None else message)

    def _checkReadable(self, message=None):
        if not self.readable():
            raise UnsupportedOperation("File or stream is not readable." if message is None else message)

    def _checkWritable(self, message=None):
        if not self.writable():
            raise UnsupportedOperation("File or stream is not writable." if message is None else message)

    def _checkSeekable(self, message=None):
        if not self.seekable():
            raise UnsupportedOperation("File or stream is not seekable." if message is None else message)

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def fileno(self):
        self._unsupported("fileno")

    def isatty(self):
        self._checkClosed()
        return False

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *args):
        self.close()

    def readline(self, size=-1, /):
        size = _size(size)
        peek = getattr(self, "peek", None)
        out = bytearray()
        while size < 0 or len(out) < size:
            want = 1
            if peek is not None:
                ahead = peek(1)
                if not isinstance(ahead, bytes):
                    raise OSError("peek() should have returned a bytes object, not '%s'" % type(ahead).__name__)
                want = ahead.find(b"\n") + 1 or len(ahead) or 1
                if size >= 0:
                    want = min(want, size - len(out))
            part = self.read(want)
            if not isinstance(part, bytes):
                raise OSError("read() should have returned a bytes object, not '%s'" % type(part).__name__)
            if not part:
                break
            out += part
            if part.endswith(b"\n"):
                break
        return bytes(out)

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        if line := self.readline():
            return line
        raise StopIteration

    def readlines(self, hint=-1, /):
        hint = _size(hint)
        if hint <= 0:
            return list(self)
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if total >= hint:
                break
        return lines

    def writelines(self, lines, /):
        self._checkClosed()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    def read(self, size=-1, /):
        size = _size(size)
        if size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        if count is None:
            return None
        del buffer[count:]
        return bytes(buffer)

    def readall(self):
        out = bytearray()
        while data := self.read(DEFAULT_BUFFER_SIZE):
            out += data
        return bytes(out) if out else data

    def readinto(self, buffer, /):
        raise NotImplementedError

    def write(self, data, /):
        raise NotImplementedError


class _BufferedIOBase(_IOBase):
    def read(self, size=-1, /):
        self._unsupported("read")

    def read1(self, size=-1, /):
        self._unsupported("read1")

    def write(self, data, /):
        self._unsupported("write")

    def detach(self):
        self._unsupported("detach")

    def _read_into(self, buffer, read):
        with memoryview(buffer) as items, items.cast("B") as view:
            data = read(len(view))
            view[:len(data)] = data
        return len(data)

    def readinto(self, buffer, /):
        return self._read_into(buffer, self.read)

    def readinto1(self, buffer, /):
        return self._read_into(buffer, self.read1)


class _TextIOBase(_IOBase):
    encoding = None
    errors = None
    newlines = None

    def read(self, size=-1, /):
        self._unsupported("read")

    def readline(self, size=-1, /):
        self._unsupported("readline")

    def write(self, text, /):
        self._unsupported("write")

    def detach(self):
        self._unsupported("detach")


class IOBase(_IOBase, metaclass=abc.ABCMeta):
    """What all streams have in common."""
    __module__ = "io"

    def __del__(self):
        """A stream of a program's own class that was dropped open is closed."""
        try:
            if not self.closed:
                self.close()
        except Exception:
            pass # nobody is left who could be told


class RawIOBase(_RawIOBase, IOBase):
    """Streams of bytes without a buffer."""
    __module__ = "io"


class BufferedIOBase(_BufferedIOBase, IOBase):
    """Streams of bytes that read and write as much as they are asked for."""
    __module__ = "io"


class TextIOBase(_TextIOBase, IOBase):
    """Streams of text."""
    __module__ = "io"


class _Native(abc.ABCMeta):
    """Metaclass of the classes whose instances open() makes natively."""

    def __instancecheck__(cls, instance):
        return type(instance) is cls.__dict__.get("_native") or type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass):
        return subclass is cls.__dict__.get("_native") or type.__subclasscheck__(cls, subclass)
