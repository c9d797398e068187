"""The functions behind the codecs: whole characters of a piece of bytes, utf_8_decode() and its like, tables of
characters, and the error handlers for lone surrogates. `codecs` has them all under the names here."""
from _codecs import decode as _decode, encode as _encode

__all__ = ["charmap_build", "charmap_decode", "charmap_encode", "make_encoding_map", "make_identity_dict",
           "readbuffer_encode", "utf_16_ex_decode", "utf_32_ex_decode"]

_HEX = frozenset(b"0123456789abcdefABCDEF")
_ESCAPES = {ord("x"): 2, ord("u"): 4, ord("U"): 8}


# ---- pieces ----

def _begins_utf8(tail):
    """Whether the bytes are the beginning of a character, or of a surrogate, that more bytes could complete."""
    first, count = tail[0], len(tail)
    need = 2 if 0xC2 <= first < 0xE0 else 3 if 0xE0 <= first < 0xF0 else 4 if 0xF0 <= first < 0xF5 else 0
    if count >= need:
        return False
    lowest, highest = {0xE0: (0xA0, 0xBF), 0xF0: (0x90, 0xBF), 0xF4: (0x80, 0x8F)}.get(first, (0x80, 0xBF))
    return count == 1 or lowest <= tail[1] <= highest


def _whole_escapes(data, raw):
    """Where an escape begins that the end of the data cuts off."""
    size = len(data)
    at = data.find(b"\\")
    while at >= 0:
        if at + 1 == size:
            return at
        letter = data[at + 1]
        end = at + 2
        if letter in _ESCAPES and not (raw and letter == 120):
            last = end + _ESCAPES[letter]
            while end < last and end < size and data[end] in _HEX:
                end += 1
            if end == size and end < last:
                return at
        elif letter == 78 and not raw:
            if end == size:
                return at
            if data[end] == 123:
                end = data.find(b"}", end) + 1
                if end == 0:
                    return at
        at = data.find(b"\\", end)
    return size


def complete(data, name):
    """How many of the bytes make up whole characters of the encoding."""
    size = len(data)
    if name in ("utf-8", "utf-8-sig"):
        for back in range(1, min(4, size + 1)):
            if data[size - back] & 0xC0 != 0x80:
                return size - back if _begins_utf8(data[size - back:]) else size
        return size
    if name.startswith("utf-16"):
        size &= ~1
        if size >= 2:
            high = data[size - 2] if name.endswith("be") else data[size - 1]
            if 0xD8 <= high < 0xDC:
                size -= 2
        return size
    if name.startswith("utf-32"):
        return size & ~3
    if name in ("unicode-escape", "raw-unicode-escape"):
        return _whole_escapes(data, name[0] == "r")
    return size


# ---- utf_8_decode and its like ----

def _as_bytes(data):
    return data.encode("utf-8") if isinstance(data, str) else bytes(data)


def _functions_of(name):
    escapes = name.endswith("escape")

    def encode_text(str, errors=None, /):
        return _encode(str, name, errors or "strict"), len(str)

    def decode_pieces(data, errors=None, final=escapes, /):
        data = _as_bytes(data) if escapes else bytes(data)
        used = len(data) if final else complete(data, name)
        return _decode(data[:used], name, errors or "strict"), used

    def decode_bytes(data, errors=None, /):
        return _decode(bytes(data), name, errors or "strict"), len(data)

    return encode_text, decode_bytes if name in ("ascii", "latin-1") else decode_pieces


def _install():
    for name in ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
                 "unicode-escape", "raw-unicode-escape"):
        stem = name.replace("-", "_")
        for function, end in zip(_functions_of(name), ("_encode", "_decode")):
            function.__name__ = function.__qualname__ = stem + end
            globals()[stem + end] = function
            __all__.append(stem + end)


_install()


def _ex_decode(data, errors, byteorder, final, name, size):
    # byteorder: 0 look for a mark, -1 little, 1 big; what was found comes third
    start = 0
    if byteorder == 0 and len(data) >= size:
        mark = data[:size]
        little = b"\xff\xfe".ljust(size, b"\0")
        if mark in (little, little[::-1]):
            byteorder, start = -1 if mark == little else 1, size
    order = name + ("-be" if byteorder > 0 else "-le")
    rest = data[start:]
    used = len(rest) if final else complete(rest, order)
    return _decode(rest[:used], order, errors or "strict"), start + used, byteorder


def utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /):
    return _ex_decode(bytes(data), errors, byteorder, final, "utf-16", 2)


def utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /):
    return _ex_decode(bytes(data), errors, byteorder, final, "utf-32", 4)


def readbuffer_encode(data, errors=None, /):
    """The bytes of an object with a buffer, or a text in UTF-8."""
    made = _as_bytes(data)
    return made, len(made)


# ---- tables of characters ----

def make_identity_dict(rng):
    """A table in which each number stands for itself."""
    return {number: number for number in rng}


