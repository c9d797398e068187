"""Searches and unpacking that look at a part of bytes, a bytearray, an array or a view."""
import array
import struct

text = b"one two one two one"
for kind in bytes, bytearray:
    t = kind(text)
    for part in b"one", b"two", b"", b"x", b"one two one two one!", 111, bytearray(b"o"), memoryview(b"ne"):
        for start, end in (None, None), (1, None), (-3, None), (None, -1), (4, 7), (19, None), (20, None), (7, 4), (-99, 99):
            row = [t.find(part, start, end), t.rfind(part, start, end), t.count(part, start, end)]
            for index in t.index, t.rindex:
                try:
                    row.append(index(part, start, end))
                except ValueError as error:
                    row.append(str(error))
            if not isinstance(part, (int, memoryview)):
                row += [t.startswith(part, start, end), t.endswith(part, start, end)]
            print(kind.__name__, bytes([part]) if isinstance(part, int) else bytes(part), start, end, *row)

for bad in lambda t: t.find("x"), lambda t: t.find(b"x", "y"), lambda t: t.find(300), lambda t: t.startswith("x", 1), \
        lambda t: t.count("a", "b"), lambda t: t.endswith((b"q", 5)), lambda t: t.index(b"o", 1.5):
    for kind in bytes, bytearray:
        try:
            print(bad(kind(text)))
        except Exception as error:
            print(type(error).__name__, error)


raw = struct.pack("<6H", *range(6))
grid = memoryview(bytearray(raw)).cast("B", (3, 4))
for buffer in raw, bytearray(raw), array.array("H", range(6)), memoryview(raw), memoryview(bytearray(raw)), \
        memoryview(raw)[2:], memoryview(bytearray(raw))[2:-2], memoryview(bytearray(raw))[::2], grid:
    row = []
    for at in 0, 2, -4, 8, 9, -1, -13, 99:
        try:
            row.append(struct.unpack_from("<HH", buffer, at))
        except (struct.error, BufferError, ValueError) as error:
            row.append(str(error))
    print(type(buffer).__name__, *row, sep="\n    ")
print(list(struct.iter_unpack("<H", bytearray(raw))))
released = memoryview(bytearray(raw))
released.release()
for attempt in lambda: struct.unpack_from("<H", released), lambda: struct.unpack_from("<H", "text"), \
        lambda: struct.unpack_from("<H", 5, "x"), lambda: struct.unpack_from("<H", bytearray(4), "x"):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
