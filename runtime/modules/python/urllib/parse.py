"""Taking addresses apart and putting them together, and quoting of what stands in them.

Functions take text, or bytes of ASCII and then give bytes.
"""
import functools
import re
import types
import unicodedata
from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs",
           "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote", "unquote_plus",
           "unquote_to_bytes", "DefragResult", "ParseResult", "SplitResult", "DefragResultBytes",
           "ParseResultBytes", "SplitResultBytes"]

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero",
                 "rtsp", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
               "snews", "prospero", "rtsp", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh",
               "ws", "wss"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtspu", "sip", "sips",
               "mms", "sftp", "tel"]
scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_CONTROLS_AND_SPACE = "".join(map(chr, range(0x21)))
_REMOVED = ("\t", "\r", "\n")


# ---- text or bytes ----

def _same(result):
    return result


def _encoded(result, encoding="ascii", errors="strict"):
    return result.encode(encoding, errors)


def _as_text(*args):
    """The arguments as text, followed by the function that gives the result the type that they had."""
    text = isinstance(args[0], str)
    for each in args[1:]:
        if each and isinstance(each, str) != text:
            raise TypeError("Cannot mix str and non-str arguments")
    if text:
        return args + (_same,)
    return tuple(each.decode("ascii", "strict") if each else "" for each in args) + (_encoded,)


class _ResultMixinStr:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        return self._encoded_counterpart(*(each.encode(encoding, errors) for each in self))


class _ResultMixinBytes:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        return self._decoded_counterpart(*(each.decode(encoding, errors) for each in self))


class _Netloc:
    """The parts of user:password@host:port."""

    __slots__ = ()

    def _marks(self):
        return ("@", ":", "[", "]", "%") if isinstance(self.netloc, str) else (b"@", b":", b"[", b"]", b"%")

    @property
    def _userinfo(self):
        at, colon, _, _, _ = self._marks()
        info, found, _ = self.netloc.rpartition(at)
        if not found:
            return None, None
        user, found, password = info.partition(colon)
        return user, password if found else None

    @property
    def _hostinfo(self):
        at, colon, left, right, _ = self._marks()
        host = self.netloc.rpartition(at)[2]
        _, bracket, rest = host.partition(left)
        if bracket:
            name, _, port = rest.partition(right)
            port = port.partition(colon)[2]
        else:
            name, _, port = host.partition(colon)
        return name, port or None

    username = property(lambda self: self._userinfo[0])
    password = property(lambda self: self._userinfo[1])

    @property
    def hostname(self):
        name = self._hostinfo[0]
        if not name:
            return None
        # What follows a % in an IPv6 address is the name of an interface.
        percent = self._marks()[4]
        name, found, zone = name.partition(percent)
        return name.lower() + found + zone

    @property
    def port(self):
        port = self._hostinfo[1]
        if port is None:
            return None
        if port.isdigit() and port.isascii():
            port = int(port)
        else:
            raise ValueError("Port could not be cast to integer value as %r" % port)
        if not 0 <= port <= 65535:
            raise ValueError("Port out of range 0-65535")
        return port


_Defrag = namedtuple("DefragResult", "url fragment")
_Split = namedtuple("SplitResult", "scheme netloc path query fragment")
_Parse = namedtuple("ParseResult", "scheme netloc path params query fragment")


class DefragResult(_Defrag, _ResultMixinStr):
    __slots__ = ()

    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


class SplitResult(_Split, _Netloc, _ResultMixinStr):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_Parse, _Netloc, _ResultMixinStr):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class DefragResultBytes(_Defrag, _ResultMixinBytes):
    __slots__ = ()

    def geturl(self):
        return self.url + b"#" + self.fragment if self.fragment else self.url


class SplitResultBytes(_Split, _Netloc, _ResultMixinBytes):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResultBytes(_Parse, _Netloc, _ResultMixinBytes):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


for _text, _bytes in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes),
                      (ParseResult, ParseResultBytes)):
    _text._encoded_counterpart = _bytes
    _bytes._decoded_counterpart = _text
del _text, _bytes


# ---- taking apart ----

def urlparse(url, scheme="", allow_fragments=True):
    """scheme://netloc/path;params?query#fragment as ParseResult."""
    url, scheme, restore = _as_text(url, scheme)
    scheme, netloc, url, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in url:
        # Parameters belong to the last part of the path.
        at = url.find(";", max(url.rfind("/"), 0))
        if at >= 0:
            url, params = url[:at], url[at + 1:]
    return restore(ParseResult(scheme, netloc, url, params, query, fragment))