def make_encoding_map(decoding_map):
    """The table the other way round; None for what several numbers stand for."""
    made = {}
    for byte, character in decoding_map.items():
        made[character] = None if character in made else byte
    return made


def charmap_build(map, /):
    """The table for charmap_encode() of a text for charmap_decode()."""
    return {ord(character): byte for byte, character in enumerate(map) if character != "\ufffe"}


def _decided(problem, errors, size):
    from codecs import lookup_error
    replacement, place = lookup_error(errors or "strict")(problem)
    if place < 0:
        place += size
    if not 0 <= place <= size:
        raise IndexError("position %d from error handler out of bounds" % place)
    return replacement, place


def _mapped_character(mapping, byte):
    try:
        found = mapping[byte]
    except LookupError: # too short a text, or a mapping without the byte
        return None
    if isinstance(found, int):
        if not 0 <= found < 0x110000:
            raise TypeError("character mapping must be in range(0x110000)")
        return None if found == 0xFFFE else chr(found)
    if found is None or isinstance(found, str):
        return None if found == "\ufffe" else found
    raise TypeError("character mapping must return integer, None or str")


def charmap_decode(data, errors=None, mapping=None, /):
    """Text by a table from numbers to characters."""
    data = bytes(data)
    if mapping is None:
        return data.decode("latin-1"), len(data)
    out, at = [], 0
    while at < len(data):
        found = _mapped_character(mapping, data[at])
        if found is None:
            problem = UnicodeDecodeError("charmap", data, at, at + 1, "character maps to <undefined>")
            found, at = _decided(problem, errors, len(data))
        else:
            at += 1
        out.append(found)
    return "".join(out), len(data)


def _mapped_bytes(mapping, character):
    try:
        found = mapping[ord(character)]
    except LookupError:
        return None
    if isinstance(found, int):
        if not 0 <= found < 256:
            raise TypeError("character mapping must be in range(256)")
        return bytes((found,))
    if found is None or isinstance(found, bytes):
        return found
    raise TypeError("character mapping must return integer, bytes or None, not " + type(found).__name__)


def charmap_encode(str, errors=None, mapping=None, /):
    """Bytes by a table from characters to numbers."""
    if mapping is None:
        return _encode(str, "latin-1", errors or "strict"), len(str)
    out, at, size = [], 0, len(str)
    while at < size:
        found = _mapped_bytes(mapping, str[at])
        if found is not None:
            out.append(found)
            at += 1
            continue
        end = at + 1
        while end < size and _mapped_bytes(mapping, str[end]) is None:
            end += 1
        problem = UnicodeEncodeError("charmap", str, at, end, "character maps to <undefined>")
        found, at = _decided(problem, errors, size)
        if not isinstance(found, bytes):
            pieces = [_mapped_bytes(mapping, character) for character in found]
            if None in pieces:
                raise problem
            found = b"".join(pieces)
        out.append(found)
    return b"".join(out), size


# ---- lone surrogates ----

def checked(error, *kinds):
    """The error, where it is one that a handler knows."""
    if not isinstance(error, kinds):
        raise TypeError("don't know how to handle %s in error callback" % type(error).__name__)
    return error


def surrogateescape_errors(error):
    """Bytes that are no text, from 128 on, as surrogates, and back."""
    if isinstance(error, UnicodeEncodeError):
        codes = [ord(character) - 0xDC00 for character in error.object[error.start:error.end]]
        if not all(128 <= code < 256 for code in codes):
            raise error
        return bytes(codes), error.end
    checked(error, UnicodeDecodeError)
    part = error.object[error.start:min(error.end, error.start + 4)]
    count = 0
    while count < len(part) and part[count] >= 128:
        count += 1
    if count == 0:
        raise error
    return "".join(chr(0xDC00 + byte) for byte in part[:count]), error.start + count


def surrogatepass_errors(error):
    """Surrogates as any other character, in the encodings that begin with UTF."""
    checked(error, UnicodeEncodeError, UnicodeDecodeError)
    form = error.encoding.lower().replace("_", "-").replace("utf-", "utf")
    name = {"utf8": "utf-8", "cp65001": "utf-8"}.get(form) or (
        "utf-" + form[3:5] + ("-be" if form.endswith("be") else "-le") if form[:5] in ("utf16", "utf32") else None)
    if name is None:
        raise error
    if isinstance(error, UnicodeEncodeError):
        part = error.object[error.start:error.end]
        if not all("\ud800" <= character <= "\udfff" for character in part):
            raise error
        return _encode(part, name, "surrogatepass"), error.end
    size = {"utf-8": 3, "utf-16": 2, "utf-32": 4}[name[:6].rstrip("-")]
    part = error.object[error.start:error.start + size]
    try:
        text = _decode(part, name, "surrogatepass")
    except UnicodeDecodeError:
        raise error from None
    if len(part) != size or len(text) != 1 or not "\ud800" <= text <= "\udfff":
        raise error
    return text, error.start + size
