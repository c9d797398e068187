"""Streams of `io` in memory: StringIO and BytesIO.

They have no lock of their own: threads that share one bring theirs. readline(), __next__() and write(), and read() of
BytesIO, come from `_io_memory_work`, in C, which leaves the unusual cases to the methods with an underscore here.
"""
import _io_memory_work
from _io_base import _BufferedIOBase, _TextIOBase, _size
from _io_newlines import IncrementalNewlineDecoder, _check_newline, _line_end


def _full_name(cls):
    """How errors name a class: those of this module by the module that programs know."""
    return "_io." + cls.__name__ if cls in (StringIO, BytesIO) else cls.__name__


def _check_state(position, more, place, last_place, but="got"):
    """What __setstate__ gets for the position and for a program's own attributes."""
    if not isinstance(position, int):
        raise TypeError("%s item of state must be an integer, %s %s" % (place, but, type(position).__name__))
    if position < 0:
        raise ValueError("position value cannot be negative")
    if more is not None and not isinstance(more, dict):
        raise TypeError("%s item of state should be a dict, got a %s" % (last_place, type(more).__name__))


class StringIO(_TextIOBase):
    """Text in memory."""

    _plain = False            # open, and line ends are what they are: the short ways may be taken

    def __init__(self, initial_value="", newline="\n"):
        if newline != "\n":
            _check_newline(newline, "%r")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError("initial_value must be str or None, not " + type(initial_value).__name__)
        self.__closed = False
        self._start(newline)
        if initial_value:
            if self._plain and type(initial_value) is str:
                self._text = initial_value
                self._size = len(initial_value)
            else:
                self._put(initial_value)
                self._pos = 0

    def _start(self, newline):
        self._newline = newline
        self._plain = newline == "\n"
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

    def _write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError("string argument expected, got %r" % type(s).__name__)
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

    def _readline(self, size):
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

    def _next(self):
        line = self._readline(-1) if type(self) is StringIO else self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0, /):
        self._check()
        if type(pos) is int and pos >= 0 and whence == 0:
            self._pos = pos
            return pos
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
        self._plain = False
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
        hidden = ("_newline", "_plain", "_decoder", "_text", "_parts", "_pos", "_size", "_StringIO__closed")
        more = {key: value for key, value in self.__dict__.items() if key not in hidden}
        return self._value(), self._newline, self._pos, more or None

    def __setstate__(self, state):
        if self.__dict__.get("_StringIO__closed"):
            raise ValueError("__setstate__ on closed file")
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError("%s.__setstate__ argument should be 4-tuple, got %s"
                            % (_full_name(type(self)), type(state).__name__))
        text, newline, position, more = state
        _check_newline(newline, "%r")
        _check_state(position, more, "third", "fourth")
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
            self._write(initial_bytes)
            self._pos = 0

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

    def _read(self, size):
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
        with memoryview(buffer) as items:
            if items.readonly:
                raise TypeError("readinto() argument must be read-write bytes-like object, not %s"
                                % type(buffer).__name__)
            with items.cast("B") as view:
                out = self._data[self._pos:self._pos + len(view)]
                view[:len(out)] = out
        self._pos += len(out)
        return len(out)

    def _readline(self, size):
        self._check()
        size = _size(size)
        end = self._data.find(b"\n", self._pos) + 1 or len(self._data)
        if size >= 0:
            end = min(end, self._pos + size)
        out = bytes(self._data[self._pos:end])
        self._pos += len(out)
        return out

    def _next(self):
        line = self._readline(-1)
        if not line:
            raise StopIteration
        return line

    def _write(self, b):
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        try:
            view = memoryview(b)
        except TypeError:
            raise TypeError("a bytes-like object is required, not '%s'" % type(b).__name__) from None
        if not view.c_contiguous:
            raise BufferError("memoryview: underlying buffer is not C-contiguous")
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
        if self._data:
            self._data.clear()   # BufferError while a view of it is alive
        self.__closed = True

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
                            % (_full_name(type(self)), type(state).__name__))
        data, position, more = state
        _check_state(position, more, "second", "third", "not")
        if "_data" not in self.__dict__: # pickle makes the object without __init__
            self.__init__()
        self._check()
        self._data[:] = data
        self._pos = position
        if more is not None:
            self.__dict__.update(more)


_io_memory_work.extend(StringIO, BytesIO)
