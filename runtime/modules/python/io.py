"""Streams: open(), bytes and text in memory, buffers and text layers over other streams.

open() makes native files (`_io`); the classes here do the same work over any stream that a program
brings, and count the native files among their instances.
"""
import _io
import _weft
import abc
import errno as _errno
import posix as _posix
from _io import open
from _thread import RLock as _RLock

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom",
           "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END"]

DEFAULT_BUFFER_SIZE = 8192
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    pass


def open_code(path):
    """Opens a file of program text, which is read as bytes."""
    if not isinstance(path, str):
        raise TypeError("open_code() argument 'path' must be str, not %s" % type(path).__name__)
    return open(path, "rb")


def text_encoding(encoding, stacklevel=2):
    """The name of the encoding that None stands for."""
    return "locale" if encoding is None else encoding


def _size(value):
    """A size argument; None stands for -1."""
    if value is None:
        return -1
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError("argument should be integer or None, not '%s'" % type(value).__name__) from None


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
        line = self.readline()
        if not line:
            raise StopIteration
        return line

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
        view = memoryview(buffer).cast("B")
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


class RawIOBase(_RawIOBase, IOBase):
    """Streams of bytes without a buffer."""


class BufferedIOBase(_BufferedIOBase, IOBase):
    """Streams of bytes that read and write as much as they are asked for."""


class TextIOBase(_TextIOBase, IOBase):
    """Streams of text."""


class IncrementalNewlineDecoder:
    """Turns line ends into line feeds, whatever pieces the text comes in, and notes which there were."""
    _CR, _LF, _CRLF = 1, 2, 4

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder = decoder
        self.translate = translate
        self.errors = errors
        self._pending = False
        self._seen = 0

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final=final)
        if not isinstance(text, str):
            raise TypeError("decoder should return a string result, not '%s'" % type(text).__name__)
        if self._pending and (text or final):
            text = "\r" + text
            self._pending = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._pending = True
        if "\r" in text:
            pairs = text.count("\r\n")
            returns = text.count("\r") - pairs
            feeds = text.count("\n") - pairs
            self._seen |= (returns and self._CR) | (feeds and self._LF) | (pairs and self._CRLF)
            if self.translate:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        elif "\n" in text:
            self._seen |= self._LF
        return text

    def getstate(self):
        held, flag = (b"", 0) if self.decoder is None else self.decoder.getstate()
        return held, flag << 1 | self._pending

    def setstate(self, state):
        if not isinstance(state, tuple):
            raise TypeError("state argument must be a tuple")
        held, flag = state
        self._pending = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((held, flag >> 1))

    def reset(self):
        self._seen = 0
        self._pending = False
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        return _NEWLINES[self._seen]


_NEWLINES = (None, "\r", "\n", ("\r", "\n"), "\r\n", ("\r", "\r\n"), ("\n", "\r\n"), ("\r", "\n", "\r\n"))


def _check_newline(newline, shown="%s"):
    if newline is not None and not isinstance(newline, str):
        raise TypeError("newline must be str or None, not %s" % type(newline).__name__)
    if newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError("illegal newline value: " + shown % (newline,))


def _line_end(text, start, newline):
    """Where the line that starts at `start` ends, or -1; `newline` as open() has it."""
    if newline is None or newline == "\n":
        return text.find("\n", start) + 1 or -1
    if newline:
        at = text.find(newline, start)
        return at + len(newline) if at >= 0 else -1
    feed = text.find("\n", start)
    back = text.find("\r", start, feed if feed >= 0 else len(text))
    if back < 0:
        return feed + 1 or -1
    return back + 2 if text[back + 1:back + 2] == "\n" else back + 1


