"""Objects as bytes and back: all protocols, 0 to 5, with the bytes that CPython writes.

Pickler and dump(), dumps() are here, Unpickler and load(), loads() in _pickle_load. An object is written by
what its type's entry in `_savers` does, else by what its __reduce_ex__ tells. A pickle can make its reader
call anything: load only what you trust.
"""
import copyreg
import functools
import sys
import types
import _pickling
from copyreg import dispatch_table # so that pickle.dispatch_table is there
from struct import pack

from _pickle_names import (IMPORT_NAMES, MODULE_NAMES, PickleError, PicklingError, UnpicklingError,
                           find_attribute as _find_attribute)

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load",
           "loads"]

format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
bytes_types = (bytes, bytearray)

_BATCH = 1000
_FRAME_LEAST = 4
_FRAME_TARGET = 64 * 1024
_HEADERS = [bytes((0x80, protocol)) for protocol in range(HIGHEST_PROTOCOL + 1)]


def encode_long(x):
    """The shortest little-endian two's complement of an int; b"" for 0."""
    if x == 0:
        return b""
    size = (x.bit_length() >> 3) + 1
    result = x.to_bytes(size, "little", signed=True)
    if x < 0 and size > 1 and result[-1] == 0xFF and result[-2] & 0x80:
        result = result[:-1]
    return result


def decode_long(data):
    """What encode_long() has encoded."""
    return int.from_bytes(data, "little", signed=True)


def whichmodule(obj, name):
    """The name of the module in which an object is found, "__main__" if nothing better is known."""
    module_name = getattr(obj, "__module__", None)
    if module_name is not None:
        return module_name
    for module_name, module in list(sys.modules.items()):
        if module_name in ("__main__", "__mp_main__") or module is None:
            continue
        try:
            if _find_attribute(module, name)[0] is obj:
                return module_name
        except AttributeError:
            pass
    return "__main__"


class _Framer:
    """Writes to a file; from protocol 4 on in frames, so that a reader can read much at once."""

    def __init__(self, write):
        self._write = write
        self._frame = None
        self._size = 0

    def start(self):
        self._frame = []
        self._size = 0

    def end(self):
        if self._size > 0:
            self.commit(force=True)
        self._frame = None

    def commit(self, force=False):
        if self._frame is not None and (self._size >= _FRAME_TARGET or force):
            data = b"".join(self._frame)
            if len(data) >= _FRAME_LEAST:
                self._write(b"\x95" + pack("<Q", len(data)))
            self._write(data)
            self.start()

    def write(self, data):
        if self._frame is None:
            self._write(data)
        else:
            self._frame.append(data)
            self._size += len(data)

    def write_large(self, header, payload):
        """Outside of any frame, without a copy of the payload."""
        if self._frame is not None:
            self.commit(force=True)
            self._write(header)
            self._write(payload)
        else:
            self._write(header + payload)


