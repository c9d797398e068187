"""Text encodings by name, and files that decode and encode."""
import builtins
import sys

from _codecs import decode, encode
import _codecs
from _codec_functions import *
from _codec_functions import checked as _checked, complete as _complete, surrogateescape_errors, surrogatepass_errors

__all__ = ["register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE",
           "BOM32_LE", "BOM64_BE", "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE",
           "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo", "Codec",
           "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter",
           "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder",
           "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode",
           "iterdecode", "strict_errors", "ignore_errors", "replace_errors",
           "xmlcharrefreplace_errors", "backslashreplace_errors", "namereplace_errors",
           "register_error", "lookup_error"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_UTF16_LE
BOM_UTF32 = BOM_UTF32_LE
BOM32_LE = BOM_UTF16_LE
BOM32_BE = BOM_UTF16_BE
BOM64_LE = BOM_UTF32_LE
BOM64_BE = BOM_UTF32_BE


class CodecInfo(tuple):
    """What codecs.lookup() gives: the functions and classes of one codec"""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        # A tuple of four for programs older than the other three, and all seven by name.
        made = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        vars(made).update(encode=encode, decode=decode, streamreader=streamreader,
                          streamwriter=streamwriter, incrementalencoder=incrementalencoder,
                          incrementaldecoder=incrementaldecoder, name=name)
        if _is_text_encoding is not None:
            made._is_text_encoding = _is_text_encoding
        return made

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} object for encoding {self.name} at {id(self):#x}>"


class Codec:
    """Defines the interface for stateless encoders and decoders."""

    def encode(self, input, errors="strict"):
        """Gives bytes and how much of the text they stand for."""
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        """Gives text and how many of the bytes it stands for."""
        raise NotImplementedError


class _Incremental:
    """What turns input into output piece by piece; `_fresh` is the state before the first piece, in
    which codecs without memory stay."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def reset(self):
        """Forgets the pieces so far."""

    def getstate(self):
        """What the pieces so far left behind."""
        return self._fresh

    def setstate(self, state):
        """Goes on from what getstate() gave."""


class IncrementalEncoder(_Incremental):
    """Encodes input piece by piece."""
    _fresh = 0

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError


class IncrementalDecoder(_Incremental):
    """Decodes input piece by piece."""
    _fresh = b"", 0

    def decode(self, input, final=False):
        raise NotImplementedError


class BufferedIncrementalDecoder(IncrementalDecoder):
    """Keeps undecoded input from one call to the next."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        waiting = self.buffer + input if self.buffer else input
        text, used = self._buffer_decode(waiting, self.errors, final)
        self.buffer = waiting[used:]
        return text

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return (self.buffer, 0)

    def setstate(self, state):
        self.buffer = state[0]


class _Encoder(IncrementalEncoder):
    _name = ""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self._started = False

    def encode(self, input, final=False):
        name = self._name
        if self._started and name in ("utf-16", "utf-32"):
            name += "-le" if sys.byteorder == "little" else "-be"
        elif self._started and name == "utf-8-sig":
            name = "utf-8"
        if input:
            self._started = True
        return encode(input, name, self.errors)

    def reset(self):
        self._started = False

    def getstate(self):
        fresh = {"utf-16": 2, "utf-32": 2, "utf-8-sig": 1}.get(self._name, 0)
        return 0 if self._started else fresh

    def setstate(self, state):
        self._started = not state


class _Decoder(BufferedIncrementalDecoder):
    _name = ""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self._order = None

    def _buffer_decode(self, input, errors, final):
        name = self._order or self._name
        if self._order is None and name in ("utf-16", "utf-32", "utf-8-sig"):
            marks = {"utf-16": ((BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")),
                     "utf-32": ((BOM_UTF32_LE, "utf-32-le"), (BOM_UTF32_BE, "utf-32-be")),
                     "utf-8-sig": ((BOM_UTF8, "utf-8"),)}[name]
            size = len(marks[0][0])
            if len(input) < size and not final:
                return "", 0
            self._order = "utf-8" if name == "utf-8-sig" else name + "-le"
            for mark, order in marks:
                if input.startswith(mark):
                    self._order = order
                    text, used = self._buffer_decode(input[size:], errors, final)
                    return text, used + size
            name = self._order
        used = len(input) if final else _complete(input, name)
        return decode(input[:used], name, errors), used

    def reset(self):
        super().reset()
        self._order = None

    def getstate(self):
        if self._name == "utf-8-sig":
            return self.buffer, int(self._order is None)
        if self._name not in ("utf-16", "utf-32"):
            return self.buffer, 0
        return self.buffer, 2 if self._order is None else int(self._order.endswith("be"))

    def setstate(self, state):
        self.buffer, flag = state
        if self._name == "utf-8-sig":
            self._order = None if flag else "utf-8"
        elif self._name in ("utf-16", "utf-32"):
            self._order = (self._name + "-le", self._name + "-be", None)[flag]


class _OverStream:
    """A layer over a stream of bytes: what it does not have itself is the stream's, and it ends with
    the stream."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def __getattr__(self, name):
        if name == "stream":  # not set yet: there is nothing to ask
            raise AttributeError(name)
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stream.close()

    def __reduce_ex__(self, protocol):
        raise TypeError(f"can't serialize {type(self).__name__}")


class StreamWriter(_OverStream, Codec):
    """Encodes what is written to a stream of bytes."""

    def write(self, object):
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        """For encodings that begin in a special way: the next text begins anew."""

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if not (offset or whence):
            self.reset()


class StreamReader(_OverStream, Codec):
    """Decodes what is read from a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        super().__init__(stream, errors)
        StreamReader.reset(self)

    def _fill(self, size=-1):
        data = self.stream.read() if size < 0 else self.stream.read(size)
        waiting = self.bytebuffer + data
        text, used = self.decode(waiting, self.errors)
        self.bytebuffer = waiting[used:]
        self.charbuffer += text
        return bool(data)

    def read(self, size=-1, chars=-1, firstline=False):
        if chars < 0 and size < 0:
            self._fill()
            result, self.charbuffer = self.charbuffer, ""
            return result
        want = chars if chars >= 0 else size
        while len(self.charbuffer) < want and self._fill(max(want, 64)):
            pass
        result, self.charbuffer = self.charbuffer[:want], self.charbuffer[want:]
        return result

    def readline(self, size=None, keepends=True):
        if size is not None:
            return self._part_of_line(size, keepends)
        while True:
            lines = self.charbuffer.splitlines(True)
            if len(lines) > 1 or (lines and lines[0][-1:] == "\n"):
                break
            if not self._fill(72):
                break
        lines = self.charbuffer.splitlines(True)
        if not lines:
            return ""
        line = lines[0]
        self.charbuffer = self.charbuffer[len(line):]
        return line if keepends else line.splitlines(False)[0]

    def _part_of_line(self, size, keepends):
        while len(self.charbuffer) <= size and self._fill(max(size, 64)):
            pass
        if self.charbuffer[size - 1:size + 1] == "\r\n":
            size += 1
        lines = self.charbuffer[:size].splitlines(True)
        if not lines:
            return ""
        self.charbuffer = self.charbuffer[len(lines[0]):]
        return lines[0] if keepends else lines[0].splitlines(False)[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        """Forgets what was read ahead."""
        self.bytebuffer = b""
        self.charbuffer = ""

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class StreamReaderWriter(_OverStream):
    """A stream that is read and written as text: a StreamReader and a StreamWriter side by side."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        super().__init__(stream, errors)
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def __iter__(self):
        return self

    def __next__(self):
        """The next line; the end of the lines comes from the reader."""
        return next(self.reader)

    def read(self, size=-1):
        """Text of the whole rest, or of about `size` bytes."""
        return self.reader.read(size)

    def readline(self, size=None):
        """Text up to the next end of a line."""
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        """The lines of the whole rest."""
        return self.reader.readlines(sizehint)

    def write(self, data):
        """Writes a text."""
        return self.writer.write(data)

    def writelines(self, list):
        """Writes texts one after the other."""
        return self.writer.writelines(list)

    def reset(self):
        for half in self.reader, self.writer:
            half.reset()

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        if not (offset or whence):
            self.writer.reset()  # at the very start, as with a new stream


_search_functions = []
_found = {}


def register(search_function):
    """Adds a function that finds codecs by name."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _search_functions.append(search_function)


def unregister(search_function):
    """Takes such a function away, and forgets what was found."""
    if search_function in _search_functions:
        _search_functions.remove(search_function)
    _found.clear()


def _builtin_codec(name):
    def encode_text(input, errors="strict"):
        return encode(input, name, errors), len(input)

    def decode_bytes(input, errors="strict"):
        return decode(input, name, errors), len(input)

    class IncrementalEncoder(_Encoder):
        _name = name

    class IncrementalDecoder(_Decoder):
        _name = name

    class Writer(StreamWriter):
        def __init__(self, stream, errors="strict"):
            self._pieces = IncrementalEncoder(errors)
            super().__init__(stream, errors)

        def encode(self, input, errors="strict"):
            self._pieces.errors = errors
            return self._pieces.encode(input), len(input)

        def reset(self):
            self._pieces.reset()

    class Reader(StreamReader):
        def __init__(self, stream, errors="strict"):
            self._pieces = IncrementalDecoder(errors)
            super().__init__(stream, errors)

        def decode(self, input, errors="strict"):
            return self._pieces._buffer_decode(input, errors, False)

        def reset(self):
            super().reset()
            self._pieces.reset()

    Writer.__name__ = Writer.__qualname__ = "StreamWriter"
    Reader.__name__ = Reader.__qualname__ = "StreamReader"
    return CodecInfo(encode_text, decode_bytes, Reader, Writer, IncrementalEncoder,
                     IncrementalDecoder, name)


def lookup(encoding):
    """The codec of a name."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    found = _found.get(encoding)
    if found is not None:
        return found
    name = _codecs.canonical_name(encoding)
    if name is not None:
        found = _builtin_codec(name)
    else:
        normal = encoding.lower().replace(" ", "_").replace("-", "_")
        for search in _search_functions:
            found = search(normal)
            if found is not None:
                if not isinstance(found, tuple) or len(found) != 4:
                    raise TypeError("codec search functions must return 4-tuples")
                break
        else:
            import _encodings
            found = _encodings.find(normal)
            if found is None:
                raise LookupError(f"unknown encoding: {encoding}")
    _found[encoding] = found
    return found


def _text_codec(encoding, function):
    info = lookup(encoding)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(f"{encoding!r} is not a text encoding; use codecs.{function}() to handle "
                          "arbitrary codecs")
    return info


# Exceptions that say more than a message: they are not made again with another one.
_TELLING = (OSError, UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError, ImportError, AttributeError,
            NameError, StopIteration, SystemExit, SyntaxError, BaseExceptionGroup)


def _is_plain(error):
    own = any("__init__" in vars(cls) or "__new__" in vars(cls)
              for cls in type(error).__mro__ if cls.__flags__ & 1 << 9) # classes of programs
    simple = not error.args or len(error.args) == 1 and isinstance(error.args[0], str)
    return simple and not own and not vars(error) and not isinstance(error, _TELLING)


def _convert(info, direction, input, encoding, errors):
    """What a codec makes of the input. An exception names the codec, too."""
    try:
        result = getattr(info, direction + "e")(input, errors)
    except Exception as error:
        if not _is_plain(error):
            raise
        raise type(error)(f"{direction}ing with {encoding!r} codec failed ({type(error).__name__}: {error})") from error
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f"{direction}er must return a tuple (object, integer)")
    return result[0]


def _convert_any(direction, input, encoding, errors):
    """codecs.encode and codecs.decode for the encodings that are looked up here."""
    return _convert(lookup(encoding), direction, input, encoding, errors)


def _encode_text(text, encoding, errors):
    """str.encode for the encodings that are looked up here."""
    result = _convert(_text_codec(encoding, "encode"), "encod", text, encoding, errors)
    if not isinstance(result, bytes):
        raise TypeError(f"{encoding!r} encoder returned {type(result).__name__!r} instead of 'bytes'; "
                        "use codecs.encode() to encode to arbitrary types")
    return result


def _decode_text(data, encoding, errors):
    """bytes.decode for the encodings that are looked up here."""
    result = _convert(_text_codec(encoding, "decode"), "decod", data, encoding, errors)
    if not isinstance(result, str):
        raise TypeError(f"{encoding!r} decoder returned {type(result).__name__!r} instead of 'str'; "
                        "use codecs.decode() to decode to arbitrary types")
    return result


def _member(name, encoding):
    """One of the things that a codec has; LookupError for one that it lacks."""
    found = getattr(lookup(encoding), name)
    if found is None:
        raise LookupError(encoding)
    return found


def getencoder(encoding):
    return lookup(encoding).encode


def getincrementalencoder(encoding):
    return _member("incrementalencoder", encoding)


def getwriter(encoding):
    return lookup(encoding).streamwriter


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementaldecoder(encoding):
    return _member("incrementaldecoder", encoding)


def getreader(encoding):
    return lookup(encoding).streamreader


def _converted(convert, pieces, end):
    """What comes of each piece and of the end, without what is empty."""
    yield from filter(None, map(convert, pieces))
    rest = convert(end, True)
    if rest:
        yield rest


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes texts one after the other."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    yield from _converted(encoder.encode, iterator, "")


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes pieces of bytes one after the other; a character may lie in two of them."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    yield from _converted(decoder.decode, iterator, b"")


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file of text in an encoding, over a binary file that is opened in the mode."""
    if encoding is not None and "b" not in mode:
        mode = mode + "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        result = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        result.encoding = encoding
        return result
    except:
        file.close()
        raise


class StreamRecoder(_OverStream):
    """Reads and writes bytes in one encoding over a stream in another: `encode` and `decode` are those of what
    the program sees, `Reader` and `Writer` those of what stands in the stream."""
    data_encoding = file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        super().__init__(stream, errors)
        self.encode, self.decode = encode, decode
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def _seen(self, text):
        return self.encode(text, self.errors)[0]

    def read(self, size=-1):
        return self._seen(self.reader.read(size))

    def readline(self, size=None):
        return self._seen(self.reader.readline() if size is None else self.reader.readline(size))

    def readlines(self, sizehint=None):
        return self._seen(self.reader.read()).splitlines(keepends=True)

    def __next__(self):
        return self._seen(next(self.reader))

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(b"".join(list))

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A file that reads and writes bytes of one encoding over a file in another."""
    file_encoding = file_encoding or data_encoding
    seen, stands = lookup(data_encoding), lookup(file_encoding)
    made = StreamRecoder(file, seen.encode, seen.decode, stands.streamreader, stands.streamwriter, errors)
    made.data_encoding, made.file_encoding = data_encoding, file_encoding
    return made


_ANY = UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError


def strict_errors(exception):
    if not isinstance(exception, BaseException):
        raise TypeError("codec must pass exception instance")
    raise exception


def ignore_errors(error):
    return "", _checked(error, *_ANY).end


def replace_errors(error):
    _checked(error, *_ANY)
    count = error.end - error.start
    if isinstance(error, UnicodeEncodeError):
        return "?" * count, error.end
    if isinstance(error, UnicodeDecodeError):
        return "\ufffd", error.end
    return "\ufffd" * count, error.end


def xmlcharrefreplace_errors(error):
    _checked(error, UnicodeEncodeError)
    return "".join(f"&#{ord(c)};" for c in error.object[error.start:error.end]), error.end


def backslashreplace_errors(error):
    _checked(error, *_ANY)
    part = error.object[error.start:error.end]
    if isinstance(error, UnicodeDecodeError):
        return "".join(f"\\x{byte:02x}" for byte in part), error.end
    out = []
    for c in map(ord, part):
        out.append(f"\\x{c:02x}" if c < 256 else f"\\u{c:04x}" if c < 65536 else f"\\U{c:08x}")
    return "".join(out), error.end


def namereplace_errors(error):
    import unicodedata
    _checked(error, UnicodeEncodeError)
    out = []
    for c in error.object[error.start:error.end]:
        name = unicodedata.name(c, None)
        out.append("\\N{%s}" % name if name else ascii(c)[1:-1])
    return "".join(out), error.end


_handlers = {"strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
             "xmlcharrefreplace": xmlcharrefreplace_errors,
             "backslashreplace": backslashreplace_errors, "namereplace": namereplace_errors,
             "surrogateescape": surrogateescape_errors, "surrogatepass": surrogatepass_errors}


def register_error(errors, handler):
    """Enters a function that decides about errors under a name."""
    if not callable(handler):
        raise TypeError("handler must be callable")
    _handlers[errors] = handler
    _codecs.register_error(errors, handler)


def lookup_error(errors):
    """The function that was entered under the name."""
    try:
        return _handlers[errors]
    except KeyError:
        raise LookupError(f"unknown error handler name '{errors}'") from None


_escaped = {"\n": b"", "\\": b"\\", "'": b"'", '"': b'"', "a": b"\a", "b": b"\b", "f": b"\f", "n": b"\n",
            "r": b"\r", "t": b"\t", "v": b"\v"}


def escape_decode(data, errors="strict", /):
    """Bytes in which backslashes mean what they mean in a bytes literal, and how many there were."""
    text = data if isinstance(data, str) else str(bytes(data), "latin-1")
    if isinstance(data, str):
        text = str(data.encode("utf-8"), "latin-1")
    out = []
    at, size = 0, len(text)
    while True:
        mark = text.find("\\", at)
        out.append(text[at:mark if mark >= 0 else size].encode("latin-1"))
        if mark < 0:
            return b"".join(out), len(data)
        letter = text[mark + 1:mark + 2]
        at = mark + 2
        if not letter:
            raise ValueError("Trailing \\ in string")
        if letter in _escaped:
            out.append(_escaped[letter])
        elif letter in "01234567":
            end = at
            while end < mark + 4 and text[end:end + 1] in ("0", "1", "2", "3", "4", "5", "6", "7"):
                end += 1
            out.append(bytes((int(text[mark + 1:end], 8) & 0xFF,)))
            at = end
        elif letter == "x":
            digits = text[at:at + 2]
            if len(digits) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
                out.append(bytes((int(digits, 16),)))
                at += 2
            elif errors in ("replace", "ignore"):
                out.append(b"?" if errors == "replace" else b"")
                at += len(digits[:1]) if digits[:1] in set("0123456789abcdefABCDEF") else 0
            elif errors == "strict":
                raise ValueError("invalid \\x escape at position %d" % mark)
            else:
                raise ValueError("decoding error; unknown error handling code: %.400s" % errors)
        else:
            out.append(("\\" + letter).encode("latin-1"))


def escape_encode(data, errors="strict", /):
    """Bytes as they stand in a bytes literal with single quotes, and how many there were."""
    if not isinstance(data, bytes):
        raise TypeError("escape_encode() argument 1 must be bytes, not %s" % type(data).__name__)
    shown = repr(data + b'"')[2:-2]  # a double quote in it makes repr choose single quotes
    return shown.encode("ascii"), len(data)


def __getattr__(name):
    if name in ("utf_7_encode", "utf_7_decode"): # with the other encodings that are seldom used
        import _encodings
        return getattr(_encodings, name)
    raise AttributeError(f"module 'codecs' has no attribute {name!r}")
