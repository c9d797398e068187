"""Reading pickles: a stack machine over the opcodes of all protocols (see pickle)."""
import copyreg
import sys
from _pickling import run
from struct import unpack

from _pickle_names import UnpicklingError, find_attribute, old_to_new

_HIGHEST = 5


class _Stop(Exception):
    def __init__(self, value):
        self.value = value


class _Source:
    """Reads exactly what is asked for: from a frame, data[at:], while there is one, else from the file."""

    def __init__(self, file):
        try:
            self._file_read = file.read
            self._file_line = file.readline
        except AttributeError:
            raise TypeError("file must have 'read' and 'readline' attributes") from None
        self.leave_frame()

    def leave_frame(self):
        self.data = b""
        self.at = 0

    def read_key(self):
        """The next byte; EOFError at the end of the file."""
        at = self.at
        key = self.data[at:at + 1]
        self.at = at + 1
        if not key:
            self.leave_frame()
            key = self._file_read(1)
            if not key:
                raise EOFError("Ran out of input")
        return key

    def read(self, n):
        at, left = self.at, len(self.data) - self.at
        if left > 0:
            if n > left:
                raise UnpicklingError("pickle exhausted before end of frame")
            self.at = at + n
            return self.data[at:at + n]
        data = self._file_read(n)
        if len(data) < n:
            raise UnpicklingError("pickle data was truncated")
        return data

    def readline(self):
        """A line without its end."""
        at = self.at
        if at < len(self.data):
            end = self.data.find(b"\n", at)
            if end < 0:
                raise UnpicklingError("pickle exhausted before end of frame")
            self.at = end + 1
            return self.data[at:end]
        line = self._file_line()
        if line[-1:] != b"\n":
            raise UnpicklingError("pickle data was truncated")
        return line[:-1]

    def enter_frame(self, size):
        if self.at < len(self.data):
            raise UnpicklingError("beginning of a new frame before end of current frame")
        data = self._file_read(size)
        if len(data) < size:
            raise UnpicklingError("pickle data was truncated")
        self.data, self.at = data, 0