class StringIO(_TextIOBase):
    """Text in memory."""

    def __init__(self, initial_value="", newline="\n"):
        _check_newline(newline, "%r")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError("initial_value must be str or None, not " + type(initial_value).__name__)
        self.__closed = False
        self._start(newline)
        if initial_value:
            self._put(initial_value)
            self._pos = 0

    def _start(self, newline):
        self._newline = newline
        self._decoder = IncrementalNewlineDecoder(None, newline is None) if not newline else None
        self._text = ""
        self._parts = []      # written at the end and not yet joined
        self._pos = 0
        self._size = 0

    def _check(self):
        try:
            if not self.__closed:
                return
        except AttributeError:
            raise ValueError("I/O operation on uninitialized object") from None
        raise ValueError("I/O operation on closed file")

    def _value(self):
        if self._parts:
            self._text += "".join(self._parts)
            self._parts = []
        return self._text

    def getvalue(self):
        """All that is in it, wherever the position is."""
        self._check()
        return self._value()

    def write(self, s, /):
        if not isinstance(s, str):
            self._check()
            raise TypeError("string argument expected, got %r" % type(s).__name__)
        self._check()
        return self._put(s)

    def _put(self, s):
        written = len(s)
        if self._decoder is not None:
            s = self._decoder.decode(s, True)
        elif self._newline != "\n":
            s = s.replace("\n", self._newline)
        if self._pos == self._size:
            self._parts.append(s)
            self._size += len(s)
        elif s:
            text = self._value()
            if self._pos > len(text):
                text += "\0" * (self._pos - len(text))
            self._text = text[:self._pos] + s + text[self._pos + len(s):]
            self._size = len(self._text)
        self._pos += len(s)
        return written

    def read(self, size=-1, /):
        self._check()
        size = _size(size)
        text = self._value()
        end = self._size if size < 0 else self._pos + size
        out = text[self._pos:end]
        self._pos += len(out)
        return out

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        text = self._value()
        end = _line_end(text, self._pos, self._newline)
        if end < 0:
            end = self._size
        if size >= 0:
            end = min(end, self._pos + size)
        out = text[self._pos:end]
        self._pos += len(out)
        return out

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError("Invalid whence (%r, should be 0, 1 or 2)" % whence)
        if isinstance(pos, float) or not hasattr(pos, "__index__"):
            raise TypeError("'%s' object cannot be interpreted as an integer" % type(pos).__name__)
        if whence == 0:
            if pos < 0:
                raise ValueError("Negative seek position %r" % pos)
            self._pos = pos.__index__()
        elif pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            self._pos = self._size
        return self._pos

    def tell(self):
        self._check()
        return self._pos

    def truncate(self, pos=None, /):
        self._check()
        pos = self._pos if pos is None else _size(pos)
        if pos < 0:
            raise ValueError("Negative size value %r" % pos)
        if pos < self._size:
            self._text = self._value()[:pos]
            self._size = pos
        return pos

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def close(self):
        self.__closed = True
        self._text, self._parts = "", []

    @property
    def closed(self):
        return self.__dict__.get("_StringIO__closed", False)

    @property
    def line_buffering(self):
        self._check()
        return False

    @property
    def newlines(self):
        return None if self._decoder is None else self._decoder.newlines

    def __getstate__(self):
        self._check()
        hidden = ("_newline", "_decoder", "_text", "_parts", "_pos", "_size", "_StringIO__closed")
        more = {key: value for key, value in self.__dict__.items() if key not in hidden}
        return self._value(), self._newline, self._pos, more or None

    def __setstate__(self, state):
        if self.__dict__.get("_StringIO__closed"):
            raise ValueError("__setstate__ on closed file")
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError("%s.__setstate__ argument should be 4-tuple, got %s"
                            % (type(self).__name__, type(state).__name__))
        text, newline, position, more = state
        if position < 0:
            raise ValueError("position value cannot be negative")
        self.__closed = False
        self._start(newline)
        self._text = text
        self._size = len(text)
        self._pos = position
        if more is not None:
            self.__dict__.update(more)


