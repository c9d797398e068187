"""Streams: open(), bytes and text in memory, buffers and text layers over other streams.

open() makes native files (`_io`); the classes do the same work over any stream that a program brings, and
count the native files among their instances. They stand in `_io_base`, `_io_newlines`, `_io_memory`,
`_io_buffered` and `_io_text`; this module hands them on, under the names that programs know.
"""
import _io
import _weft
from _io import open
from _io_base import (
    DEFAULT_BUFFER_SIZE, BufferedIOBase, IOBase, RawIOBase, TextIOBase, UnsupportedOperation, _BufferedIOBase,
    _IOBase, _RawIOBase, _TextIOBase)
from _io_buffered import BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, FileIO
from _io_memory import BytesIO, StringIO
from _io_newlines import IncrementalNewlineDecoder
from _io_text import TextIOWrapper, _text_over

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom",
           "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END",
           "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder", "text_encoding"]

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
BlockingIOError = BlockingIOError


def open_code(path):
    """Opens a file of program text, which is read as bytes."""
    if not isinstance(path, str):
        raise TypeError("open_code() argument 'path' must be str, not %s" % type(path).__name__)
    return open(path, "rb")


def text_encoding(encoding, stacklevel=2):
    """The name of the encoding that None stands for."""
    return "locale" if encoding is None else encoding


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
# The classes bear the name of `_io`, so that is where pickle looks for them.
for _class in (_IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase, StringIO, BytesIO, FileIO, BufferedReader,
               BufferedWriter, BufferedRandom, BufferedRWPair, TextIOWrapper, IncrementalNewlineDecoder,
               UnsupportedOperation):
    setattr(_io, _class.__name__, _class)
del _class
