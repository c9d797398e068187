"""Strings that grew by `+=`: they share storage with what they grew from, and nobody can tell."""
import array
import binascii
import copy
import io
import json
import os
import pickle
import re
import struct
import sys
import types
import unicodedata

PIECES = {
    "ascii": "abc, Def 12\n",
    "latin": "aé\xff\xa0Z ",
    "wide": "x一é\u2028 ",
    "full": "a😀一é ",
    "surrogates": "a\ud800b\udfff\udc80",
}


def grown(piece, count=60):
    text = ""
    for _ in range(count):
        text += piece
    return text


def show(name, value):
    text = repr(value)
    print(name, len(text), "%08x" % binascii.crc32(text.encode("utf-8", "surrogatepass")))


# ---- what grows, and how ----

class Holder:
    pass


def all_targets(n):
    global everywhere
    local = everywhere = enclosed = ""
    holder, row, table = Holder(), [""], {"k": ""}
    holder.text = ""

    def add(piece):
        nonlocal enclosed
        enclosed += piece

    for i in range(n):
        piece = chr(33 + i % 90)
        local += piece
        everywhere = everywhere + piece
        add(piece)
        holder.text += piece
        row[0] += piece
        table["k"] += piece
    assert local == everywhere == enclosed == holder.text == row[0] == table["k"]
    return local


show("targets", all_targets(900))

text = ""
for width in (0x21, 0xe0, 0x4e00, 0x1f600):  # wider again and again
    for i in range(200):
        text += chr(width + i % 30)
show("widening", text)
text = "\U0001f600" * 300
for i in range(400):
    text += "ab"[i % 2]
show("narrow behind wide", text)
text = "x"
for i in range(14):
    text += text
show("doubled", text)

# ---- what it grew from stays what it was ----

prefixes, text = [], ""
for i in range(800):
    prefixes.append(text)
    text += chr(48 + i % 75)
assert all(len(prefix) == i and text.startswith(prefix) for i, prefix in enumerate(prefixes))
show("prefixes", prefixes[::40])
branches = [prefixes[i] + "!" for i in range(300, 800, 3)]
branches += [prefixes[i] + "?" for i in range(300, 800, 3)]
branches += [branch + "é" for branch in branches[::3]]
assert all(text.startswith(prefix) for prefix in prefixes)
show("branches", branches[::31])


def descend(path, depth, seen):
    if depth == 0:
        seen.append(path)
    else:
        for way in "lmr":
            descend(path + way * 90, depth - 1, seen)


seen = []
descend("", 5, seen)
show("tree", seen[::20])
assert len(set(seen)) == 3 ** 5

# ---- everything gives the same as for text that was made otherwise ----

