"""The hash functions blake2b and blake2s with all their parameters. The native module _blake2_work computes."""
import _blake2_work
from operator import index as _index


def _within(value, name, low, high):
    number = _index(value)
    if not -0x80000000 <= number <= 0x7FFFFFFF:
        raise OverflowError("Python int too large to convert to C int")
    if not low <= number <= high:
        raise ValueError("%s must be between %d and %s%d" % (name, low, "is " if name == "inner_size" else "", high))
    return number


def _unsigned(value, name, size):
    """A number of so many bytes, the last first."""
    number = _index(value)
    if number < 0:
        raise ValueError("value must be positive")
    if number.bit_length() > 64:
        raise OverflowError("int too big to convert")
    if number.bit_length() > 8 * size:
        raise OverflowError("%s is too large" % name)
    return number.to_bytes(size, "little")


def _piece(value, name, most):
    try:
        data = bytes(memoryview(value))
    except TypeError:
        raise TypeError("a bytes-like object is required, not '%s'" % type(value).__name__) from None
    if len(data) > most:
        raise ValueError("maximum %s length is %d bytes" % (name, most))
    return data


class _Blake2:
    """What both have in common."""
    __slots__ = ("_state", "digest_size")

    def __new__(cls, data=b"", /, *, digest_size=None, key=b"", salt=b"", person=b"", fanout=1, depth=1, leaf_size=0,
                node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True):
        most = cls.MAX_DIGEST_SIZE
        digest_size = most if digest_size is None else _index(digest_size)
        if not -0x80000000 <= digest_size <= 0x7FFFFFFF:
            raise OverflowError("Python int too large to convert to C int")
        if not 1 <= digest_size <= most:
            raise ValueError("digest_size must be between 1 and %d bytes" % most)
        salt = _piece(salt, "salt", cls.SALT_SIZE)
        person = _piece(person, "person", cls.PERSON_SIZE)
        tree = bytes((_within(fanout, "fanout", 0, 255), _within(depth, "depth", 1, 255))) + _unsigned(
            leaf_size, "leaf_size", 4) + _unsigned(node_offset, "node_offset", 8 if most == 64 else 6) + bytes((
                _within(node_depth, "node_depth", 0, 255), _within(inner_size, "inner_size", 0, most)))
        key = _piece(key, "key", cls.MAX_KEY_SIZE)
        parameters = bytes((digest_size, len(key))) + tree
        parameters += bytes(most - len(parameters) - cls.SALT_SIZE - cls.PERSON_SIZE)
        parameters += salt.ljust(cls.SALT_SIZE, b"\0") + person.ljust(cls.PERSON_SIZE, b"\0")
        self = object.__new__(cls)
        object.__setattr__(self, "digest_size", digest_size)
        object.__setattr__(self, "_state", _blake2_work.start(most == 64, parameters, key, bool(last_node)))
        self._state.update(data)
        return self

    def __init_subclass__(cls):
        if cls.__module__ != "_blake2":
            raise TypeError("type '_blake2.%s' is not an acceptable base type" % cls.__base__.__name__)

    def __setattr__(self, name, value):
        if hasattr(type(self), name):
            raise AttributeError("'_blake2.%s' object attribute '%s' is read-only" % (type(self).__name__, name))
        raise AttributeError("'_blake2.%s' object has no attribute '%s'" % (type(self).__name__, name))

    @property
    def name(self):
        return type(self).__name__

    @property
    def block_size(self):
        return 2 * self.MAX_DIGEST_SIZE

    def update(self, data, /):
        """Feeds another piece."""
        self._state.update(data)

    def digest(self):
        """The hash of all so far."""
        return self._state.digest()

    def hexdigest(self):
        """digest() as hexadecimal digits."""
        return self._state.digest().hex()

    def copy(self):
        """Another object in the same state."""
        other = object.__new__(type(self))
        object.__setattr__(other, "digest_size", self.digest_size)
        object.__setattr__(other, "_state", self._state.copy())
        return other

    def __repr__(self):
        return "<_blake2.%s object at %#x>" % (type(self).__name__, id(self))


class blake2b(_Blake2):
    """BLAKE2b, for 64-bit machines: digests of 1 to 64 bytes."""
    __slots__ = ()
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 64
    SALT_SIZE = PERSON_SIZE = 16


class blake2s(_Blake2):
    """BLAKE2s, for small machines: digests of 1 to 32 bytes."""
    __slots__ = ()
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 32
    SALT_SIZE = PERSON_SIZE = 8