class _Memory:
    """The source of loads(): all is there already, so that frames mean nothing."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def leave_frame(self):
        pass

    def read_key(self):
        at = self.at
        key = self.data[at:at + 1]
        if not key:
            raise EOFError("Ran out of input")
        self.at = at + 1
        return key

    def read(self, n):
        at = self.at
        if n > len(self.data) - at:
            raise UnpicklingError("pickle data was truncated")
        self.at = at + n
        return self.data[at:at + n]

    def readline(self):
        at = self.at
        end = self.data.find(b"\n", at)
        if end < 0:
            raise UnpicklingError("pickle data was truncated")
        self.at = end + 1
        return self.data[at:end]

    def enter_frame(self, size):
        if size > len(self.data) - self.at:
            raise UnpicklingError("pickle data was truncated")


class Unpickler:
    """Reads pickles from a file that is open for bytes.

    Subclasses may define persistent_load(pid) and find_class(module, name); the latter is where a program
    restricts what a pickle may name. The common opcodes are run by _pickling.run(), in C.
    """

    __module__ = "_pickle"

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._source = file if type(file) is _Memory else _Source(file)
        self._buffers = iter(buffers) if buffers is not None else None
        self.memo = {}
        self.encoding = encoding
        self.errors = errors
        self.proto = 0
        self.fix_imports = fix_imports

    def load(self):
        """Reads one object."""
        if not hasattr(self, "_source"):
            raise UnpicklingError("Unpickler.__init__() was not called by %s.__init__()" % type(self).__name__)
        source = self._source
        source.leave_frame()
        self.read = source.read
        self.readline = source.readline
        self._marked = []
        self.stack = []
        self.proto = 0
        operations = _operations
        try:
            while True:
                if source.at < len(source.data):
                    source.at = run(self, source.data, source.at, self.stack, self._marked, self.memo)
                key = source.read_key()
                operation = operations.get(key)
                if operation is None:
                    shown = repr(key)[2:-1] if 32 < key[0] < 127 else "\\x%02x" % key[0]
                    raise UnpicklingError("invalid load key, '%s'." % shown)
                operation(self)
        except _Stop as stop:
            return stop.value
        except IndexError as error:
            if self.stack and len(self.stack) > 1 or str(error) not in ("pop from empty list",
                                                                       "list index out of range"):
                raise
            raise self._underflow() from None

    def _underflow(self):
        return UnpicklingError("unexpected MARK found" if self._marked else "unpickling stack underflow")

    def persistent_load(self, pid):
        raise UnpicklingError("A load persistent id instruction was encountered,\n"
                              "but no persistent_load function was specified.")

    def find_class(self, module, name):
        """What a global of a pickle means: it is imported."""
        sys.audit("pickle.find_class", module, name)
        if self.proto < 3 and self.fix_imports:
            modules, names = old_to_new()
            if (module, name) in names:
                module, name = names[module, name]
            else:
                module = modules.get(module, module)
        __import__(module, level=0)
        if self.proto >= 4:
            try:
                return find_attribute(sys.modules[module], name)[0]
            except AttributeError:
                raise AttributeError("Can't get attribute {!r} on {!r}"
                                     .format(name, sys.modules[module])) from None
        try:
            return getattr(sys.modules[module], name)
        except AttributeError:
            raise AttributeError("Can't get attribute {!r} on {!r}".format(name, sys.modules[module])) from None

    # ---- the stack ----

    def _push(self, value):
        self.stack.append(value)

    def _pop_mark(self):
        """What stands above the last mark, which is removed too."""
        items = self.stack
        if not self._marked:
            raise UnpicklingError("could not find MARK")
        self.stack = self._marked.pop()
        return items

    def _mark(self):
        self._marked.append(self.stack)
        self.stack = []

    def _pop(self):
        if self.stack:
            self.stack.pop()
        elif self._marked:
            self._pop_mark()
        else:
            raise self._underflow()

    def _stop(self):
        raise _Stop(self.stack.pop())

    def _protocol(self):
        proto = self.read(1)[0]
        if proto > _HIGHEST:
            raise ValueError("unsupported pickle protocol: %d" % proto)
        self.proto = proto

    def _frame(self):
        size, = unpack("<Q", self.read(8))
        if size > sys.maxsize:
            raise ValueError("frame size > sys.maxsize: %d" % size)
        self._source.enter_frame(size)

    # ---- numbers ----

    def _int_line(self):
        data = self.readline()
        self._push(False if data == b"00" else True if data == b"01" else int(data, 0))

    def _long_line(self):
        data = self.readline()
        self._push(int(data[:-1] if data[-1:] == b"L" else data, 0))

    def _long(self, width):
        size, = unpack("<B" if width == 1 else "<i", self.read(width))
        if size < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self._push(int.from_bytes(self.read(size), "little", signed=True))

    # ---- text and bytes ----

    def _decoded(self, data):
        return data if self.encoding == "bytes" else data.decode(self.encoding, self.errors)

    def _string_line(self):
        data = self.readline()
        if len(data) < 2 or data[:1] != data[-1:] or data[:1] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        import codecs
        self._push(self._decoded(codecs.escape_decode(data[1:-1])[0]))

    def _sized(self, format, width, make):
        size, = unpack(format, self.read(width))
        if size < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        if size > sys.maxsize:
            raise OverflowError("size of an object in a pickle exceeds system's maximum size of %d bytes"
                                % sys.maxsize)
        self._push(make(self.read(size)))

    def _next_buffer(self):
        if self._buffers is None:
            raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given")
        try:
            self._push(next(self._buffers))
        except StopIteration:
            raise UnpicklingError("not enough out-of-band buffers") from None

    def _read_only_buffer(self):
        view = memoryview(self.stack[-1])
        if not view.readonly:
            self.stack[-1] = view.toreadonly()

    # ---- containers ----

    def _tuple(self, size):
        if len(self.stack) < size:
            raise self._underflow()
        items = tuple(self.stack[-size:])
        del self.stack[-size:]
        self._push(items)

    def _marked_dict(self):
        items = self._pop_mark()
        self._push(dict(zip(items[::2], items[1::2])))

    def _append(self):
        value = self.stack.pop()
        self._extend(self.stack[-1], [value])

    def _appends(self):
        items = self._pop_mark()
        self._extend(self.stack[-1], items)

    def _extend(self, into, items):
        extend = getattr(into, "extend", None)
        if extend is not None:
            extend(items)
        else:
            for item in items:
                into.append(item)

    def _set_item(self):
        value = self.stack.pop()
        key = self.stack.pop()
        self.stack[-1][key] = value

    def _set_items(self):
        items = self._pop_mark()
        into = self.stack[-1]
        if len(items) % 2:
            raise UnpicklingError("odd number of items for SETITEMS")
        for index in range(0, len(items), 2):
            into[items[index]] = items[index + 1]

    def _add_items(self):
        items = self._pop_mark()
        into = self.stack[-1]
        if isinstance(into, set):
            into.update(items)
        else:
            for item in items:
                into.add(item)

    # ---- memo ----

    def _get(self, number):
        try:
            self._push(self.memo[number])
        except KeyError:
            raise UnpicklingError("Memo value not found at index %d" % number) from None

    def _put(self, number):
        if number < 0:
            raise ValueError("negative PUT argument")
        self.memo[number] = self.stack[-1]

    # ---- objects ----

    def _global_lines(self):
        module = self.readline().decode("utf-8")
        name = self.readline().decode("utf-8")
        self._push(self.find_class(module, name))

    def _stack_global(self):
        name = self.stack.pop()
        module = self.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self._push(self.find_class(module, name))

    def _extension(self, width):
        code = int.from_bytes(self.read(width), "little", signed=width == 4)
        if code in copyreg._extension_cache:
            self._push(copyreg._extension_cache[code])
            return
        key = copyreg._inverted_registry.get(code)
        if not key:
            if code <= 0:
                raise UnpicklingError("EXT specifies code <= 0")
            raise ValueError("unregistered extension code %d" % code)
        found = self.find_class(*key)
        copyreg._extension_cache[code] = found
        self._push(found)

    def _instantiate(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            self._push(cls(*args))
        else:
            self._push(cls.__new__(cls))

    def _instance_lines(self):
        module = self.readline().decode("ascii")
        name = self.readline().decode("ascii")
        args = self._pop_mark()
        self._instantiate(self.find_class(module, name), args)

    def _object(self):
        args = self._pop_mark()
        self._instantiate(args.pop(0), args)

    def _new(self):
        args = self.stack.pop()
        cls = self.stack.pop()
        self._push(cls.__new__(cls, *args))

    def _new_with_keywords(self):
        keywords = self.stack.pop()
        args = self.stack.pop()
        cls = self.stack.pop()
        self._push(cls.__new__(cls, *args, **keywords))

    def _reduce(self):
        args = self.stack.pop()
        function = self.stack[-1]
        self.stack[-1] = function(*args)

    def _build(self):
        state = self.stack.pop()
        instance = self.stack[-1]
        set_state = getattr(instance, "__setstate__", None)
        if set_state is not None:
            set_state(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            if not isinstance(state, dict):
                raise UnpicklingError("state is not a dictionary")
            attributes = instance.__dict__
            for name, value in state.items():
                attributes[sys.intern(name) if type(name) is str else name] = value
        if slots:
            for name, value in slots.items():
                setattr(instance, name, value)


def _with(method, *args):
    return lambda self: method(self, *args)


def _number(format, width):
    return lambda self: self._push(unpack(format, self.read(width))[0])


def _constant(make):
    return lambda self: self.stack.append(make())


def _text(data):
    return str(data, "utf-8", "surrogatepass")


_U = Unpickler
_operations = {
    b"\x80": _U._protocol, b"\x95": _U._frame, b".": _U._stop, b"(": _U._mark, b"0": _U._pop,
    b"1": _U._pop_mark, b"2": lambda self: self.stack.append(self.stack[-1]),
    b"N": _constant(lambda: None), b"\x88": _constant(lambda: True), b"\x89": _constant(lambda: False),
    b"I": _U._int_line, b"J": _number("<i", 4), b"K": _number("<B", 1), b"M": _number("<H", 2),
    b"L": _U._long_line, b"\x8a": _with(_U._long, 1), b"\x8b": _with(_U._long, 4),
    b"F": lambda self: self._push(float(self.readline())), b"G": _number(">d", 8),
    b"S": _U._string_line, b"T": lambda self: self._sized("<i", 4, self._decoded),
    b"U": lambda self: self._sized("<B", 1, self._decoded),
    b"V": lambda self: self._push(str(self.readline(), "raw-unicode-escape")),
    b"X": _with(_U._sized, "<I", 4, _text), b"\x8c": _with(_U._sized, "<B", 1, _text),
    b"\x8d": _with(_U._sized, "<Q", 8, _text), b"B": _with(_U._sized, "<I", 4, bytes),
    b"C": _with(_U._sized, "<B", 1, bytes), b"\x8e": _with(_U._sized, "<Q", 8, bytes),
    b"\x96": _with(_U._sized, "<Q", 8, bytearray), b"\x97": _U._next_buffer, b"\x98": _U._read_only_buffer,
    b")": _constant(tuple), b"]": _constant(list), b"}": _constant(dict), b"\x8f": _constant(set),
    b"t": lambda self: self._push_marked(tuple), b"l": lambda self: self._push_marked(list),
    b"\x91": lambda self: self._push_marked(frozenset), b"d": _U._marked_dict,
    b"\x85": _with(_U._tuple, 1), b"\x86": _with(_U._tuple, 2), b"\x87": _with(_U._tuple, 3),
    b"a": _U._append, b"e": _U._appends, b"s": _U._set_item, b"u": _U._set_items, b"\x90": _U._add_items,
    b"g": lambda self: self._get(int(self.readline())), b"h": lambda self: self._get(self.read(1)[0]),
    b"j": lambda self: self._get(unpack("<I", self.read(4))[0]),
    b"p": lambda self: self._put(int(self.readline())), b"q": lambda self: self._put(self.read(1)[0]),
    b"r": lambda self: self._put(unpack("<I", self.read(4))[0]),
    b"\x94": lambda self: self._put(len(self.memo)),
    b"c": _U._global_lines, b"\x93": _U._stack_global, b"\x82": _with(_U._extension, 1),
    b"\x83": _with(_U._extension, 2), b"\x84": _with(_U._extension, 4), b"i": _U._instance_lines,
    b"o": _U._object, b"\x81": _U._new, b"\x92": _U._new_with_keywords, b"R": _U._reduce, b"b": _U._build,
    b"P": lambda self: self._push(self.persistent_load(self.readline().decode("ascii"))),
    b"Q": lambda self: self._push(self.persistent_load(self.stack.pop())),
}


def _push_marked(self, make):
    items = self._pop_mark()
    self._push(make(items))


Unpickler._push_marked = _push_marked


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Reads one object from a file that is open for bytes."""
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Reads one object from bytes."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return Unpickler(_Memory(bytes(memoryview(data))), fix_imports=fix_imports, encoding=encoding, errors=errors,
                     buffers=buffers).load()