OPERATIONS = {
    "compare": lambda s: (s == s[:-1] + s[-1], s < s + "a", s <= s, s > s[:-1], s != "a", s >= s + "\0"),
    "hash": lambda s: (hash(s) == hash("".join(list(s))), {s: 1}["".join(list(s))], s in {"".join(list(s))}),
    "index": lambda s: (s[0], s[-1], s[200], s[5:200], s[::-7], s[:], len(s)),
    "iterate": lambda s: (list(s), list(reversed(s)), max(s), min(s)),
    "find": lambda s: (s.find(s[-5:]), s.rfind(s[:5]), s.count(s[1]), s.index(s[7]), s[3:9] in s, "zzz" in s),
    "find beyond": lambda s: (s.find("\0"), s.find(s + "a"), s.rfind(s[-1] + "\0"), (s + "q").find("q")),
    "case": lambda s: (s.upper(), s.lower(), s.title(), s.swapcase(), s.casefold(), s.capitalize()),
    "tests": lambda s: (s.isalpha(), s.isascii(), s.isprintable(), s.isspace(), s.isidentifier(), s.isupper()),
    "split": lambda s: (s.split(), s.split(s[1]), s.rsplit(s[1], 3), s.splitlines(), s.partition(s[2]),
                        s.rpartition(s[2])),
    "join": lambda s: (s.join(["1", "2", "3"]), "-".join([s, s]), "".join([s]), "é".join([s, "b"])),
    "replace": lambda s: (s.replace(s[0], "_"), s.replace(s[:2], s[:3], 4), "abc".replace("b", s)),
    "strip": lambda s: (s.strip(), s.strip(s[0]), s.lstrip(s[:2]), s.rstrip(s[-2:]), s.removeprefix(s[:3]),
                        s.removesuffix(s[-3:]), "  a".strip(s), "a".removeprefix(s)),
    "pad": lambda s: (s.center(1000, "."), s.ljust(1000), s.rjust(1000, "é"), s.zfill(999), s.expandtabs(3)),
    "repeat": lambda s: (s * 3, 2 * s, s * 0, s * 1),
    "concat": lambda s: ("a" + s, s + s, s + "", "" + s, s + "é", s + "一" + "😀"),
    "translate": lambda s: (s.translate({97: "XY", 98: None}), s.translate(str.maketrans(s[0], s[1])),
                            str.maketrans(s, s)),
    "affixes": lambda s: (s.startswith(s), s.endswith(s[-300:]), s.endswith("q"), "ab".startswith(s),
                          s.startswith((s + "x", s[:9]))),
    "repr": lambda s: (repr(s), ascii(s), str(s), "%r" % s, f"{s!r:>3000}"),
    "format": lambda s: ("%s|%-1500s|%.7s" % (s, s, s), "{}{:>1500}{:.3}".format(s, s, s), f"{s}{s:*^1400}",
                         format(s, ""), "%(a)s" % {"a": s}),
    "as a format": lambda s: ((s + "%d").replace("\0", "") % 5, (s + "{0!r}{a}").format(s, a=1),
                              format(3.5, "0" + "9" * 2)),
    "encode": lambda s: [s.encode(e, "surrogatepass" if "utf" in e else "replace")
                         for e in ("utf-8", "utf-16", "utf-32", "latin-1", "ascii", "unicode_escape")],
    "handlers": lambda s: [s.encode("ascii", e) for e in ("ignore", "backslashreplace", "xmlcharrefreplace")],
    "bytes": lambda s: (bytes(s, "utf-7") if s.isascii() else 0, bytearray(s, "utf-8", "surrogatepass")),
    "pickle": lambda s: [pickle.loads(pickle.dumps([s, s], p)) for p in range(6)],
    "copy": lambda s: (copy.copy(s), copy.deepcopy([s]), [s] * 2),
    "json": lambda s: (json.loads(json.dumps(s)), json.dumps({s: s}), json.loads('["%s"]' % s.replace("\n", ""))),
    "re": lambda s: (re.findall("[ab]", s), re.sub(r"\s", "_", s), re.split("[,é]", s),
                     re.search(re.escape(s) + "$", s).span(), re.sub("a", lambda m: s[:3], s),
                     re.sub("b", s[:4].replace("\\", ""), "abc"), re.fullmatch("(?s).*", s).end()),
    "intern": lambda s: (sys.intern(s) == s, sys.intern(s) is sys.intern("".join(list(s))), hash(sys.intern(s)) == hash(s)),
    "attribute": lambda s: (setattr(Holder, s, 7), getattr(Holder, s), getattr(Holder(), s), s in vars(Holder),
                            Holder.__dict__[s], delattr(Holder, s)),
    "instance": lambda s: (lambda h: (setattr(h, s, 8), getattr(h, s), vars(h), h.__dict__[s]))(Holder()),
    "keywords": lambda s: (lambda **k: k)(**{s: 1}),
    "module": lambda s: (lambda m: (setattr(m, s, 1), m.__dict__[s], dir(m)[-1]))(types.ModuleType("m")),
    "dict": lambda s: ({s: 1} == {"".join(list(s)): 1}, {"".join(list(s)): 1}.get(s), dict([(s, 2)]).pop(s)),
    "sort": lambda s: sorted([s + "b", s, s + "a", s[:-1], "é", "b" + s]),
    "stringio": lambda s: (io.StringIO(s).read(), io.StringIO(s, newline=None).readlines()),
    "file": lambda s: (lambda f: (f.write(s), f.flush(), f.buffer.getvalue()))(
        io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogatepass", newline="\n")),
    "normalize": lambda s: [unicodedata.normalize(form, s) for form in ("NFC", "NFD", "NFKC")],
    "array": lambda s: array.array("u", s).tounicode(),
    "subclass": lambda s: (Text(s), Text(s) + "x", type(Text(s) + "x"), type(s + Text("x")), Text(s) == s),
    "type name": lambda s: type(s.replace("\0", "").encode("utf-8", "replace").decode(), (), {}).__name__,
    "exception": lambda s: (str(ValueError(s)), repr(KeyError(s)), SyntaxError(s).msg),
    "match": lambda s: matched(s),
    "unpack": lambda s: (lambda a, *b: (a, len(b)))(*s),
    "ord": lambda s: (ord(s[250]), [ord(c) for c in s[250:260]], sum(map(ord, s))),
}


class Text(str):
    pass


def matched(s):
    match s:
        case "abc":
            return 1
        case str(other):
            return other


for kind, piece in PIECES.items():
    whole, parted = grown(piece), "".join([piece] * 60)
    assert whole == parted and grown(piece, 59) == whole[:-len(piece)]
    for name, operation in OPERATIONS.items():
        results = []
        for given in (grown(piece), parted):
            try:
                results.append(operation(given))
            except Exception as error:
                results.append((type(error).__name__, str(error)))
        if repr(results[0]) != repr(results[1]):
            print("differs:", kind, name)
        show(kind + " " + name, results[0])

# ---- as text for C: somebody may have written behind its end ----

digits = grown("12345", 60)
longer = digits + "678"
print(int(digits) == int("12345" * 60), int(longer) % 1000, len(str(int(digits, 16))))
number = grown(" ", 300) + "1." + grown("25", 4)
rest = number + "9999"
print(float(number), complex(number), float(rest), json.loads(number), json.loads(rest))
source = ""
for i in range(200):
    source += "v%d = %d\n" % (i, i)
behind = source + "v199 = 'wrong'\n"
space = {}
exec(source, space)
print(space["v199"], eval(grown("1+", 200) + "1"), compile(source, grown("f", 300), "exec").co_filename[-3:])
file_name = grown("./", 200) + "no-such-file"
other = file_name + "/more"
for function in (open, os.stat, os.listdir):
    try:
        function(file_name)
    except OSError as error:
        print(error.strerror, error.filename == file_name, len(str(error)))
folder = grown("./", 200)
tail = folder + "nowhere"
print(os.path.exists(folder), os.path.isdir(folder), os.path.exists(tail))
os.environ["APPENDED"] = grown("value", 80)
print(os.environ["APPENDED"] == grown("value", 80), len(os.getenv("APPENDED")))
codes = grown("b", 300)
more_codes = codes + "q"
print(struct.calcsize(codes), struct.calcsize("<" + more_codes), len(struct.pack(codes, *[1] * 300)))
encoding = grown("z", 300)
try:
    b"a".decode(encoding)
except LookupError as error:
    print(len(str(error)))
print(binascii.unhexlify(grown("6162", 80)) == b"ab" * 80, bytes.fromhex(grown("61", 200)) == b"a" * 200)
print(len(grown("a", 500).encode("utf-8")), "abc".encode(grown("x", 0) + "utf-8"))
