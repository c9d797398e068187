"""Bytes as text of base 64, 32, 16 and 85."""
import binascii
import re

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b32hexencode", "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode", "a85encode",
           "a85decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode"]

bytes_types = (bytes, bytearray)
MAXLINESIZE = 76
MAXBINSIZE = MAXLINESIZE // 4 * 3


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(s, bytes_types):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r"
                        % s.__class__.__name__) from None


def b64encode(s, altchars=None):
    """Encodes in base 64; two other characters may stand for + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """Decodes base 64; characters that do not belong are skipped, or refused with validate."""
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    """Base 64 with - and _ for + and /."""
    return b64encode(s).translate(bytes.maketrans(b"+/", b"-_"))


def urlsafe_b64decode(s):
    return b64decode(_bytes(s).translate(bytes.maketrans(b"-_", b"+/")))


_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _base32_encode(alphabet, s):
    if not isinstance(s, bytes_types):
        s = memoryview(s).tobytes()
    out = bytearray()
    for i in range(0, len(s), 5):
        group = s[i:i + 5]
        number = int.from_bytes(group, "big") << 8 * (5 - len(group))
        digits = bytes(alphabet[number >> shift & 31] for shift in range(35, -1, -5))
        used = (len(group) * 8 + 4) // 5
        out += digits[:used] + b"=" * (8 - used)
    return bytes(out)


def _base32_decode(alphabet, s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    size = len(s)
    s = s.rstrip(b"=")
    pads = size - len(s)
    values = {byte: value for value, byte in enumerate(alphabet)}
    out = bytearray()
    for i in range(0, len(s), 8):
        group = s[i:i + 8]
        number = 0
        try:
            for byte in group:
                number = number << 5 | values[byte]
        except KeyError:
            raise binascii.Error("Non-base32 digit found") from None
        out += (number << 5 * (8 - len(group))).to_bytes(5, "big")
    if size % 8 or pads not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    if pads and out:
        del out[-5 + (43 - 5 * pads) // 8:]
    return bytes(out)


def b32encode(s):
    """Encodes in base 32."""
    return _base32_encode(_B32, s)


def b32decode(s, casefold=False, map01=None):
    """Decodes base 32."""
    return _base32_decode(_B32, s, casefold, map01)


def b32hexencode(s):
    return _base32_encode(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    return _base32_decode(_B32HEX, s, casefold)


def b16encode(s):
    """Encodes in upper-case hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decodes hexadecimal digits; lower-case ones only with casefold."""
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if re.search(b"[^0-9A-F]", s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


_A85 = bytes(range(33, 118))
_B85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"


def _base85_words(s, alphabet, pad, zeros=False, spaces=False):
    if not isinstance(s, bytes_types):
        s = memoryview(s).tobytes()
    missing = -len(s) % 4
    s = s + b"\0" * missing
    pieces = []
    for i in range(0, len(s), 4):
        word = int.from_bytes(s[i:i + 4], "big")
        if zeros and not word:
            pieces.append(b"z")
        elif spaces and word == 0x20202020:
            pieces.append(b"y")
        else:
            digits = []
            for _ in range(5):
                word, digit = divmod(word, 85)
                digits.append(alphabet[digit])
            pieces.append(bytes(reversed(digits)))
    if missing and not pad:
        if pieces[-1] == b"z":
            pieces[-1] = alphabet[0:1] * 5
        pieces[-1] = pieces[-1][:-missing]
    return b"".join(pieces)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encodes in Ascii85."""
    result = _base85_words(b, _A85, pad, True, foldspaces)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    return result + b"~>" if adobe else result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """Decodes Ascii85."""
    b = _bytes(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    out = bytearray()
    digits = []
    for byte in b + b"u" * 4:
        if 33 <= byte <= 117:
            digits.append(byte)
            if len(digits) == 5:
                word = 0
                for digit in digits:
                    word = word * 85 + digit - 33
                if word >> 32:
                    raise ValueError("Ascii85 overflow") from None
                out += word.to_bytes(4, "big")
                digits = []
        elif byte == 122: # z
            if digits:
                raise ValueError("z inside Ascii85 5-tuple")
            out += b"\0\0\0\0"
        elif foldspaces and byte == 121: # y
            if digits:
                raise ValueError("y inside Ascii85 5-tuple")
            out += b"    "
        elif byte not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % byte)
    padding = 4 - len(digits)
    return bytes(out[:-padding] if padding else out)


def b85encode(b, pad=False):
    """Encodes in base 85."""
    return _base85_words(b, _B85, pad)


def b85decode(b):
    """Decodes base 85."""
    b = _bytes(b)
    values = {byte: value for value, byte in enumerate(_B85)}
    missing = -len(b) % 5
    b = b + b"~" * missing
    out = bytearray()
    for i in range(0, len(b), 5):
        word = 0
        for j, byte in enumerate(b[i:i + 5]):
            if byte not in values:
                raise ValueError("bad base85 character at position %d" % (i + j)) from None
            word = word * 85 + values[byte]
        if word >> 32:
            raise ValueError("base85 overflow in hunk starting at byte %d" % i) from None
        out += word.to_bytes(4, "big")
    return bytes(out[:-missing] if missing else out)


def encode(input, output):
    """Encodes a file in base 64, in lines."""
    while piece := input.read(MAXBINSIZE):
        while len(piece) < MAXBINSIZE:
            more = input.read(MAXBINSIZE - len(piece))
            if not more:
                break
            piece += more
        output.write(binascii.b2a_base64(piece))


def decode(input, output):
    """Decodes a file in base 64."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _check_view(s):
    try:
        view = memoryview(s)
    except TypeError as problem:
        raise TypeError("expected bytes-like object, not %s" % s.__class__.__name__) from problem
    if view.format not in ("c", "b", "B"):
        raise TypeError("expected single byte elements, not %r from %s" % (view.format, s.__class__.__name__))
    if view.ndim != 1:
        raise TypeError("expected 1-D data, not %d-D data from %s" % (view.ndim, s.__class__.__name__))


def encodebytes(s):
    """Base 64 in lines of 76 characters."""
    _check_view(s)
    return b"".join(binascii.b2a_base64(s[i:i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    _check_view(s)
    return binascii.a2b_base64(s)