class Pickler:
    """Writes pickles to a file; objects that were written before are written as references.

    Subclasses may define persistent_id(obj) and reducer_override(obj); the attribute dispatch_table, when
    there, stands for copyreg.dispatch_table. The usual objects are written by _pickling.save(), in C, which
    calls the methods here for the others.
    """

    __module__ = "_pickle"

    def __init__(self, file, protocol=None, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError("pickle protocol must be <= %d" % HIGHEST_PROTOCOL)
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        try:
            write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self._framer = framer = _Framer(write)
        self._write = framer.write
        self._plain = False     # whether _pickling may decide what is done with each object
        self.memo = {}  # by id: (number, object)
        self.proto = protocol
        self.bin = protocol >= 1
        self.fast = 0
        self._fix_imports = fix_imports and protocol < 3

    def clear_memo(self):
        """Forgets what was written: the next objects are written whole again."""
        self.memo.clear()

    def dump(self, obj):
        """Writes one object."""
        if not hasattr(self, "_framer"):
            raise PicklingError("Pickler.__init__() was not called by %s.__init__()" % type(self).__name__)
        kind = type(self)
        self._plain = self.bin and "persistent_id" not in self.__dict__ and (
            kind is Pickler or kind.persistent_id is Pickler.persistent_id and kind.save is Pickler.save and
            kind.memoize is Pickler.memoize)
        if self.proto >= 2:
            self._write(_HEADERS[self.proto])
        if self.proto >= 4:
            self._framer.start()
        self.save(obj)
        self._write(b".")
        self._framer.end()

    def persistent_id(self, obj):
        return None

    def memoize(self, obj):
        if self.fast:
            return
        number = len(self.memo)
        if self.proto >= 4:
            self._write(b"\x94")
        elif not self.bin:
            self._write(b"p%d\n" % number)
        else:
            self._write(pack("<cB", b"q", number) if number < 256 else pack("<cI", b"r", number))
        self.memo[id(obj)] = number, obj

    def _reference(self, obj):
        """The bytes that push what was memoized for an object."""
        number = self.memo[id(obj)][0]
        if not self.bin:
            return b"g%d\n" % number
        return pack("<cB", b"h", number) if number < 256 else pack("<cI", b"j", number)

    def save(self, obj, save_persistent_id=True):
        """Writes what makes a reader push an equal object."""
        if self._plain:
            _pickling.save(self, self._framer, self.memo, self.proto, self.fast, obj)
            return
        self._framer.commit()
        if save_persistent_id:
            name = self.persistent_id(obj)
            if name is not None:
                self._save_persistent(name)
                return
        if id(obj) in self.memo:
            self._write(self._reference(obj))
            return
        result = self._reduced(obj)
        if result is not None:
            self._save_reduced(result, obj)

    def _save_exact(self, obj):
        _savers[type(obj)](self, obj)

    def _reduced(self, obj):
        """What the object's reduction is; None when it has been written without one."""
        kind = type(obj)
        saver = _savers.get(kind)
        if saver is not None and kind not in _overridable:
            saver(self, obj)
            return None
        override = getattr(self, "reducer_override", None)
        if override is not None:
            result = override(obj)
            if result is not NotImplemented:
                return self._checked_reduction(result)
        if saver is not None:
            saver(self, obj)
            return None
        reduce = getattr(self, "dispatch_table", copyreg.dispatch_table).get(kind)
        if reduce is not None:
            return self._checked_reduction(reduce(obj))
        if issubclass(kind, type):
            self._save_global(obj)
            return None
        reduce = getattr(obj, "__reduce_ex__", None)
        if reduce is not None:
            return self._checked_reduction(reduce(self.proto))
        reduce = getattr(obj, "__reduce__", None)
        if reduce is not None:
            return self._checked_reduction(reduce())
        raise PicklingError("can't pickle '%s' object: %r" % (kind.__name__, obj))

    def _checked_reduction(self, result):
        if not isinstance(result, (str, tuple)):
            raise PicklingError("__reduce__ must return a string or tuple")
        return result

    def _save_reduced(self, result, obj):
        if isinstance(result, str):
            self._save_global(obj, result)
            return
        if not 2 <= len(result) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        self._save_reduction(*result, obj=obj)

    def _save_persistent(self, name):
        if self.bin:
            self.save(name, save_persistent_id=False)
            self._write(b"Q")
            return
        try:
            self._write(b"P" + str(name).encode("ascii") + b"\n")
        except UnicodeEncodeError:
            raise PicklingError("persistent IDs in protocol 0 must be ASCII strings") from None

    # ---- what __reduce__ gave ----

    def _save_reduction(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *,
                        obj=None):
        if not isinstance(args, tuple):
            raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
        if not callable(func):
            raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
        name = getattr(func, "__name__", "") if self.proto >= 2 else ""
        if name == "__newobj_ex__":
            self._save_new_with_keywords(obj, *args)
        elif name == "__newobj__":
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError("args[0] from __newobj__ args has the wrong class")
            self.save(cls)
            self.save(args[1:])
            self._write(b"\x81")
        else:
            self.save(func)
            self.save(args)
            self._write(b"R")
        if obj is not None:
            # The arguments may have led back to the object, which is known by now.
            if id(obj) in self.memo:
                self._write(b"0" + self._reference(obj))
            else:
                self.memoize(obj)
        if listitems is not None:
            self._save_items(listitems, 1, b"a", b"e")
        if dictitems is not None:
            self._save_items(dictitems, 2, b"s", b"u")
        if state is not None:
            if state_setter is None:
                self.save(state)
                self._write(b"b")
            else:
                self.save(state_setter)
                self.save(obj)
                self.save(state)
                self._write(b"\x86R0")

    def _save_new_with_keywords(self, obj, cls, args, keywords):
        if not hasattr(cls, "__new__"):
            raise PicklingError("args[0] from __newobj_ex__ args has no __new__")
        if obj is not None and cls is not obj.__class__:
            raise PicklingError("args[0] from __newobj_ex__ args has the wrong class")
        if self.proto >= 4:
            self.save(cls)
            self.save(args)
            self.save(keywords)
            self._write(b"\x92")
        else:
            self.save(functools.partial(cls.__new__, cls, *args, **keywords))
            self.save(())
            self._write(b"R")

    def _save_parts(self, item, width):
        if width == 1:
            self.save(item)
        else:
            key, value = item
            self.save(key)
            self.save(value)

    def _save_items(self, items, width, one, many):
        """Items of a list (width 1) or pairs of a dict (2), in batches behind a mark."""
        if not self.bin:
            for item in items:
                self._save_parts(item, width)
                self._write(one)
            return
        items = iter(items)
        absent = object()
        count = _BATCH
        while count == _BATCH:
            first = next(items, absent)
            if first is absent:
                return
            item = next(items, absent)
            if item is absent:
                self._save_parts(first, width)
                self._write(one)
                return
            self._write(b"(")
            self._save_parts(first, width)
            count = 1
            while item is not absent:
                self._save_parts(item, width)
                count += 1
                if count == _BATCH:
                    break
                item = next(items, absent)
            self._write(many)

    def _save_known_items(self, items, size, width, one, many):
        """As _save_items(), for a list or dict whose size is known: only a single item goes without mark."""
        if size <= 1 or not self.bin:
            self._save_items(items, width, one, many)
            return
        items = iter(items)
        done = 0
        count = _BATCH
        # As in CPython, a dict of whole batches has an empty one at its end, a list has not.
        while done < size or (width == 2 and count == _BATCH):
            self._write(b"(")
            count = 0
            for item in items:
                self._save_parts(item, width)
                count += 1
                if count == _BATCH:
                    break
            else:
                done = size
            done += count
            self._write(many)

    # ---- one method for each exact type ----

    def _save_none(self, obj):
        self._write(b"N")

    def _save_bool(self, obj):
        if self.proto >= 2:
            self._write(b"\x88" if obj else b"\x89")
        else:
            self._write(b"I01\n" if obj else b"I00\n")

    def _save_int(self, obj):
        small = -0x80000000 <= obj <= 0x7FFFFFFF
        if self.bin and small:
            if 0 <= obj <= 0xFF:
                self._write(pack("<cB", b"K", obj))
            elif 0 <= obj <= 0xFFFF:
                self._write(pack("<cH", b"M", obj))
            else:
                self._write(pack("<ci", b"J", obj))
        elif self.proto >= 2:
            data = encode_long(obj)
            if len(data) < 256:
                self._write(pack("<BB", 0x8A, len(data)) + data)
            else:
                self._write(pack("<Bi", 0x8B, len(data)) + data)
        elif small:
            self._write(b"I%d\n" % obj)
        else:
            self._write(b"L" + repr(obj).encode("ascii") + b"L\n")

    def _save_float(self, obj):
        self._write(pack(">cd", b"G", obj) if self.bin else b"F" + repr(obj).encode("ascii") + b"\n")

    def _save_sized(self, data, short, middle, long):
        """Bytes behind their length; `short` and `long` are None where the protocol has no such form."""
        size = len(data)
        if size <= 0xFF and short is not None:
            self._write(short + bytes((size,)) + data)
        elif size > 0xFFFFFFFF and long is not None:
            self._framer.write_large(long + pack("<Q", size), data)
        elif size >= _FRAME_TARGET:
            self._framer.write_large(middle + pack("<I", size), data)
        else:
            self._write(middle + pack("<I", size) + data)

    def _save_bytes(self, obj):
        if self.proto < 3:
            if not obj:
                self._save_reduction(bytes, (), obj=obj)
            else:
                import codecs
                self._save_reduction(codecs.encode, (str(obj, "latin1"), "latin1"), obj=obj)
            return
        self._save_sized(obj, b"C", b"B", b"\x8e" if self.proto >= 4 else None)
        self.memoize(obj)

    def _save_bytearray(self, obj):
        if self.proto < 5:
            self._save_reduction(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        header = b"\x96" + pack("<Q", len(obj))
        if len(obj) >= _FRAME_TARGET:
            self._framer.write_large(header, bytes(obj))
        else:
            self._write(header + bytes(obj))
        self.memoize(obj)

    def _save_str(self, obj):
        if self.bin:
            four = self.proto >= 4
            self._save_sized(obj.encode("utf-8", "surrogatepass"), b"\x8c" if four else None, b"X",
                             b"\x8d" if four else None)
        else:
            text = obj.replace("\\", "\\u005c")
            for letter in "\0\n\r\x1a":
                text = text.replace(letter, "\\u%04x" % ord(letter))
            self._write(b"V" + text.encode("raw-unicode-escape") + b"\n")
        self.memoize(obj)

    def _save_tuple(self, obj):
        size = len(obj)
        if size == 0:
            self._write(b")" if self.bin else b"(t")
            return
        short = size <= 3 and self.proto >= 2
        if not short:
            self._write(b"(")
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            # The items have led back to the tuple, which has been written as one of their parts.
            known = self._reference(obj)
            self._write((b"0" * size if short else b"1" if self.bin else b"0" * (size + 1)) + known)
            return
        self._write((b"\x85", b"\x86", b"\x87")[size - 1] if short else b"t")
        self.memoize(obj)

    def _save_list(self, obj):
        self._write(b"]" if self.bin else b"(l")
        self.memoize(obj)
        self._save_known_items(obj, len(obj), 1, b"a", b"e")

    def _save_dict(self, obj):
        self._write(b"}" if self.bin else b"(d")
        self.memoize(obj)
        self._save_known_items(obj.items(), len(obj), 2, b"s", b"u")

    def _save_set(self, obj):
        if self.proto < 4:
            self._save_reduction(set, (list(obj),), obj=obj)
            return
        self._write(b"\x8f")
        self.memoize(obj)
        items = list(obj)
        for start in range(0, len(items) + 1 if items else 0, _BATCH):
            self._write(b"(")
            for item in items[start:start + _BATCH]:
                self.save(item)
            self._write(b"\x90")

    def _save_frozenset(self, obj):
        if self.proto < 4:
            self._save_reduction(frozenset, (list(obj),), obj=obj)
            return
        self._write(b"(")
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            self._write(b"1" + self._reference(obj))
            return
        self._write(b"\x91")
        self.memoize(obj)

    def _save_type(self, obj):
        for single in (None, NotImplemented, ...):
            if obj is type(single):
                self._save_reduction(type, (single,), obj=obj)
                return
        self._save_global(obj)

    def _save_singleton(self, obj):
        self._save_global(obj, "Ellipsis" if obj is ... else "NotImplemented")

    # ---- names ----

    def _save_global(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        name = sys.intern(name)
        module_name = sys.intern("builtins" if obj is ... or obj is NotImplemented else whichmodule(obj, name))
        parent, last = self._find_global(obj, module_name, name)
        if self.proto >= 2:
            code = copyreg._extension_registry.get((module_name, name))
            if code is not None:
                self._write(pack("<BB", 0x82, code) if code <= 0xFF else
                            pack("<BH", 0x83, code) if code <= 0xFFFF else pack("<Bi", 0x84, code))
                return
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self._write(b"\x93")
        elif last != name:
            self._save_reduction(getattr, (parent, last))
        else:
            if self._fix_imports:
                pair = IMPORT_NAMES.get((module_name, name))
                if pair is not None:
                    module_name, name = pair
                else:
                    module_name = MODULE_NAMES.get(module_name, module_name)
            encoding = "utf-8" if self.proto >= 3 else "ascii"
            try:
                line = b"c" + module_name.encode(encoding) + b"\n" + name.encode(encoding) + b"\n"
            except UnicodeEncodeError:
                raise PicklingError("can't pickle global identifier '%s.%s' using pickle protocol %d"
                                    % (module_name, name, self.proto)) from None
            self._write(line)
        self.memoize(obj)

    def _find_global(self, obj, module_name, name):
        """(where the object is an attribute, under what name); PicklingError where it is not found."""
        try:
            __import__(module_name, level=0)
            module = sys.modules[module_name]
        except (ImportError, KeyError):
            raise PicklingError("Can't pickle %r: import of module %r failed" % (obj, module_name)) from None
        if "<locals>" in name.split("."):
            raise AttributeError("Can't pickle local object %r" % name)
        try:
            found, parent = _find_attribute(module, name)
        except AttributeError:
            raise PicklingError("Can't pickle %r: attribute lookup %s on %s failed"
                                % (obj, name, module_name)) from None
        if found is not obj:
            raise PicklingError("Can't pickle %r: it's not the same object as %s.%s"
                                % (obj, module_name, name))
        return parent, name.rpartition(".")[2]


_savers = {
    type(None): Pickler._save_none, bool: Pickler._save_bool, int: Pickler._save_int,
    float: Pickler._save_float, bytes: Pickler._save_bytes, bytearray: Pickler._save_bytearray,
    str: Pickler._save_str, tuple: Pickler._save_tuple, list: Pickler._save_list, dict: Pickler._save_dict,
    set: Pickler._save_set, frozenset: Pickler._save_frozenset, type: Pickler._save_type,
    types.FunctionType: Pickler._save_global, type(...): Pickler._save_singleton,
    type(NotImplemented): Pickler._save_singleton,
}
# Of these, a subclass of Pickler may decide by reducer_override.
_overridable = {type, types.FunctionType}

_Pickler = Pickler


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Writes an object to a file that is open for bytes."""
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The bytes that dump() would write."""
    file = _Parts()
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return b"".join(file.parts)


class _Parts:
    """The file of dumps()."""
    __slots__ = ("parts", "write")

    def __init__(self):
        self.parts = []
        self.write = self.parts.append


from _pickle_load import Unpickler, load, loads

_Unpickler = Unpickler
