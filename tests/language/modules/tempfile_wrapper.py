# Methods of a named temporary file are those of the file, and keep it from being removed.
import os
import tempfile

with tempfile.NamedTemporaryFile("w+") as file:
    print(file.write("one\ntwo\n"), file.tell())
    file.flush()
    print(file.seek(0), file.read(), list(file), file.readable())
    print(open(file.name).readlines())
print(os.path.exists(file.name))

read = tempfile.NamedTemporaryFile().read
print(read(), read.__name__)

kept = tempfile.NamedTemporaryFile("wb", delete=False)
write = kept.write
print(write(b"bytes"), write is kept.write)
kept.close()
print(kept.closed, open(kept.name, "rb").read())
os.unlink(kept.name)
