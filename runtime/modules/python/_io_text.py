"""TextIOWrapper of `io`: text over any binary stream, in any encoding, with a position that can be returned to.

One lock a stream: each operation is whole when threads share the stream.
"""
import _io
from _io_base import UnsupportedOperation, _Native, _TextIOBase, _size
from _io_newlines import IncrementalNewlineDecoder, _check_newline, _line_end
from _thread import RLock as _RLock


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
        self._continue_encoding()

    def _continue_encoding(self):
        """Where the file has begun, the mark at its start stands there already."""
        if self._seekable and self._buffer.writable() and self._buffer.tell() != 0:
            self._make_encoder().setstate(0)

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

    encoding = property(lambda self: self._encoding)
    errors = property(lambda self: self._errors)
    newlines = property(lambda self: getattr(self._decoder, "newlines", None))
    line_buffering = property(lambda self: self._line_buffering)
    write_through = property(lambda self: self._write_through)

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
            self._continue_encoding()
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
        # Positions are known again only when all lines have been given.
        self._telling = False
        if line := self.readline():
            return line
        self._snapshot, self._telling = None, self._seekable
        raise StopIteration

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
