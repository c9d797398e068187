# Files without a buffer make one system call each; buffered files show what they stand on, give it away, and
# say how much a write took that would have had to wait; streams of a program's own are checked and closed.
import gc
import io
import os
import pickle
import sys
import tempfile

os.chdir(tempfile.mkdtemp())


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = "%s: %s" % (type(error).__name__, error)
    print(result)


# What a pipe holds now is what read() gives: it does not wait for the rest.
read_end, write_end = os.pipe()
os.write(write_end, b"first")
pipe = open(read_end, "rb", 0)
print(pipe.closefd, pipe.mode, pipe.read(100))
os.write(write_end, b"line one\nline two\nrest")
print(pipe.readline(), os.read(read_end, 9), pipe.read(2))
room = bytearray(8)
print(pipe.readinto(room), room)
os.set_blocking(read_end, False)
print(pipe.read(3), pipe.readinto(room), pipe.readall())
os.write(write_end, b"tail")
os.close(write_end)
print(pipe.readall(), pipe.read(5))
attempt(pipe.write, b"x")
pipe.close()
print(pipe)

# A writer that would have to wait.
read_end, write_end = os.pipe()
os.set_blocking(write_end, False)
raw = open(write_end, "wb", 0, closefd=False)
total = 0
while (count := raw.write(b"x" * 10007)) is not None:
    total += count
print("raw write:", count, total > 10007, total == len(os.read(read_end, 1 << 20)))
writer = open(write_end, "wb")
taken = 0
try:
    while True:
        taken += writer.write(b"y" * 9973)
except BlockingIOError as error:
    print(error.errno == 11, error.args[1], error.characters_written == error.args[2] < 9973)
    taken += error.characters_written
received = bytearray(os.read(read_end, 1 << 20))
writer.close()
while part := os.read(read_end, 1 << 20):
    received += part
print("nothing is lost:", len(received) == taken, set(received) == {ord("y")})
os.close(read_end)

# What a buffered file stands on.
with open("f", "w") as text:
    text.write("some text\n")
    print(text.buffer.raw, text.buffer)
text = open("f", "r+")
buffered = text.detach()
attempt(text.read)
attempt(text.write, "x")
raw = buffered.detach()
attempt(buffered.read)
print(raw, raw.read(4), raw.closed)
again = io.TextIOWrapper(io.BufferedReader(raw), encoding="latin-1")
print(again.read())
again.close()
print(raw.closed, raw)
with open("f", "a") as text:
    print("appends from", text.tell())
room = bytearray(20)
with open("f", "rb") as buffered:
    print(buffered.readinto1(room), buffered.readinto1(room))
    attempt(buffered.read, -2)
    attempt(buffered.read, "3")
    attempt(buffered.truncate)
kept = sys.stdout
sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="utf-8", line_buffering=True)
print("through a text layer of my own: \xe9")

# What open() refuses.
attempt(open, "f", closefd=False)
attempt(open, "f", opener=lambda path, flags: -1)
attempt(open, "f", opener=lambda path, flags: "3")
with open("f") as text:
    text.close()
    attempt(text.writelines, [])

# Memory streams can be pickled, and a view of their bytes keeps them open.
for stream in (io.BytesIO(b"bytes"), io.StringIO("text")):
    stream.read(2)
    copy = pickle.loads(pickle.dumps(stream))
    print(type(copy).__name__, copy.tell(), copy.read())
stream = io.BytesIO(b"bytes")
view = stream.getbuffer()
attempt(stream.close)
view.release()
stream.close()
print(stream.closed)
for state in (("", "f", 0, None), ("", "", -1, None), ("", "", 0, 5), ("", "", "x", None), 5):
    attempt(io.StringIO().__setstate__, state)
for state in ((b"", "x", None), (b"", 0, 5), (b"", -1, None)):
    attempt(io.BytesIO().__setstate__, state)


class Raw(io.RawIOBase):
    """A raw stream that says what it was told to say."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def readable(self):
        return True

    def readinto(self, buffer):
        answer = self.answers.pop(0) if self.answers else 0
        if not isinstance(answer, bytes):
            return answer
        buffer[:len(answer)] = answer
        return len(answer)


for answers in ((b"abc", None), (-1,), (99999,), (b"a", b"b"), (None,), ("text",)):
    attempt(io.BufferedReader(Raw(*answers)).read, 10)
for size in (8192, 4):
    attempt(io.BufferedReader(Raw(b"abc", b"def"), size).readinto1, bytearray(6))


class Placeless(io.BytesIO):
    def seek(self, position, whence=0):
        return -1

    def tell(self):
        return -5


attempt(io.BufferedReader(Placeless()).seek, 0)
attempt(io.BufferedReader(Placeless()).tell)


class Closing(io.RawIOBase):
    def close(self):
        if not self.closed:
            print("closed when it was dropped")
        super().close()


Closing()
gc.collect()

# The mark of utf-8-sig stands at the start of a file alone.
target = io.BytesIO()
text = io.TextIOWrapper(target, encoding="ascii")
text.write("a")
text.reconfigure(encoding="utf-8-sig")
text.write("\xe9")
text.flush()
print(target.getvalue())
