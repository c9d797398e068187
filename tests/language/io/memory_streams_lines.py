"""Lines and pieces of StringIO and BytesIO, written at the end and within, at any position, closed and derived from."""
import hashlib
import io
import random

chosen = random.Random(5)
below, choice = chosen.randrange, chosen.choice


seen = hashlib.sha256()
for turn in range(300):
    binary = turn % 2 == 1
    newline = choice(["\n", "\n", "", None, "\r\n"])
    stream = io.BytesIO() if binary else io.StringIO(newline=newline)
    for _ in range(40):
        piece = choice(["", "a", "b\n", "\n", "two\nlines\n", "c\r\nd", "é€", "\U0001F600x\n", "x" * 300 + "\n"])
        action = below(9)
        if action < 3:
            result = stream.write(piece.encode() if binary else piece)
        elif action == 3:
            result = stream.readline()
        elif action == 4:
            result = stream.readline(choice([-1, None, 0, 1, 5, -7]))
        elif action == 5:
            result = stream.read(choice([-1, None, 0, 1, 3, 1000]))
        elif action == 6:
            result = stream.seek(choice([0, 1, 5, stream.tell(), 400]))
        elif action == 7:
            result = next(stream, "end")
        else:
            result = (stream.tell(), stream.getvalue())
        seen.update(ascii(result).encode())
    stream.seek(0)
    seen.update(ascii(list(stream)).encode())
    if turn % 100 == 99:
        print(turn, seen.hexdigest()[:12])


class Upper(io.StringIO):
    def readline(self, *size):
        return super().readline(*size).upper()


class Counted(io.BytesIO):
    def readline(self, *size):
        print("readline", size)
        return super().readline(*size)

    def write(self, b):
        return super().write(b + b)


class Unready(io.StringIO):
    def __init__(self):
        pass


print(list(Upper("a\nb\n")), Upper("x\ny").readline(), Upper("a").read())
counted = Counted(b"a\nb\n")
print(list(counted), counted.write(b"z"), counted.getvalue(), counted.readline())
for stream in (io.StringIO("a\nb"), io.BytesIO(b"a\nb")):
    print([name for name in ("read", "write", "readline", "__next__") if getattr(type(stream), name).__name__ == name])
    for wrong in (lambda: stream.write(5), lambda: stream.write("" if isinstance(stream, io.BytesIO) else b""),
                  lambda: stream.readline("x"), lambda: stream.readline(1.5), lambda: stream.read("x"), lambda: stream.readline(1, 2),
                  lambda: stream.readline(size=1), lambda: stream.write()):
        try:
            print(wrong())
        except TypeError as problem:
            print("TypeError", problem)
    stream.seek(10)
    print(repr(stream.readline()), repr(stream.read()), next(stream, "end"), stream.write(stream.getvalue()[:1]), repr(stream.getvalue()))
    stream.close()
    for closed in (stream.readline, stream.read, stream.__next__, lambda: stream.write("a" if isinstance(stream, io.StringIO) else b"a")):
        try:
            closed()
        except ValueError as problem:
            print(problem)
for use in (lambda: next(Unready()), lambda: Unready().readline(), lambda: Unready().write("a")):
    try:
        use()
    except ValueError as problem:
        print(problem)
stream = io.BytesIO(b"abc\n")
view = stream.getbuffer()
stream.seek(0, 2)
try:
    stream.write(b"more")
except BufferError as problem:
    print("BufferError", problem)
stream.seek(0)
print(stream.readline(), stream.read())
for size in (True, False):
    print(io.BytesIO(b"ab\n").read(size), io.StringIO("ab\n").readline(size))
