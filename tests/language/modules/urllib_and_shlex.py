"""urllib.parse and shlex."""
import io
import shlex
from urllib.parse import (ParseResult, SplitResult, parse_qs, parse_qsl, quote, quote_from_bytes, quote_plus, unquote,
                          unquote_plus, unquote_to_bytes, unwrap, urldefrag, urlencode, urljoin, urlparse, urlsplit,
                          urlunparse, urlunsplit)

for url in ("http://user:pw@Host.Example:8080/a/b;p?q=1&r=2#frag", "mailto:a@b", "//net/path", "path;x", "?q", "#f", "",
            "file:///etc", "http://[::1]:80/", "HTTP://X", "a:b", "http:///x", "urn:x:y", "http://h:/p", "/a;b/c;d?e",
            " http://x/\ty", "http://a/b?c#d?e", "svn+ssh://h", "1a:b"):
    result = urlparse(url)
    print(result)
    print(urlsplit(url), result.geturl(), result.username, result.password, result.hostname, result.port)
print(urlsplit(b"http://h/p?q#f"), urlparse(b"//x").geturl(), urlsplit("http://h").encode(), urlsplit(b"http://h").decode())
for bad in ("http://[::1/", "http://h:99999/", "http://h:ab/", "http://[127.0.0.1]/"):
    try:
        print(urlsplit(bad).port)
    except ValueError as error:
        print(error)
print(urldefrag("http://x/y#z"), urldefrag("a"), urlparse("a#b", allow_fragments=False), urlparse("//x", scheme="ftp"))
print(urlunparse(("http", "h", "p", "a", "q", "f")), urlunsplit(("", "h", "p", "", "")), urlunsplit(("file", "", "/x", "", "")))
base = "http://a/b/c/d;p?q"
for url in ("g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "g;x", "", ".", "./", "..", "../g", "../..",
            "../../g", "../../../g", "/./g", "/../g", "g.", "..g", "./../g", "g/./h", "g/../h", "http:g", "mailto:x", "g?y/../x"):
    print(repr(url), urljoin(base, url))
print(urljoin("", "x"), urljoin("file:///a/b", "c"), urljoin(b"http://a/b", b"c"))
print(quote("a b/\u00e9~?&"), quote("a/b", safe=""), quote_plus("a b+c"), quote(b"\xff\x00"), quote("\u00e9", encoding="latin-1"),
      quote_from_bytes(b"x y"), quote(""), quote_plus("a b", safe=" "))
print(unquote("a%20b%C3%A9%zz%4"), unquote("%E9", "latin-1"), unquote_plus("a+b%2B"), unquote_to_bytes("%ff%41\u00e9"),
      unquote("%ff"), unquote("\u00e9%41"), unquote(b"%41"), unquote("%C3"))
print(urlencode({"a": 1, "b c": "d&e", "f": [1, 2]}), urlencode([("a", [1, "x y"]), ("b", "ok")], doseq=True),
      urlencode({"a": b"\xff"}), urlencode({"a b": "c d"}, quote_via=quote))
print(parse_qs("a=1&b=2&a=3&c=&d"), parse_qs("a=1&c=&d", keep_blank_values=True), parse_qsl("a=%20+b;c=d&e=f"),
      parse_qsl("a=1;b=2", separator=";"), parse_qsl(b"a=%41"), parse_qsl(""))
for bad in (lambda: parse_qsl("a", strict_parsing=True), lambda: parse_qsl("a=1&b=2", max_num_fields=1),
            lambda: urlencode("text"), lambda: urlencode(3), lambda: quote_from_bytes("s"), lambda: urljoin("a", b"b"),
            lambda: quote(b"a", encoding="utf-8"), lambda: parse_qsl("a=1", separator="")):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(unwrap("<URL:http://x>"), unwrap(" <y> "))
print(ParseResult("s", "n", "p", "", "", "")._replace(path="z"), SplitResult._fields)

for line in ("a b  c", "a 'b c' d", 'a "b \\" c" d', "a\\ b", "a#b c #d", "x='1 2'y", "", "''", "a '' b", "a\nb",
             "é ü", "a;b|c&&d", "~/x --opt=1", '"a\\nb"', "'a\\nb'"):
    print(repr(line), shlex.split(line), shlex.split(line, comments=True), shlex.split(line, posix=False),
          list(shlex.shlex(line)), list(shlex.shlex(line, posix=True)),
          list(shlex.shlex(line, posix=True, punctuation_chars=True)))
for bad in ("'open", '"open', "end\\"):
    for posix in (True, False):
        try:
            print(shlex.split(bad, posix=posix))
        except ValueError as error:
            print(error)
for word in ("", "a", "a b", "it's", "$x", "é", "a/b.c", "x=1", "a\nb"):
    print(shlex.quote(word), shlex.split(shlex.quote(word)) == [word])
print(shlex.join(["a b", "c", "it's"]))
reader = shlex.shlex(io.StringIO("one two\nthree"), "file", posix=True)
print(reader.get_token(), reader.lineno)
reader.push_token("back")
print(reader.get_token(), reader.get_token(), reader.error_leader(), reader.get_token(), reader.get_token(), reader.eof)
reader = shlex.shlex("a|b c>d", punctuation_chars="|>")
reader.whitespace_split = True
print(list(reader), reader.punctuation_chars)
