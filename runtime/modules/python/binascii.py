"""Bytes as text in base64, hexadecimal, quoted-printable and uuencoded form."""
from _binascii import a2b_base64, a2b_hex, b2a_base64, crc32, crc_hqx, unhexlify


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


def _octets(data, otherwise="a bytes-like object is required, not '%s'"):
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(otherwise % type(data).__name__) from None
    if not view.c_contiguous:
        raise BufferError("memoryview: underlying buffer is not C-contiguous")
    return view.tobytes()


def b2a_hex(data, sep=None, bytes_per_sep=1):
    """The bytes as hexadecimal digits, groups apart when there is a separator."""
    view = data if isinstance(data, (bytes, bytearray)) else _octets(data)
    text = view.hex() if sep is None else view.hex(sep, bytes_per_sep)
    return text.encode("ascii")


hexlify = b2a_hex


def _text(data):
    if isinstance(data, str):
        try:
            return data.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    return _octets(data, "argument should be bytes, buffer or ASCII string, not '%s'")


def a2b_uu(data, /):
    """One line of uuencoded data. What is missing, or cut off by a line's end, counts as blanks."""
    data = _text(data)
    size = data[0] - 32 & 63 if data else 32
    line = data[1:]
    out = bytearray()
    bits = count = at = 0
    while len(out) < size:
        byte = line[at] if at < len(line) else 10
        at += 1
        if byte in b"\r\n":
            byte = 32
        elif not 32 <= byte <= 96:
            raise Error("Illegal char")
        bits = bits << 6 | byte - 32 & 63
        count += 6
        if count >= 8:
            count -= 8
            out.append(bits >> count & 255)
    if line[at:].strip(b" `\r\n"):
        raise Error("Trailing garbage")
    return bytes(out)


def b2a_uu(data, /, *, backtick=False):
    """At most 45 bytes as a line of uuencoded text."""
    data = _octets(data)
    if len(data) > 45:
        raise Error("At most 45 bytes at once")
    zero = 96 if backtick else 32
    out = bytearray([len(data) + 32 if data else zero])
    for i in range(0, len(data), 3):
        group = int.from_bytes(data[i:i + 3].ljust(3, b"\0"), "big")
        out += bytes((group >> shift & 63) + 32 if group >> shift & 63 else zero for shift in (18, 12, 6, 0))
    return bytes(out) + b"\n"


def a2b_qp(data, header=False):
    """Decodes quoted-printable text."""
    data = _text(data)
    out = bytearray()
    at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte == 61: # =
            if at >= len(data):
                break
            if data[at] in b"\r\n":
                while at < len(data) and data[at] != 10:
                    at += 1
                at += 1
            elif data[at] == 61:
                out.append(61)
                at += 1
            else:
                digits = data[at:at + 2]
                if len(digits) == 2 and not digits.strip(b"0123456789abcdefABCDEF"):
                    out.append(int(digits, 16))
                    at += 2
                else:
                    out.append(61)
        elif header and byte == 95:
            out.append(32)
        else:
            out.append(byte)
    return bytes(out)


def b2a_qp(data, quotetabs=False, istext=True, header=False):
    """Encodes bytes as quoted-printable text."""
    data = _octets(data)
    crlf = b"\r\n" in data[:data.find(b"\n") + 1]
    end = b"\r\n" if crlf else b"\n"
    out = bytearray()
    width = at = 0
    while at < len(data):
        byte = data[at]
        following = data[at + 1] if at + 1 < len(data) else None
        breaks = istext and (byte == 10 or byte == 13 and following == 10)
        if breaks:
            if out and out[-1] in b" \t":
                out[-1:] = b"=%02X" % out[-1]
            out += end
            width = 0
            at += 2 if byte == 13 else 1
            continue
        quote = (byte > 126 or byte == 61 or header and byte == 95
                 or byte == 46 and width == 0 and following in (None, 10, 13, 0)
                 or not istext and byte in b"\r\n" or byte in b" \t" and following is None
                 or byte < 33 and byte not in b"\r\n\t " or byte < 33 and (quotetabs or quotetabs and not istext)
                 and byte in b"\t ")
        piece = b"=%02X" % byte if quote else b"_" if header and byte == 32 else bytes([byte])
        if width + len(piece) >= 76 and following != 10:
            out += b"=" + end
            width = 0
        out += piece
        width += len(piece)
        at += 1
    return bytes(out)