def _netloc_end(url, start=0):
    return min((at for at in (url.find(mark, start) for mark in "/?#") if at >= 0), default=len(url))


def _check_netloc(netloc):
    """Refuses characters that become a delimiter when the name is normalized."""
    if not netloc or netloc.isascii():
        return
    plain = netloc.translate(dict.fromkeys(map(ord, "@:#?")))
    normalized = unicodedata.normalize("NFKC", plain)
    if plain == normalized:
        return
    for mark in "/?#@:":
        if mark in normalized:
            raise ValueError("netloc " + netloc + " contains invalid characters under NFKC normalization")


def _check_bracketed_host(hostname):
    if hostname.startswith("v"):
        if not re.match(r"\Av[a-fA-F0-9]+\..+\Z", hostname):
            raise ValueError("IPvFuture address is invalid")
        return
    if re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}", hostname, re.ASCII):
        raise ValueError("An IPv4 address cannot be in brackets")
    if not _is_ipv6(hostname):
        raise ValueError("%r does not appear to be an IPv4 or IPv6 address" % hostname)


def _is_ipv6(text):
    """True for the text of an IPv6 address: eight groups, "::" for a run of zeros, perhaps %zone."""
    text, percent, zone = text.partition("%")
    if percent and (not zone or "%" in zone) or text.count("::") > 1:
        return False
    halves = text.split("::")
    groups = [group for half in halves if half for group in half.split(":")]
    count = len(groups)
    if groups and "." in groups[-1]:
        numbers = groups.pop().split(".")
        if len(numbers) != 4 or not all(re.fullmatch("0|[1-9][0-9]{0,2}", each) and int(each) < 256
                                        for each in numbers):
            return False
        count += 1
    if not all(re.fullmatch("[0-9a-fA-F]{1,4}", group) for group in groups):
        return False
    return count < 8 if len(halves) == 2 else count == 8


@functools.lru_cache(typed=True)
def urlsplit(url, scheme="", allow_fragments=True):
    """scheme://netloc/path?query#fragment as SplitResult."""
    url, scheme, restore = _as_text(url, scheme)
    url = url.lstrip(_CONTROLS_AND_SPACE)
    scheme = scheme.strip(_CONTROLS_AND_SPACE)
    for mark in _REMOVED:
        url = url.replace(mark, "")
        scheme = scheme.replace(mark, "")
    allow_fragments = bool(allow_fragments)
    netloc = query = fragment = ""
    at = url.find(":")
    if at > 0 and url[0].isascii() and url[0].isalpha():
        if all(letter in scheme_chars for letter in url[:at]):
            scheme, url = url[:at].lower(), url[at + 1:]
    if url[:2] == "//":
        end = _netloc_end(url, 2)
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc and "]" in netloc:
            _check_bracketed_host(netloc.partition("[")[2].partition("]")[0])
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    _check_netloc(netloc)
    return restore(SplitResult(scheme, netloc, url, query, fragment))


def urldefrag(url):
    """(url without its fragment, fragment)"""
    url, restore = _as_text(url)
    fragment = ""
    if "#" in url:
        scheme, netloc, path, params, query, fragment = urlparse(url)
        url = urlunparse((scheme, netloc, path, params, query, ""))
    return restore(DefragResult(url, fragment))


# ---- putting together ----

def urlunparse(components):
    scheme, netloc, url, params, query, fragment, restore = _as_text(*components)
    if params:
        url = "%s;%s" % (url, params)
    return restore(urlunsplit((scheme, netloc, url, query, fragment)))


def urlunsplit(components):
    scheme, netloc, url, query, fragment, restore = _as_text(*components)
    place = url
    if netloc or scheme and scheme in uses_netloc and url[:2] != "//":
        place = "//%s%s%s" % (netloc or "", "/" if url and url[0] != "/" else "", url)
    return restore("".join([scheme and scheme + ":", place, query and "?" + query, fragment and "#" + fragment]))