class BytesIO(_BufferedIOBase):
    """Bytes in memory."""

    def __init__(self, initial_bytes=b""):
        self.__closed = False
        self._data = bytearray()
        self._pos = 0
        if initial_bytes is not None:
            if isinstance(initial_bytes, (str, int)):
                raise TypeError("a bytes-like object is required, not '%s'" % type(initial_bytes).__name__)
            self._data += initial_bytes

    def _check(self):
        if self.__closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        """All that is in it, wherever the position is."""
        self._check()
        return bytes(self._data)

    def getbuffer(self):
        """A view that programs can change the bytes through."""
        self._check()
        return memoryview(self._data)

    def read(self, size=-1, /):
        self._check()
        size = _size(size)
        end = len(self._data) if size < 0 else self._pos + size
        out = bytes(self._data[self._pos:end])
        self._pos += len(out)
        return out

    def read1(self, size=-1, /):
        return self.read(size)

    def readinto(self, buffer, /):
        self._check()
        view = memoryview(buffer)
        if view.readonly:
            raise TypeError("readinto() argument must be read-write bytes-like object, not %s"
                            % type(buffer).__name__)
        view = view.cast("B")
        out = self._data[self._pos:self._pos + len(view)]
        view[:len(out)] = out
        self._pos += len(out)
        return len(out)

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        end = self._data.find(b"\n", self._pos) + 1 or len(self._data)
        if size >= 0:
            end = min(end, self._pos + size)
        out = bytes(self._data[self._pos:end])
        self._pos += len(out)
        return out

    def write(self, b, /):
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        try:
            view = memoryview(b)
        except TypeError:
            raise TypeError("a bytes-like object is required, not '%s'" % type(b).__name__) from None
        count = view.nbytes
        if count:
            if self._pos > len(self._data):
                self._data += bytes(self._pos - len(self._data))
            self._data[self._pos:self._pos + count] = view.tobytes()
            self._pos += count
        return count

    def seek(self, pos, whence=0, /):
        self._check()
        if isinstance(pos, float) or not hasattr(pos, "__index__"):
            raise TypeError("'%s' object cannot be interpreted as an integer" % type(pos).__name__)
        pos = pos.__index__()
        if whence == 0:
            if pos < 0:
                raise ValueError("negative seek value %r" % pos)
            self._pos = pos
        elif whence == 1:
            self._pos = max(0, self._pos + pos)
        elif whence == 2:
            self._pos = max(0, len(self._data) + pos)
        else:
            raise ValueError("invalid whence (%r, should be 0, 1 or 2)" % whence)
        return self._pos

    def tell(self):
        self._check()
        return self._pos

    def truncate(self, size=None, /):
        self._check()
        size = self._pos if size is None else _size(size)
        if size < 0:
            raise ValueError("negative size value %r" % size)
        del self._data[size:]
        return size

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def close(self):
        self.__closed = True
        self._data = bytearray()

    @property
    def closed(self):
        return self.__closed

    def __getstate__(self):
        more = {key: value for key, value in self.__dict__.items()
                if key not in ("_data", "_pos", "_BytesIO__closed")}
        return self.getvalue(), self._pos, more or None

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 3:
            raise TypeError("%s.__setstate__ argument should be 3-tuple, got %s"
                            % (type(self).__name__, type(state).__name__))
        data, position, more = state
        if not isinstance(position, int):
            raise TypeError("second item of state must be an integer, not %s" % type(position).__name__)
        if position < 0:
            raise ValueError("position value cannot be negative")
        self._check()
        self._data[:] = data
        self._pos = position
        if more is not None:
            self.__dict__.update(more)


class _Native(abc.ABCMeta):
    """Metaclass of the classes whose instances open() makes natively."""

    def __instancecheck__(cls, instance):
        return type(instance) is cls.__dict__.get("_native") or type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass):
        return subclass is cls.__dict__.get("_native") or type.__subclasscheck__(cls, subclass)


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
            try:
                self.flush()
            finally:
                raw.close()

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
        data = self._stream().read(self._buffer_size)
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
        return self._stream().tell() - len(self._ahead)

    def seek(self, target, whence=0, /):
        raw = self._open_stream("seek of closed file")
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        if not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        with self._lock:
            if whence == 1:
                target -= len(self._ahead)
            position = raw.seek(target, whence)
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
        return self._stream().tell() + len(self._behind)

    def seek(self, target, whence=0, /):
        raw = self._open_stream("seek of closed file")
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        with self._lock:
            self._push()
            return raw.seek(target, whence)

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
            self._stream().seek(-len(self._ahead), 1)
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
        return self._stream().tell() - len(self._ahead) + len(self._behind)

    def seek(self, target, whence=0, /):
        raw = self._open_stream("seek of closed file")
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        with self._lock:
            self._settle()
            return raw.seek(target, whence)

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

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()

    @property
    def closed(self):
        return self.writer.closed


