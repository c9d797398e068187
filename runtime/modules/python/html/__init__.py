"""Text for HTML and back: escape() and unescape()."""
import re

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """The text with &, < and > as names, and with quote=True both quotes too."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


# Numbers 128 to 159 mean what they mean in windows-1252, as browsers have it.
_WINDOWS = ("\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
            "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178")
_reference = re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def _number_text(number):
    if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        return "\ufffd"
    if number == 0x0D:
        return "\r"
    if 0x80 <= number <= 0x9F:
        return _WINDOWS[number - 0x80]
    if 0x1 <= number <= 0x8 or 0xE <= number <= 0x1F or number in (0xB, 0x7F) or \
            0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
        return ""  # no character
    return chr(number)


def _replacement(match):
    from html.entities import html5
    name = match.group(1)
    if name[0] == "#":
        digits = name[1:].rstrip(";")
        return _number_text(int(digits[1:], 16) if digits[0] in "xX" else int(digits))
    if name in html5:
        return html5[name]
    # The longest beginning that is a name without its semicolon.
    for end in range(len(name) - 1, 1, -1):
        if name[:end] in html5:
            return html5[name[:end]] + name[end:]
    return "&" + name


def unescape(s):
    """The text with &name; and &#number; as characters, by the rules of HTML 5."""
    return _reference.sub(_replacement, s) if "&" in s else s