def urljoin(base, url, allow_fragments=True):
    """What a relative address means on the page `base`."""
    if not base:
        return url
    if not url:
        return base
    base, url, restore = _as_text(base, url)
    base_scheme, base_netloc, base_path, base_params, base_query, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, base_scheme, allow_fragments)
    if scheme != base_scheme or scheme not in uses_relative:
        return restore(url)
    if scheme in uses_netloc:
        if netloc:
            return restore(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = base_netloc
    if not path and not params:
        return restore(urlunparse((scheme, netloc, base_path, base_params, query or base_query, fragment)))
    path = _joined_path(base_path, path)
    return restore(urlunparse((scheme, netloc, path or "/", params, query, fragment)))


def _joined_path(base, path):
    base_parts = base.split("/")
    if base_parts[-1] != "":
        del base_parts[-1]
    if path[:1] == "/":
        parts = path.split("/")
    else:
        parts = base_parts + path.split("/")
        parts[1:-1] = [part for part in parts[1:-1] if part]
    resolved = []
    for part in parts:
        if part == "..":
            if resolved:
                resolved.pop()
        elif part != ".":
            resolved.append(part)
    if parts[-1] in (".", ".."):
        resolved.append("")
    return "/".join(resolved)


# ---- quoting ----

_ALWAYS_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
_hex_bytes = {}


def unquote_to_bytes(string):
    """%xx as the bytes that they stand for."""
    if not string:
        string.split  # anything but text or bytes is a mistake
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    first, *rest = string.split(b"%")
    out = [first]
    for piece in rest:
        try:
            out.append(bytes((int(piece[:2], 16),)) if len(piece[:2].strip()) == 2 and
                       piece[:2].isalnum() else b"%" + piece[:2])
        except ValueError:
            out.append(b"%" + piece[:2])
        out.append(piece[2:])
    return b"".join(out)


_ascii_runs = re.compile("([\x00-\x7f]+)")


def unquote(string, encoding="utf-8", errors="replace"):
    """%xx as the characters that they encode."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode("utf-8" if encoding is None else encoding,
                                               "replace" if errors is None else errors)
    if "%" not in string:
        string.split
        return string
    encoding = "utf-8" if encoding is None else encoding
    errors = "replace" if errors is None else errors
    pieces = _ascii_runs.split(string)
    for index in range(1, len(pieces), 2):
        pieces[index] = unquote_to_bytes(pieces[index]).decode(encoding, errors)
    return "".join(pieces)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    """As unquote(), with + for spaces."""
    return unquote(string.replace("+", " "), encoding, errors)


@functools.lru_cache
def _quoter(safe):
    allowed = _ALWAYS_SAFE.union(safe)
    return [chr(byte) if byte in allowed else "%%%02X" % byte for byte in range(256)].__getitem__


def quote(string, safe="/", encoding=None, errors=None):
    """Text for an address: what is neither a letter, a digit, one of _.-~ nor in `safe` becomes %xx."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode("utf-8" if encoding is None else encoding, "strict" if errors is None else errors)
    else:
        for name, given in (("encoding", encoding), ("errors", errors)):
            if given is not None:
                raise TypeError("quote() doesn't support '%s' for bytes" % name)
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    """As quote(), with + for spaces."""
    space = " " if isinstance(string, str) else b" "
    if space not in string:
        return quote(string, safe, encoding, errors)
    string = quote(string, safe + (" " if isinstance(safe, str) else b" "), encoding, errors)
    return string.replace(" ", "+")


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ""
    safe = safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes(c for c in safe if c < 128)
    return "".join(map(_quoter(safe), bs))


# ---- queries ----

def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """A mapping or pairs as a query: name=value&name=value. doseq: each item of a sequence is a value."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as error:
            raise TypeError("not a valid non-string sequence or mapping object").with_traceback(
                error.__traceback__) from None

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    parts = []
    for name, value in query:
        name = quoted(name)
        values = [value]
        if doseq and not isinstance(value, (bytes, str)):
            try:
                len(value)
                values = value
            except TypeError:
                pass
        parts.extend(name + "=" + quoted(each) for each in values)
    return "&".join(parts)


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):
    """A query as a dict from names to lists of values."""
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding=encoding, errors=errors,
                                 max_num_fields=max_num_fields, separator=separator):
        result.setdefault(name, []).append(value)
    return result


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    """A query as a list of pairs."""
    qs, restore = _as_text(qs)
    separator, _ = _as_text(separator)
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    result = []
    for field in qs.split(separator) if qs else []:
        if not field and not strict_parsing:
            continue
        name, found, value = field.partition("=")
        if not found:
            if strict_parsing:
                raise ValueError("bad query field: %r" % (field,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            name = restore(unquote(name.replace("+", " "), encoding=encoding, errors=errors))
            value = restore(unquote(value.replace("+", " "), encoding=encoding, errors=errors))
            result.append((name, value))
    return result


def unwrap(url):
    """What stands in <URL:...> or <...>."""
    url = str(url).strip()
    if url[:1] == "<" and url[-1:] == ">":
        url = url[1:-1].strip()
    if url[:4] == "URL:":
        url = url[4:].strip()
    return url
