"""StringIO and BytesIO: reading and writing at, before and behind the end, lines, subclasses, closing."""
import io


class Text(str):
    pass


def outcome(action, *args):
    try:
        return action(*args)
    except Exception as error:
        return type(error).__name__, str(error)


for newline in ("\n", None, "", "\r\n", "\r"):
    stream = io.StringIO("one\ntwo\r\nthree\rfour", newline)
    print(repr(newline), list(stream), repr(stream.getvalue()), stream.newlines)
    stream.seek(0)
    print(repr(stream.readline()), repr(stream.readline(2)), repr(stream.readline(-1)), repr(stream.readline(None)))
    print(stream.write("a\nb"), stream.tell(), repr(stream.getvalue()), repr(stream.read()))

stream = io.StringIO()
print([stream.write(piece) for piece in ("ab", "", "cde\n", Text("fg"))], repr(stream.getvalue()), stream.tell())
print(stream.seek(2), stream.write("XY"), repr(stream.getvalue()), repr(stream.read(1)), repr(stream.read()))
print(stream.seek(20), repr(stream.read()), repr(stream.readline()), next(stream, "no line"), stream.tell())
print(stream.write("z"), repr(stream.getvalue()), stream.tell())
print(stream.seek(3), stream.truncate(), repr(stream.getvalue()), stream.seek(0, 2), stream.write("!"), repr(stream.getvalue()))
print(stream.seek(True), outcome(stream.seek, -1), outcome(stream.seek, 1.0), outcome(stream.seek, 0, 3),
      outcome(stream.seek, 1, 1), outcome(stream.write, b"x"), outcome(stream.write, 1))
stream = io.StringIO(Text("of a subclass"))
print(type(stream.getvalue()) is str, stream.read(4), stream.tell())
stream = io.StringIO("a\nb\n")
print(next(stream), stream.write("B"), list(stream), repr(stream.getvalue()))
stream.seek(0, 2)
stream.write("c\nd")
stream.seek(0)
print([line for line in stream], next(stream, None))
stream.close()
print(stream.closed, [outcome(getattr(stream, name)) for name in ("read", "readline", "getvalue", "tell", "__next__")],
      outcome(stream.write, "x"), outcome(stream.seek, 0), outcome(iter, stream))
stream.__init__("again\nopen")
print(stream.closed, stream.readlines())


class Shouting(io.StringIO):
    def readline(self, size=-1):
        return super().readline(size).upper()

    def write(self, s):
        return super().write(s + "!")


loud = Shouting("a\nb\n")
print(list(loud), loud.write("x"), loud.getvalue())
print(outcome(io.StringIO, 1), outcome(io.StringIO, "", "x"), outcome(io.StringIO.write, io.StringIO.__new__(io.StringIO), "x"))

data = io.BytesIO(b"one\ntwo")
print(data.readline(), data.write(b"TWO three"), data.getvalue(), data.write(bytearray(b"!")), data.write(memoryview(b"??")))
print(data.seek(30), data.write(b"far"), len(data.getvalue()), data.getvalue()[-6:], outcome(data.write, "x"))
view = data.getbuffer()
print(outcome(data.write, b"more"), view[0])
view.release()
print(data.write(b"more"), data.tell(), data.seek(0), data.readlines())
data.close()
print(outcome(data.write, b""), outcome(data.read))
