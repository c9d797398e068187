"""pathlib: pure paths of both flavours, and paths on the file system."""
import os
import pathlib
import pickle
import tempfile
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

for cls in (PurePosixPath, PureWindowsPath):
    print(cls.__name__)
    for args in ((), ("",), (".",), ("a",), ("a/b",), ("a", "b"), ("/a/b/",), ("//a/b",), ("///a",), ("a//b/./c",),
                 ("a/../b",), ("/a", "/b"), ("a", "", "b"), ("c:/x/y",), ("c:x",), ("c:", "/a"), ("c:/a", "b", "d:z"),
                 ("//host/share/f",), ("\\\\host\\share",), ("\\a\\b",), ("c:\\a", "\\b"), ("a.tar.gz",), (".hidden",),
                 (".a.b",), ("a.",), ("..",), ("c:/", "c:b"), ("C:/a", "c:b"), ("//h",), ("nul.txt",)):
        p = cls(*args)
        print(args, repr(p), str(p), p.parts, [p.drive, p.root, p.anchor, p.name, p.stem, p.suffix, p.suffixes],
              p.is_absolute(), p.parent, list(p.parents), p.is_reserved())
p = PurePosixPath("/usr/lib/x.py")
print(p / "y", p / "/z", "/a" / PurePosixPath("b"), p.joinpath("a", "b"), p.parents[0], p.parents[-1], p.parents[0:2],
      len(p.parents), p.parents)
print(p.with_name("n.c"), p.with_stem("s"), p.with_suffix(".txt"), p.with_suffix(""), PurePosixPath("a").with_suffix(".b"))
print(p.relative_to("/usr"), p.relative_to("/"), p.relative_to("/usr", "lib"), p.relative_to(p), p.is_relative_to("/usr"),
      p.is_relative_to("/x"), PureWindowsPath("C:/A/b").relative_to("c:/a"), PureWindowsPath("c:/a").relative_to("c:"))
for bad in (lambda: p.relative_to("/bin"), lambda: p.relative_to("usr"), lambda: p.relative_to(),
            lambda: p.with_name(""), lambda: p.with_name("a/b"), lambda: PurePosixPath("/").with_name("a"),
            lambda: p.with_suffix("x"), lambda: p.with_suffix("."), lambda: p.with_suffix("./x"),
            lambda: PurePath(3), lambda: PurePath(b"a"), lambda: p / 3, lambda: p < 1, lambda: p.match(""),
            lambda: PurePosixPath("a").as_uri(), lambda: p.parents[5], lambda: pathlib.WindowsPath("a"),
            lambda: PurePosixPath("a") < PureWindowsPath("a")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
for path, pattern in (("a/b.py", "*.py"), ("/a/b.py", "a/*.py"), ("/a/b.py", "/*.py"), ("/a/b.py", "/a/*.py"),
                      ("a/b", "*"), ("a/b", "a"), ("b.PY", "*.py"), ("a/b/c", "b/*"), ("a", "[ab]"), ("x", "?")):
    print(path, pattern, PurePosixPath(path).match(pattern), PureWindowsPath(path).match(pattern))
print(PurePosixPath("a") == PurePosixPath("a/."), PurePosixPath("A") == PurePosixPath("a"),
      PureWindowsPath("A") == PureWindowsPath("a"), PureWindowsPath("a") == PurePosixPath("a"),
      hash(PureWindowsPath("A")) == hash(PureWindowsPath("a")), sorted(map(PurePosixPath, ["b", "a/c", "a", "/"])))
print(os.fspath(p), bytes(p), p.as_posix(), PureWindowsPath("a\\b").as_posix(), PureWindowsPath("c:/a b").as_uri(),
      PurePosixPath("/a b/\u00e9").as_uri(), PureWindowsPath("//h/s/x").as_uri())
print(pickle.loads(pickle.dumps(p)) == p, isinstance(p, os.PathLike), PurePath("a").__class__.__name__,
      Path("a").__class__.__name__, {p: 1}[PurePosixPath("/usr/lib/x.py")])

with tempfile.TemporaryDirectory() as folder:
    folder += "/inner"  # alone in its parent, where a pattern looks
    os.mkdir(folder)
    os.chdir(folder)
    top = Path(".")
    (top / "d" / "e").mkdir(parents=True)
    (top / "d").mkdir(exist_ok=True)
    for name in ("a.txt", "b.py", "d/c.py", "d/e/f.py"):
        (top / name).write_text(name)
    print(sorted(top.iterdir()), sorted(Path("d").iterdir()))
    for pattern in ("*", "*.py", "*/*.py", "**/*.py", "**", "d/*", "d", "none", "*/", "d/**/f.py", "[ab].*", "../*/a.txt"):
        found = sorted(top.glob(pattern))
        print(pattern, found if ".." not in pattern else len(found), sorted(top.rglob(pattern)) if ".." not in pattern else "")
    for bad in (lambda: list(top.glob("")), lambda: list(top.glob("/x")), lambda: list(top.glob("a**")),
                lambda: (top / "d").mkdir(), lambda: (top / "x/y").mkdir(), lambda: (top / "none").read_text(),
                lambda: (top / "d").rmdir(), lambda: (top / "none").unlink(), lambda: (top / "x").write_text(b""),
                lambda: (top / "none").resolve(strict=True), lambda: list((top / "none").iterdir()),
                lambda: (top / "a.txt").touch(exist_ok=False)):
        try:
            print(bad())
        except Exception as error:
            print(type(error).__name__, str(error).replace(os.getcwd(), "CWD"))
    a = top / "a.txt"
    print(a.exists(), a.is_file(), a.is_dir(), (top / "d").is_dir(), (top / "no").exists(), a.is_symlink(), a.is_mount(),
          a.is_fifo(), a.is_socket(), a.is_block_device(), a.is_char_device(), Path("/dev/null").is_char_device(),
          Path("/").is_mount(), Path("a\0b").exists())
    print(a.read_text(), a.read_bytes(), a.write_bytes(b"\x00\x01"), a.read_bytes(), a.write_text("l\n", newline="\r\n"),
          a.read_bytes(), a.stat().st_size)
    with a.open("a") as file:
        file.write("more")
    print(a.read_text(), a.rename("z.txt"), a.exists(), Path("z.txt").replace("y.txt"))
    link = top / "link"
    link.symlink_to("y.txt")
    print(link.is_symlink(), link.readlink(), link.resolve() == Path.cwd() / "y.txt", link.samefile("y.txt"),
          link.lstat().st_size)
    (top / "hard").hardlink_to("y.txt")
    print((top / "hard").stat().st_nlink)
    link.unlink()
    link.unlink(missing_ok=True)
    (top / "t").touch()
    (top / "t").chmod(0o600)
    print(oct((top / "t").stat().st_mode), Path("d/../t").resolve() == Path.cwd() / "t", Path("t").absolute() == Path.cwd() / "t")
    (top / "loop").symlink_to("loop")
    try:
        (top / "loop").resolve()
    except RuntimeError as error:
        print("RuntimeError", str(error).replace(os.getcwd(), "CWD"))
    (top / "d" / "e" / "f.py").unlink()
    (top / "d" / "e").rmdir()
    print(sorted(Path("d").rglob("*")))
    os.chdir("/")
os.environ["HOME"] = "/home/somebody"
print(Path("~").expanduser(), Path("~/x").expanduser(), Path("a/~").expanduser(), Path.home())
