"""A bytearray that changes its size while views of it are made, used and released: a view is open and
sees bytes that were stored, or says that it was released; the bytearray is resized only without views."""
from _harness import done, together

data = bytearray(b"abcd" * 64)
shared = [memoryview(data)]


def use():
    for _ in range(40):
        view = shared[0]
        try:
            assert view[3] in b"abcd"
            view[2] = 99
            part = view[4:8]
            assert len(part) == 4
            assert bytes(part) in (b"abcd", b"abcc", b"abc\x63"), bytes(part)
            assert len(view.tobytes()) == 256
            assert len(view.cast("I")) == 64
            part.release()
        except ValueError as error:
            assert "released" in str(error), error


def replace():
    old = shared[0]
    old.release()
    for _ in range(5):
        try:
            del data[4:]
            data.extend(b"abcd" * 63)
            data[:] = b"abcd" * 64
            break
        except BufferError as error:
            assert "re-sized" in str(error), error
    while len(data) != 256:
        try:
            data[:] = b"abcd" * 64
        except BufferError:
            pass
    shared[0] = memoryview(data)


def read():
    for i in range(60):
        try:
            assert data[i] in b"abcd"
            assert set(data[:8]) <= set(b"abcd")
        except IndexError:
            pass


together(use, use, replace, read)
done()
