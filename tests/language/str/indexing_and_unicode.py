"""Indexing of wide text, surrogates, combining marks, iteration, slices, encoding errors."""
s = "aé日\U0001F600\u0301z"
print(len(s), [ascii(c) for c in s], ascii(s[3]), ascii(s[-2]), ascii(s[1:4]), ascii(s[::-1]), ascii(s[::2]), ascii(s[10:]), s.index("日"), s.find("\U0001F600"), [hex(ord(c)) for c in s])
for kind in ["ascii only", "latin é", "bmp 日本", "astral \U0001F600"]:
    print(len(kind), ascii(kind + "!"), ascii(kind.upper()), ascii(kind[-1]), ascii(kind * 2), kind == kind[:], (kind + "\U0001F600")[:-1] == kind, ascii(kind.center(20, "é")), ascii(kind.replace(" ", "\u2003")))
for enc in ["utf-8", "utf8", "UTF-8", "ascii", "latin-1", "iso-8859-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-8-sig", "cp1252"]:
    for text in ["abc", "é", "日", "\U0001F600"]:
        try: print(enc, text.encode(enc), text.encode(enc).decode(enc) == text)
        except UnicodeEncodeError as e: print(enc, "->", e)
for errors in ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass", "bogus"]:
    for f in [lambda: "aé日\U0001F600b".encode("ascii", errors), lambda: "a\ud800b".encode("utf-8", errors), lambda: b"a\xff\xe6\x97b".decode("utf-8", errors), lambda: b"a\x80".decode("ascii", errors)]:
        try: print(errors, ascii(f()))
        except Exception as e: print(errors, "->", type(e).__name__, ascii(str(e)))
for b in [b"\x80", b"\xc3", b"\xc3\x28", b"\xe6\x97", b"\xe6\x97\x28", b"\xf0\x9f\x98", b"\xf8\x88", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"ab\xffcd", b"\xef\xbb\xbfabc", b"\xf0\x82\x82\xac", b"\xe0\x80\xaf", b"a\xc3\xa9\xff"]:
    try: print(b, ascii(b.decode()))
    except UnicodeDecodeError as e: print(b, "->", e, e.start, e.end)
    print(ascii(b.decode("utf-8", "replace")), ascii(b.decode("utf-8", "ignore")), ascii(b.decode("utf-8", "surrogateescape")), ascii(b.decode("latin-1")))
print(b"\xff\xfea\x00".decode("utf-16"), b"\xfe\xff\x00a".decode("utf-16"), ascii(b"=\xd8\x00\xde".decode("utf-16-le")), ascii(b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape")))
for f in [lambda: "a".encode("nope"), lambda: "a".encode(5), lambda: b"a".decode("nope"), lambda: str(b"a", "utf-8", "bogus"), lambda: str(b"\xff", "ascii"), lambda: str(b"abc", "utf-8"), lambda: str(b"abc"), lambda: str("a", "utf-8"), lambda: str(5, "utf-8"), lambda: b"\x00\xd8".decode("utf-16-le"), lambda: b"a".decode("utf-16"), lambda: str(object=b"x", encoding="ascii"), lambda: str(encoding="x"), lambda: str()]:
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
print(ascii(chr(0)), ascii(chr(0x10ffff)), ord("\U0010ffff"), ascii("".join(map(chr, [0x41, 0xe9, 0x65e5, 0x1f600]))), [ord(c) for c in "\ud83d\ude00"], len("\ud83d\ude00"), "\ud83d\ude00" == "\U0001F600")
print("é" == "e\u0301", len("é"), len("e\u0301"), sorted(["é", "e", "z", "E", "日", "\U0001F600", "~"]) == ["E", "e", "z", "~", "é", "日", "\U0001F600"], "ÀÁ".lower(), "straße".upper(), "ΌΣΟΣ".lower())
print(repr("\u200b\u00ad\ufeff\u2028\x85\ue000\U000e0001\u0378"), repr("日é\U0001F600"), ascii("日"), "日本".ljust(5, "*"), f"{'日':>4}|{'é':^5}|")
text = "naïve café 日本語 \U0001F680 ok"
print([ascii(w) for w in text.split()], [len(w.encode()) for w in text.split()], ascii("".join(reversed(text))), ascii(text.title()), text.encode().find(b"caf"), ascii(text.translate({0xef: "i", 0xe9: "e"})))
i = iter("a\U0001F600b"); print(ascii(next(i)), ascii(list(i)), ascii(max("aé\U0001F600")), ascii(min("日é")), "\U0001F600" in text, "\U0001F680" in text, text.count("\U0001F680"), [i for i, c in enumerate(text) if ord(c) > 127])