class TextIOWrapper(_TextIOBase, metaclass=_Native):
    """Text over a stream of bytes."""
    _native = _io.TextIOWrapper
    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False,
                 write_through=False):
        self._buffer = None
        _check_newline(newline)
        if encoding is not None and not isinstance(encoding, str):
            raise TypeError("TextIOWrapper() argument 'encoding' must be str or None, not %s"
                            % type(encoding).__name__)
        if errors is not None and not isinstance(errors, str):
            raise TypeError("TextIOWrapper() argument 'errors' must be str or None, not %s"
                            % type(errors).__name__)
        if encoding is None or encoding == "locale":
            encoding = "UTF-8"
        import codecs
        info = codecs.lookup(encoding)
        if not getattr(info, "_is_text_encoding", True):
            raise LookupError("%r is not a text encoding; use codecs.open() to handle arbitrary codecs" % encoding)
        self._encoding = encoding
        self._errors = "strict" if errors is None else errors
        self._info = info
        self._lock = _RLock()
        self._set_newline(newline)
        self._line_buffering = bool(line_buffering)
        self._write_through = bool(write_through)
        self._pending = []     # encoded and not yet given to the buffer
        self._pending_size = 0
        self._decoded = ""     # text that was read ahead
        self._used = 0         # characters of it that were given out
        self._snapshot = None  # decoder state before the bytes that _decoded came from, and these
        self._encoder = self._decoder = None
        self._seekable = self._telling = buffer.seekable()
        self._buffer = buffer
        if self._seekable and buffer.writable() and buffer.tell() != 0:
            self._make_encoder().setstate(0) # the mark at the start of the file stands there already

    def _set_newline(self, newline):
        self._newline = newline
        self._translate = newline is None
        self._write_newline = newline if newline in ("\r", "\r\n") else None

    def _make_encoder(self):
        self._encoder = self._info.incrementalencoder(self._errors)
        return self._encoder

    def _make_decoder(self):
        decoder = self._info.incrementaldecoder(self._errors)
        if not self._newline:
            decoder = IncrementalNewlineDecoder(decoder, self._translate)
        self._decoder = decoder
        return decoder

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def line_buffering(self):
        return self._line_buffering

    @property
    def write_through(self):
        return self._write_through

    @property
    def newlines(self):
        return getattr(self._decoder, "newlines", None)

    @property
    def buffer(self):
        return self._stream()

    def _stream(self):
        buffer = self.__dict__.get("_buffer")
        if buffer is None:
            raise ValueError("underlying buffer has been detached" if "_lock" in self.__dict__
                             else "I/O operation on uninitialized object")
        return buffer

    @property
    def name(self):
        return self._stream().name

    @property
    def closed(self):
        return self._stream().closed

    def __repr__(self):
        text = "<_io.TextIOWrapper"
        for attribute in ("name", "mode"):
            try:
                text += " %s=%r" % (attribute, getattr(self, attribute))
            except (AttributeError, ValueError):
                pass
        return text + " encoding=%r>" % self._encoding

    def readable(self):
        return self._stream().readable()

    def writable(self):
        return self._stream().writable()

    def seekable(self):
        self._checkClosed()
        return self._seekable

    def fileno(self):
        return self._stream().fileno()

    def isatty(self):
        return self._stream().isatty()

    def reconfigure(self, *, encoding=None, errors=None, newline=Ellipsis, line_buffering=None,
                    write_through=None):
        """Changes what the arguments say, as far as nothing was read yet."""
        if self._decoder is not None and (encoding is not None or errors is not None or newline is not Ellipsis):
            raise UnsupportedOperation("It is not possible to set the encoding or newline of stream after the "
                                       "first read")
        if newline is not Ellipsis:
            _check_newline(newline)
        self.flush()
        if encoding is not None or errors is not None:
            import codecs
            if encoding == "locale":
                encoding = "UTF-8"
            self._errors = errors if errors is not None else "strict" if encoding is not None else self._errors
            self._encoding = self._encoding if encoding is None else encoding
            self._info = codecs.lookup(self._encoding)
            self._encoder = None
        if newline is not Ellipsis:
            self._set_newline(newline)
        if line_buffering is not None:
            self._line_buffering = bool(line_buffering)
        if write_through is not None:
            self._write_through = bool(write_through)

    # ---- writing ----

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        self._checkClosed()
        if not self._stream().writable():
            raise UnsupportedOperation("not writable")
        written = len(text)
        feed = "\n" in text
        if feed and self._write_newline is not None:
            text = text.replace("\n", self._write_newline)
        with self._lock:
            data = (self._encoder or self._make_encoder()).encode(text)
            self._pending.append(data)
            self._pending_size += len(data)
            if self._pending_size > self._CHUNK_SIZE or self._write_through:
                self._push()
            if self._line_buffering and (feed or "\r" in text):
                self.flush()
            if self._decoded or self._snapshot is not None:
                self._forget()
                if self._decoder is not None:
                    self._decoder.reset()
        return written

    def _push(self):
        if self._pending:
            data, self._pending, self._pending_size = b"".join(self._pending), [], 0
            self._stream().write(data)

    def flush(self):
        self._checkClosed()
        with self._lock:
            self._push()
            self._stream().flush()
            self._telling = self._seekable

    def close(self):
        buffer = self.__dict__.get("_buffer")
        if buffer is not None and not self.closed:
            try:
                self.flush()
            finally:
                buffer.close()

    def detach(self):
        self.flush()
        buffer, self._buffer = self._buffer, None
        return buffer

    def __del__(self):
        try:
            self.close()
        except Exception:
            pass # nobody is left who could be told

    # ---- reading ----

    def _forget(self):
        self._decoded, self._used, self._snapshot = "", 0, None

    def _check_reading(self):
        self._checkClosed()
        if not self._stream().readable():
            raise UnsupportedOperation("not readable")
        self._push()

    def _fill(self):
        """Reads and decodes another piece, once the last is used up; false at the end."""
        decoder = self._decoder or self._make_decoder()
        state = decoder.getstate() if self._telling else None
        buffer = self._stream()
        read = getattr(buffer, "read1", None) or buffer.read
        data = read(self._CHUNK_SIZE)
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("underlying %s() should have returned a bytes-like object, not '%s'"
                            % ("read1" if hasattr(buffer, "read1") else "read", type(data).__name__))
        text = decoder.decode(data, not data)
        if state is not None:
            self._snapshot = state[1], state[0] + bytes(data)
        self._decoded, self._used = text, 0
        return bool(data)

    def _take(self, count):
        out = self._decoded[self._used:] if count < 0 else self._decoded[self._used:self._used + count]
        self._used += len(out)
        return out

    def read(self, size=-1, /):
        self._check_reading()
        size = _size(size)
        with self._lock:
            if size < 0:
                decoder = self._decoder or self._make_decoder()
                out = self._take(-1)
                data = self._stream().read()
                if data is None:
                    raise TypeError("underlying read() should have returned a bytes-like object, not 'NoneType'")
                out += decoder.decode(data, True)
                self._forget()
                return out
            parts = [self._take(size)]
            left = size - len(parts[0])
            more = True
            while left > 0 and more:
                more = self._fill()
                parts.append(self._take(left))
                left -= len(parts[-1])
            return "".join(parts)

    def readline(self, size=-1, /):
        self._check_reading()
        size = _size(size)
        with self._lock:
            line = ""
            newline = None if self._translate else self._newline
            while True:
                text = line + self._decoded[self._used:]
                end = _line_end(text, 0, newline)
                if end == len(text) and newline == "" and text.endswith("\r"):
                    end = -1 # a line feed may follow
                if end < 0 and 0 <= size <= len(text):
                    end = size
                if end >= 0:
                    break
                line = text
                self._used = len(self._decoded)
                if not self._fill() and not self._decoded:
                    end = _line_end(line, 0, newline)
                    text = line
                    if end < 0:
                        end = len(line)
                    break
            if size >= 0:
                end = min(end, size)
            self._used += end - len(line)
            return text[:end]

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        self._telling = False
        line = self.readline()
        if not line:
            self._snapshot = None
            self._telling = self._seekable
            raise StopIteration
        return line

    # ---- positions ----
    # A cookie is position | state of the decoder << 64 | bytes to feed << 128 | more to come << 192 |
    # characters to skip << 256, so that it is a plain position whenever the decoder holds nothing.

    def tell(self):
        self._checkClosed()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if not self._telling:
            raise OSError("telling position disabled by next() call")
        self.flush()
        position = self._stream().tell()
        decoder = self._decoder
        if decoder is None or self._snapshot is None:
            if self._decoded[self._used:]:
                raise OSError("can't reconstruct logical file position")
            return position
        flags, data = self._snapshot
        position -= len(data)
        if self._used == 0:
            return position | flags << 64
        kept = decoder.getstate()
        try:
            decoder.setstate((b"", flags))
            start, start_flags, done = 0, flags, 0 # a place where the decoder holds nothing
            chars = fed = 0
            while fed < len(data):
                chars += len(decoder.decode(data[fed:fed + 1]))
                fed += 1
                held, state = decoder.getstate()
                if not held and chars <= self._used:
                    start, start_flags, done = fed, state, chars
                if chars >= self._used:
                    break
            else:
                chars += len(decoder.decode(b"", True))
                if chars < self._used:
                    raise OSError("can't reconstruct logical file position")
                return (position + start | start_flags << 64 | (fed - start) << 128 | 1 << 192
                        | (self._used - done) << 256)
            if done == self._used:
                return position + start | start_flags << 64
            return position + start | start_flags << 64 | (fed - start) << 128 | (self._used - done) << 256
        finally:
            decoder.setstate(kept)

    def seek(self, cookie, whence=0, /):
        self._checkClosed()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            whence, cookie = 0, self.tell()
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
            self.flush()
            position = self._stream().seek(0, 2)
            self._forget()
            if self._decoder is not None:
                self._decoder.reset()
            if position:
                (self._encoder or self._make_encoder()).setstate(0)
            return position
        if whence != 0:
            raise ValueError("invalid whence (%r, should be 0, 1 or 2)" % (whence,))
        if cookie < 0:
            raise ValueError("negative seek position %r" % (cookie,))
        self.flush()
        mask = (1 << 64) - 1
        position, flags = cookie & mask, cookie >> 64 & mask
        feed, last, skip = cookie >> 128 & mask, cookie >> 192 & mask, cookie >> 256
        self._stream().seek(position)
        self._forget()
        if cookie == 0:
            if self._decoder is not None:
                self._decoder.reset()
        elif self._decoder is not None or flags or skip:
            (self._decoder or self._make_decoder()).setstate((b"", flags))
            self._snapshot = flags, b""
        if skip:
            data = self._stream().read(feed)
            self._decoded = self._decoder.decode(data, bool(last))
            self._snapshot = flags, data
            if len(self._decoded) < skip:
                raise OSError("can't restore logical file position")
            self._used = skip
        if self._encoder is not None or cookie:
            encoder = self._encoder or self._make_encoder()
            if cookie:
                encoder.setstate(0)
            else:
                encoder.reset()
        return cookie

    def truncate(self, pos=None, /):
        self.flush()
        return self._stream().truncate(self.tell() if pos is None else pos)


def _text_over(binary, encoding, errors, newline, line_buffering, mode):
    """The text layer of open() for encodings that the native one does not know."""
    text = TextIOWrapper(binary, encoding, errors, newline, line_buffering)
    text.mode = mode
    return text


for _class in (_IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase, StringIO, BytesIO, FileIO, BufferedReader,
               BufferedWriter, BufferedRandom, BufferedRWPair, TextIOWrapper, IncrementalNewlineDecoder):
    _class.__module__ = "_io"
    _weft.name_in_full(_class, "_io." + _class.__name__)
for _class in (FileIO, _io.FileIO):
    RawIOBase.register(_class)
for _class in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair, _io.BufferedReader,
               _io.BufferedWriter, _io.BufferedRandom):
    BufferedIOBase.register(_class)
for _class in (StringIO, TextIOWrapper, _io.TextIOWrapper):
    TextIOBase.register(_class)
del _class, _name
