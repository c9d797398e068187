"""Encodings piece by piece, error handlers that choose where to go on, and the functions behind the codecs."""
import codecs
import io


def show(label, function):
    try:
        print(label, ascii(function()))
    except Exception as error:
        print(label, type(error).__name__, ascii(str(error)))


TEXT = "aä\nö€\r\nxz\u2028d"


def by_size(reader, *arguments):
    pieces = []
    while piece := reader(*arguments):
        pieces.append(piece)
    return pieces


for encoding in ("utf-8", "utf-16", "utf-7", "unicode-escape"):
    data = TEXT.encode(encoding, "replace")
    reader = codecs.getreader(encoding)
    show((encoding, "read"), lambda: by_size(reader(io.BytesIO(data)).read, 3))
    for size in (1, 4):
        show((encoding, "readline", size), lambda: by_size(reader(io.BytesIO(data)).readline, size))
    show((encoding, "lines"), lambda: (list(reader(io.BytesIO(data))), reader(io.BytesIO(data)).readline(keepends=False)))
    for cut in range(1, len(data), 5):
        part = reader(io.BytesIO(data[:cut]))
        show((encoding, cut), lambda: (part.read(), part.bytebuffer))
        decoder = codecs.getincrementaldecoder(encoding)()
        show((encoding, cut), lambda: (decoder.decode(data[:cut]), decoder.decode(data[cut:], True)))
big = io.BytesIO(codecs.BOM_UTF16_BE + "größer".encode("utf-16-be"))
show("big", lambda: by_size(codecs.getreader("utf-16")(big).read, 2))
marked = io.BytesIO()
writer = codecs.getwriter("utf-16")(marked)
writer.write("a")
writer.write("b")
show("marked", marked.getvalue)

for data in (b"\xc1\x80", b"\xe0\x80", b"\xe2\x82", b"\xed\xa0", b"\xf4\x90", b"\xf0\x9f\x98", b"\xf5", b"a\xe2("):
    for errors in ("strict", "replace", "surrogateescape"):
        show((data, errors), lambda: codecs.getincrementaldecoder("utf-8")(errors).decode(data))
for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
    data = "\ud901".encode(encoding, "surrogatepass")
    show(encoding, lambda: data.decode(encoding, "surrogatepass"))
for data in (b"\\N", b"\\Nx", b"\\N{no such}z", b"\\x1z", b"\\"):
    for errors in ("strict", "ignore", "replace"):
        show((data, errors), lambda: data.decode("unicode-escape", errors))

# where a handler says to go on
for step in (1, -1, 100):
    left = 5

    def handler(error):
        global left
        left -= 1
        return ("<?>", error.end + step if 0 < step < 50 else step) if left >= 0 else ("", error.end)

    codecs.register_error("step", handler)
    for data in (b"ab\xffcdef", b"\xff", b"a\xe2\x82zz"):
        for encoding in ("utf-8", "ascii"):
            left = 5
            show((step, data, encoding), lambda: data.decode(encoding, "step"))
    left = 5
    show((step, "utf-8"), lambda: "a\ud800\ud801bc\ud802".encode("utf-8", "step"))
    left = 5
    show((step, "ascii"), lambda: "aébcé".encode("ascii", "step"))

# the handlers themselves
problems = (UnicodeEncodeError("utf-8", "a\udc80\udcffé", 1, 3, "x"), UnicodeTranslateError("abc", 1, 2, "x"),
            UnicodeDecodeError("utf-8", b"a\xff\xed\xb0\x80", 2, 3, "x"), ValueError("x"), 5)
for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "surrogateescape", "surrogatepass", "unknown"):
    for problem in problems:
        show(name, lambda: codecs.lookup_error(name)(problem))

# functions
show("utf-8", lambda: (codecs.utf_8_decode(b"a\xc3"), codecs.utf_8_encode("é"), codecs.utf_8_decode(b"", None, True)))
show("utf-8", lambda: codecs.utf_8_decode(b"a\xc3", "strict", True))
show("utf-16", lambda: (codecs.utf_16_ex_decode(b"\xff\xfea\0", "strict", 0, True), codecs.utf_16_le_decode(b"a\0b")))
show("escapes", lambda: (codecs.unicode_escape_decode("\\u1234"), codecs.unicode_escape_decode(b"\\n\\", None, False)))
show("others", lambda: (codecs.latin_1_encode("é"), codecs.ascii_decode(b"ab"), codecs.readbuffer_encode("é")))
show("utf-7", lambda: (codecs.utf_7_decode(b"+2AE-"), codecs.utf_7_encode("é"), codecs.utf_7_decode(b"a+2A")))
for mapping in ("abc", "ab", {0: "x", 1: 65, 2: "yz"}, {0: "x", 1: None}, {0: -1}, None):
    for errors in ("strict", "replace"):
        show(("charmap", errors), lambda: codecs.charmap_decode(b"\0\1\2", errors, mapping))
for mapping in ({97: b"xx", 98: 65}, {97: 1, 63: b"Q"}, {97: 300}, {97: "x"}, codecs.charmap_build("ba"), None):
    for errors in ("strict", "replace"):
        show(("charmap", errors), lambda: codecs.charmap_encode("ab", errors, mapping))
show("maps", lambda: (codecs.make_identity_dict(range(3)), codecs.make_encoding_map({1: 2, 3: 2, 4: 5})))

# bytes over bytes, and what an exception says of the codec
inside = io.BytesIO("aé\nbö\n".encode("latin-1"))
with codecs.EncodedFile(inside, "utf-8", "latin-1") as file:
    show("recoder", lambda: (type(file).__name__, file.data_encoding, file.file_encoding, file.readline(), file.read()))
    show("recoder", lambda: (file.seek(0), file.readlines(), file.write("ü".encode()), file.writelines([b"a", b"b"])))
    show("recoder", inside.getvalue)
show("hex", lambda: codecs.decode(b"zz", "hex"))
show("hex", lambda: codecs.encode(5, "hex"))
try:
    codecs.decode(b"abc", "hex")
except ValueError as error:
    print(error, "|", error.__cause__)


def failing(error):
    def convert(*arguments):
        raise error
    return codecs.CodecInfo(convert, convert, name="failing")


class Own(ValueError):
    def __init__(self, *arguments):
        super().__init__("own")


codecs.register(lambda name: failing(current) if name.startswith("failing") else None)
for number, current in enumerate((RuntimeError("text"), RuntimeError("two", 2), RuntimeError(), Own(), OSError(2, "no"),
                                  KeyError("key"))):
    show("failing", lambda: "a".encode(f"failing{number}"))
    show("failing", lambda: codecs.decode(b"a", f"failing{number}"))
