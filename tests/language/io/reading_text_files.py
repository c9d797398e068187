"""Reading text files in pieces: ends of lines in each mode, characters of several bytes, pieces that meet
the end of a buffer."""
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "text")


def pieces(read, count):
    return list(iter(lambda: read(count), ""))


def fill(data):
    with open(path, "wb") as file:
        file.write(data)


fill(b"a\nb\r\nc\rd\r\n\re\n\r\n")
for newline in (None, "", "\n", "\r", "\r\n"):
    for count in (1, 2, 3, -1):
        with open(path, newline=newline) as file:
            print(repr(newline), count, pieces(file.read, count))
        with open(path, newline=newline) as file:
            print(repr(newline), count, pieces(file.readline, count))
    with open(path, newline=newline) as file:
        print(file.newlines, list(file), file.newlines)

for encoding in (None, "utf-8", "UTF8", "U8"):
    fill("hé€\r\n😀x".encode() * 3)
    for count in range(1, 9):
        with open(path, encoding=encoding) as file:
            print(encoding, count, pieces(file.read, count))
fill(b"\xe9\xe8\n\xff")
with open(path, encoding="latin-1") as file:
    print(pieces(file.read, 1), repr(file.newlines))

# a buffer is some thousand bytes long: shifted by one byte each time, pairs and characters stand across its end
for shift in range(5):
    text = "x" * shift + "é€😀y\r\n" * 3000
    fill(text.encode())
    with open(path) as file:
        lines = file.readlines()
        print(len(lines), set(lines[1:]), repr(file.newlines))
    with open(path) as file:
        print("".join(pieces(file.read, 7)) == text.replace("\r\n", "\n"))
    with open(path, newline="") as file:
        print("".join(pieces(file.readline, 3)) == text, repr(file.newlines))
    with open(path, newline="\r\n") as file:
        print(set(map(len, file)))

fill(b"cut \xe2\x82")
with open(path) as file:
    try:
        print(file.read(10))
    except UnicodeDecodeError as error:
        print(error.reason)
with open(path, errors="replace") as file:
    print(ascii(file.read(10)), repr(file.read(10)))
for wrong in ({"errors": 5}, {"encoding": 5}, {"newline": 5}, {"newline": "x"}, {"buffering": 0}):
    try:
        open(path, **wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
os.remove(path)
os.rmdir(os.path.dirname(path))
