"""OSError: mapping from errno to subclass, attributes, str."""
import errno, os
for code in ["EPERM", "ENOENT", "EINTR", "EAGAIN", "EACCES", "EEXIST", "ENOTDIR", "EISDIR", "EINVAL", "EPIPE", "ECHILD", "ESRCH", "ECONNREFUSED", "ECONNABORTED", "ECONNRESET", "ETIMEDOUT", "EALREADY", "EINPROGRESS", "EWOULDBLOCK", "ESHUTDOWN"]:
    e = OSError(getattr(errno, code), "msg")
    print(code, type(e).__name__, repr(e), str(e), e.errno == getattr(errno, code))
e = OSError(2, "No such file", "name.txt")
print(type(e).__name__, e, repr(e), e.errno, e.strerror, e.filename, e.filename2, e.args)
e = OSError(2, "two files", "a", None, "b")
print(e, e.filename, e.filename2)
print(OSError(), repr(OSError()), OSError("only"), OSError("only").errno, OSError(5), OSError(5).errno, OSError(1, 2, 3, 4), OSError(1, 2, 3, 4, 5), OSError(1, 2, 3, 4, 5, 6))
print(type(OSError("x", "y")).__name__, OSError("x", "y"), OSError("x", "y").errno, OSError(2, "m", b"bytes"), OSError(2, "m", 5), OSError(2, None, "f"), OSError(9999, "odd"))
print(type(FileNotFoundError(1, "perm")).__name__, FileNotFoundError(1, "perm"), type(PermissionError(2, "x")).__name__, EnvironmentError is OSError, IOError is OSError)
class Sub(OSError): pass
print(type(Sub(2, "stays sub")).__name__, Sub(2, "s"), repr(Sub(2, "s", "f")))
class SubInit(OSError):
    def __init__(self, a, b, extra): super().__init__(a, b); self.extra = extra
s = SubInit(2, "m", "ex"); print(s, s.errno, s.extra, s.args)
class SubNew(OSError):
    def __new__(cls, *a): return super().__new__(cls, 17, "from new")
print(SubNew(), SubNew().errno, type(SubNew()).__name__)
e = OSError(2, "m", "f"); e.errno = 5; e.strerror = "changed"; e.filename = "g"
print(e, e.args)
b = BlockingIOError(11, "again", 7); print(b.characters_written, b, b.args)
try: BlockingIOError(11, "again").characters_written
except AttributeError as x: print(x)
for path, mode in [("no_such_file_here.txt", "r"), ("no_dir_here/x.txt", "w"), (".", "r"), ("", "r")]:
    try: open(path, mode)
    except OSError as x: print(type(x).__name__, x, x.errno, x.filename)
for f in [lambda: os.listdir("no_such_dir_q"), lambda: os.remove("no_such_file_q"), lambda: os.rename("no_a", "no_b"), lambda: os.stat("no_such"), lambda: os.rmdir("no_such_dir_q"), lambda: os.mkdir("no/such/dir")]:
    try: f()
    except OSError as x: print(type(x).__name__, x, x.filename2)
print(os.strerror(2), errno.errorcode[2], errno.ENOENT)
try: raise OSError(13, "denied", "secret") from OSError(2, "inner")
except PermissionError as x: print(x, repr(x.__cause__))
for bad in ["open('a\\0b')", "open(5.5)", "open('f', 'q')", "open('f', 'rw')", "open('f', 'rb', encoding='utf-8')", "open('f', '')", "open('f', 'r+w')", "open('f', 'bt')", "open()", "open('f', 'r', 0)", "open(None)", "open('f', mode=5)", "open('f', 'rb', newline='x')", "open('f', newline='x')", "open(-1)", "open('f', 'rr')", "open('f', 'U')"]:
    try: eval(bad)
    except Exception as x: print(bad, "->", type(x).__name__, x)
