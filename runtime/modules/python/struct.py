"""Values as the bytes of C structures, and back."""
import operator as _operator

import _struct
from _struct import calcsize, pack, unpack, unpack_from

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]


class error(Exception):
    pass


def _write(format, buffer, offset, items):
    try:
        view = memoryview(buffer)
    except TypeError:
        raise TypeError("argument must be read-write bytes-like object, not %s" % type(buffer).__name__) from None
    with view:  # released at once, so that the buffer can be resized afterwards
        if view.readonly:
            raise TypeError("argument must be read-write bytes-like object, not %s" % type(buffer).__name__)
        with view.cast("B") as octets:
            _write_bytes(octets, offset, _struct.pack_items(format, items, "pack_into"))


def _write_bytes(view, offset, data):
    size, room = len(data), len(view)
    offset = _operator.index(offset)
    if offset < 0:
        if offset + size > 0:
            raise error("no space to pack %d bytes at offset %d" % (size, offset))
        if offset + room < 0:
            raise error("offset %d out of range for %d-byte buffer" % (offset, room))
        offset += room
    if room - offset < size:
        raise error("pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d "
                    "(actual buffer size is %d)" % (offset + size, size, offset, room))
    view[offset:offset + size] = data


def _check_count(args, known):
    if len(args) <= known:
        raise error("pack_into expected buffer argument")
    if len(args) == known + 1:
        raise error("pack_into expected offset argument")


def pack_into(*args):
    """Packs values into a writable buffer from an offset on."""
    if not args:
        raise TypeError("missing format argument")
    if not _struct.pack_into(args[0], args, 1):
        _check_count(args, 1)
        _write(args[0], args[1], args[2], args[3:])


class unpack_iterator:
    """Unpacks one structure after the other."""

    def __init__(self, *args, **kwargs):
        raise TypeError("cannot create '_struct.unpack_iterator' instances")

    def __iter__(self):
        return self

    def __next__(self):
        at = self._at
        if at >= self._length:
            self._data.release()  # the buffer may be resized again
            raise StopIteration
        item = unpack_from(self._format, self._data, at)
        self._at = at + self._size
        return item

    def __length_hint__(self):
        return (self._length - self._at) // self._size


unpack_iterator.__module__ = "_struct"


def iter_unpack(format, buffer, /):
    """An iterator over all structures in a buffer."""
    size = calcsize(format)
    with memoryview(buffer) as items:
        data = items.cast("B")
    length = len(data)
    if size == 0 or length % size:
        data.release()
        raise error("cannot iteratively unpack with a struct of length 0" if size == 0 else
                    "iterative unpacking requires a buffer of a multiple of %d bytes" % size)
    iterator = object.__new__(unpack_iterator)
    iterator._format, iterator._data, iterator._size = format, data, size
    iterator._length, iterator._at = length, 0
    return iterator


class Struct:
    """A format that is used again and again."""

    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def __init__(self, format):
        size = calcsize(format)
        self._format = format.decode("ascii") if isinstance(format, bytes) else format
        self._size = size

    @property
    def format(self):
        """struct format string"""
        return self._format

    @property
    def size(self):
        """struct size in bytes"""
        return self._size

    def pack(self, *args):
        return _struct.pack_items(self._format, args, "pack")

    def pack_into(self, *args):
        if not _struct.pack_into(self._format, args, 0):
            _check_count(args, 0)
            _write(self._format, args[0], args[1], args[2:])

    def unpack(self, buffer, /):
        return unpack(self._format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self._format, buffer, offset)

    def iter_unpack(self, buffer, /):
        return iter_unpack(self._format, buffer)


Struct.__module__ = "_struct"

import _weft
_weft.name_in_full(Struct, "_struct.Struct")
del _weft
