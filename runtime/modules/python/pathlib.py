"""Paths as objects: PurePath and its two flavours compute, Path asks the file system too.

Paths are immutable; what is derived from the parts (text, hash) is computed once, and computing it twice on
two threads gives equal values.
"""
import fnmatch
import functools
import io
import os
import re
import stat
import sys
from collections.abc import Sequence
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]

_ABSENT = (ENOENT, ENOTDIR, EBADF, ELOOP)


def _is_absent(error):
    return getattr(error, "errno", None) in _ABSENT


class _PosixFlavour:
    sep = "/"
    altsep = ""
    reserved = frozenset()

    def split_root(self, text):
        """(drive, root, rest). Two slashes at the beginning are a root of their own, three are one."""
        if not text.startswith("/"):
            return "", "", text
        rest = text.lstrip("/")
        return "", "//" if len(text) - len(rest) == 2 else "/", rest

    def casefold(self, text):
        return text

    def casefold_parts(self, parts):
        return parts

    def pattern(self, text):
        return re.compile(fnmatch.translate(text)).fullmatch

    def is_reserved(self, parts):
        return False

    def make_uri(self, path):
        from urllib.parse import quote_from_bytes
        return "file://" + quote_from_bytes(bytes(path))


class _WindowsFlavour:
    sep = "\\"
    altsep = "/"
    reserved = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} |
                         {name + digit for name in ("COM", "LPT") for digit in "123456789\u00b9\u00b2\u00b3"})

    def split_root(self, text):
        if text.startswith("\\\\") and text[2:3] not in ("", "\\"):
            return self._split_share(text)
        drive = root = ""
        if text[1:2] == ":" and text[:1].isascii() and text[:1].isalpha():
            drive, text = text[:2], text[2:]
        if text[:1] == "\\":
            root, text = "\\", text.lstrip("\\")
        return drive, root, text

    def _split_share(self, text):
        # \\machine\share\rest, or one of the extended forms \\?\C:\ and \\?\UNC\machine\share.
        prefix = ""
        if text.startswith("\\\\?\\"):
            prefix, text = text[:4], text[4:]
            if not text.startswith("UNC\\"):
                drive, root, rest = self.split_root(text)
                return prefix + drive, root, rest
            prefix, text = prefix + text[:3], "\\" + text[3:]
        at = text.find("\\", 2)
        if at < 0:
            if prefix:
                return prefix + text, "", ""
            return "", "\\", text.lstrip("\\")
        end = text.find("\\", at + 1)
        if end == at + 1:
            return "", "\\", text.lstrip("\\")
        if end < 0:
            end = len(text)
        rest = text[end:]
        return prefix + text[:end], "\\", rest.lstrip("\\")

    def casefold(self, text):
        return text.lower()

    def casefold_parts(self, parts):
        return [part.lower() for part in parts]

    def pattern(self, text):
        return re.compile(fnmatch.translate(text), re.IGNORECASE).fullmatch

    def is_reserved(self, parts):
        if not parts or parts[0].startswith("\\\\"):
            return False
        name = parts[-1].partition(".")[0].partition(":")[0].rstrip(" ")
        return name.upper() in self.reserved

    def make_uri(self, path):
        from urllib.parse import quote_from_bytes
        drive = path.drive
        if len(drive) == 2 and drive[1] == ":":
            rest = path.as_posix()[2:].lstrip("/")
            return "file:///%s/%s" % (drive, quote_from_bytes(rest.encode("utf-8")))
        return "file:" + quote_from_bytes(path.as_posix().encode("utf-8"))


_posix_flavour = _PosixFlavour()
_windows_flavour = _WindowsFlavour()


class _PathParents(Sequence):
    """The ancestors of a path, the nearest first."""

    __slots__ = ("_pathcls", "_drv", "_root", "_parts")

    def __init__(self, path):
        self._pathcls = type(path)
        self._drv, self._root, self._parts = path._drv, path._root, path._parts

    def __len__(self):
        return len(self._parts) - 1 if self._drv or self._root else len(self._parts)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index >= len(self) or index < -len(self):
            raise IndexError(index)
        if index < 0:
            index += len(self)
        return self._pathcls._from_parsed(self._drv, self._root, self._parts[:-index - 1])

    def __repr__(self):
        return "<{}.parents>".format(self._pathcls.__name__)


def _joined_by_operator(join, parts):
    # What is no path may know by itself what it is divided by.
    try:
        return join(parts)
    except TypeError:
        return NotImplemented


class PurePath:
    """A path that is only computed with. PurePath(...) makes the flavour of this system."""

    __slots__ = ("_drv", "_root", "_parts", "_str", "_hash", "_cparts")

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == "nt" else PurePosixPath
        return cls._from_parsed(*cls._parse_args(args))

    def __reduce__(self):
        return self.__class__, tuple(self._parts)

    @classmethod
    def _parse_args(cls, args):
        parts = []
        for each in args:
            if isinstance(each, PurePath):
                parts += each._parts
                continue
            each = os.fspath(each)
            if not isinstance(each, str):
                raise TypeError("argument should be a str object or an os.PathLike object returning str, "
                                "not %r" % type(each))
            parts.append(str(each))
        return cls._parse_parts(parts)

    @classmethod
    def _parse_parts(cls, parts):
        """(drive, root, parts) of what was given: the last absolute one counts, "." and "" are left out."""
        flavour = cls._flavour
        found = []
        drive = root = ""
        for position in range(len(parts) - 1, -1, -1):
            part = parts[position]
            if not part:
                continue
            if flavour.altsep:
                part = part.replace(flavour.altsep, flavour.sep)
            drive, root, rest = flavour.split_root(part)
            for name in reversed(rest.split(flavour.sep)):
                if name and name != ".":
                    found.append(sys.intern(name))
            if drive or root:
                if not drive:
                    # A root without a drive takes the drive that stands before it.
                    for other in reversed(parts[:position]):
                        if not other:
                            continue
                        if flavour.altsep:
                            other = other.replace(flavour.altsep, flavour.sep)
                        drive = flavour.split_root(other)[0]
                        if drive:
                            break
                break
        if drive or root:
            found.append(drive + root)
        found.reverse()
        return drive, root, found

    @classmethod
    def _from_parsed(cls, drive, root, parts):
        self = object.__new__(cls)
        self._drv, self._root, self._parts = drive, root, parts
        return self

    def _joined(self, drive, root, parts, other_drive, other_root, other_parts):
        """(drive, root, parts) of this path followed by another."""
        if other_root:
            if not other_drive and drive:
                return drive, other_root, [drive + other_root] + other_parts[1:]
            return other_drive, other_root, other_parts
        if other_drive:
            if other_drive == drive or self._flavour.casefold(other_drive) == self._flavour.casefold(drive):
                return drive, root, parts + other_parts[1:]
            return other_drive, other_root, other_parts
        return drive, root, parts + other_parts

    def _make_child(self, args):
        return self._from_parsed(*self._joined(self._drv, self._root, self._parts, *self._parse_args(args)))

    def __str__(self):
        try:
            return self._str
        except AttributeError:
            pass
        if self._drv or self._root:
            text = self._drv + self._root + self._flavour.sep.join(self._parts[1:])
        else:
            text = self._flavour.sep.join(self._parts)
        self._str = text or "."
        return self._str

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self).replace(self._flavour.sep, "/")

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self.as_posix())

    def as_uri(self):
        """The path as a file: URI; it must be absolute."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        return self._flavour.make_uri(self)

    def _folded(self):
        try:
            return self._cparts
        except AttributeError:
            self._cparts = self._flavour.casefold_parts(self._parts)
            return self._cparts

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._folded() == other._folded() and self._flavour is other._flavour

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(tuple(self._folded()))
            return self._hash

    def _compared(self, other):
        return isinstance(other, PurePath) and self._flavour is other._flavour

    def __lt__(self, other):
        return self._folded() < other._folded() if self._compared(other) else NotImplemented

    def __le__(self, other):
        return self._folded() <= other._folded() if self._compared(other) else NotImplemented

    def __gt__(self, other):
        return self._folded() > other._folded() if self._compared(other) else NotImplemented

    def __ge__(self, other):
        return self._folded() >= other._folded() if self._compared(other) else NotImplemented

    drive = property(lambda self: self._drv, doc="The drive prefix (letter or UNC path), if any.")
    root = property(lambda self: self._root, doc="The root of the path, if any.")

    @property
    def anchor(self):
        """Drive and root together."""
        return self._drv + self._root

    @property
    def name(self):
        """The last part, if it is not the anchor."""
        parts = self._parts
        if len(parts) == (1 if self._drv or self._root else 0):
            return ""
        return parts[-1]

    @property
    def suffix(self):
        """The end of the name from its last dot on."""
        name = self.name
        at = name.rfind(".")
        return name[at:] if 0 < at < len(name) - 1 else ""

    @property
    def suffixes(self):
        """All ends of the name that begin with a dot."""
        name = self.name
        if name.endswith("."):
            return []
        return ["." + suffix for suffix in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        """The name without its suffix."""
        name = self.name
        at = name.rfind(".")
        return name[:at] if 0 < at < len(name) - 1 else name

    def _with_last(self, name):
        return self._from_parsed(self._drv, self._root, self._parts[:-1] + [name])

    def with_name(self, name):
        """The path with another name."""
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        drive, root, parts = self._parse_parts((name,))
        if not name or name[-1] in (self._flavour.sep, self._flavour.altsep) or drive or root or len(parts) != 1:
            raise ValueError("Invalid name %r" % (name))
        return self._with_last(name)

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """The path with another suffix, or without one for ""."""
        flavour = self._flavour
        if flavour.sep in suffix or flavour.altsep and flavour.altsep in suffix:
            raise ValueError("Invalid suffix %r" % (suffix,))
        if suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError("Invalid suffix %r" % (suffix))
        name = self.name
        if not name:
            raise ValueError("%r has an empty name" % (self,))
        old = self.suffix
        return self._with_last(name[:len(name) - len(old)] + suffix if old else name + suffix)

    def relative_to(self, *other):
        """What follows another path in this one. ValueError if it does not begin with the other."""
        if not other:
            raise TypeError("need at least one argument")
        drive, root, parts = self._parse_args(other)
        own = [self._drv, self._root] + self._parts[1:] if self._root else [self._drv] + self._parts[1:] \
            if self._drv else list(self._parts)
        their = [drive, root] + parts[1:] if root else [drive] + parts[1:] if drive else list(parts)
        fold = self._flavour.casefold_parts
        count = len(their)
        if (root or drive) if not count else fold(own[:count]) != fold(their):
            shown = self._from_parsed(drive, root, parts)
            raise ValueError("{!r} is not in the subpath of {!r} OR one path is relative and the other is "
                             "absolute.".format(str(self), str(shown)))
        return self._from_parsed("", self._root if count == 1 and drive and self._root else "", own[count:])

    def is_relative_to(self, *other):
        try:
            self.relative_to(*other)
        except ValueError:
            return False
        return True

    @property
    def parts(self):
        """The parts as a tuple, the anchor first."""
        return tuple(self._parts)

    def joinpath(self, *args):
        return self._make_child(args)

    def __truediv__(self, key):
        return _joined_by_operator(self._make_child, (key,))

    def __rtruediv__(self, key):
        return _joined_by_operator(lambda parts: self._from_parsed(*self._parse_args(parts)), (key, self))

    @property
    def parent(self):
        if len(self._parts) == (1 if self._drv or self._root else 0):
            return self
        return self._from_parsed(self._drv, self._root, self._parts[:-1])

    @property
    def parents(self):
        return _PathParents(self)

    def is_absolute(self):
        if not self._root:
            return False
        return self._flavour is _posix_flavour or bool(self._drv)

    def is_reserved(self):
        """True for a name that means a device on Windows."""
        return self._flavour.is_reserved(self._parts)

    def match(self, path_pattern):
        """True if the path fits a pattern; a relative one is compared from the right."""
        flavour = self._flavour
        drive, root, wanted = self._parse_parts((path_pattern,))
        if not wanted:
            raise ValueError("empty pattern")
        if drive and flavour.casefold(drive) != flavour.casefold(self._drv):
            return False
        if root and flavour.casefold(root) != flavour.casefold(self._root):
            return False
        parts = self._parts
        if drive or root:
            if len(wanted) != len(parts):
                return False
            wanted = wanted[1:]
        elif len(wanted) > len(parts):
            return False
        return all(flavour.pattern(pattern)(part) for part, pattern in zip(reversed(parts), reversed(wanted)))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A pure path with the rules of POSIX."""

    _flavour = _posix_flavour
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A pure path with the rules of Windows."""

    _flavour = _windows_flavour
    __slots__ = ()


# ---- patterns of glob() ----

def _names_in(folder):
    """(name, entry) of what a folder holds; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [(entry.name, entry) for entry in entries]
    except PermissionError:
        return []


def _is_folder(entry, follow):
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError as error:
        if not _is_absent(error):
            raise
        return False


def _select(path, patterns, flavour):
    """The paths below `path` that fit the patterns, one pattern for each part."""
    if not patterns:
        yield path
        return
    pattern, rest = patterns[0], patterns[1:]
    if pattern == "**":
        yield from _select_deeply(path, rest, flavour)
    elif not re.search(r"[*?\[]", pattern):
        child = path._with_part(pattern)
        try:
            if child.is_dir() if rest else child.exists():
                yield from _select(child, rest, flavour)
        except PermissionError:
            return
    else:
        matches = flavour.pattern(pattern)
        for name, entry in _names_in(path):
            if rest and not _is_folder(entry, True):
                continue
            if matches(name):
                yield from _select(path._with_part(name), rest, flavour)


def _folders_below(path):
    yield path
    for name, entry in _names_in(path):
        if _is_folder(entry, False):
            yield from _folders_below(path._with_part(name))


def _select_deeply(path, rest, flavour):
    """"**": the folder itself and all below it; symbolic links are not followed."""
    seen = set()
    for folder in _folders_below(path):
        for found in _select(folder, rest, flavour):
            if found not in seen:
                seen.add(found)
                yield found


class Path(PurePath):
    """A path of this system, with the operations of os on it."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == "nt" else PosixPath
        self = cls._from_parsed(*cls._parse_args(args))
        if self._flavour is not (_windows_flavour if os.name == "nt" else _posix_flavour):
            raise NotImplementedError("cannot instantiate %r on your system" % (cls.__name__,))
        return self

    def _with_part(self, part):
        return self._from_parsed(self._drv, self._root, self._parts + [part])

    def __enter__(self):
        import warnings
        warnings.warn("pathlib.Path.__enter__() is deprecated and scheduled for removal in Python 3.13; Path "
                      "objects as a context manager is a no-op", DeprecationWarning, stacklevel=2)
        return self

    def __exit__(self, t, v, tb):
        pass

    # ---- where ----

    @classmethod
    def cwd(cls):
        """The current folder."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's folder."""
        return cls("~").expanduser()

    def absolute(self):
        """An absolute path, without resolving links or "..".
        """
        if self.is_absolute():
            return self
        return self._from_parsed(*self._parse_parts([os.getcwd()] + self._parts))

    def resolve(self, strict=False):
        """An absolute path without links and ".."; strict=True: everything on it must exist."""
        try:
            text = os.path.realpath(self, strict=strict)
        except OSError as error:
            if error.errno == ELOOP:
                raise RuntimeError("Symlink loop from %r" % error.filename) from None
            raise
        found = self._from_parsed(*self._parse_args((text,)))
        if not strict:
            try:
                found.stat()
            except OSError as error:
                if error.errno == ELOOP:
                    raise RuntimeError("Symlink loop from %r" % error.filename) from None
        return found

    def expanduser(self):
        """The path with "~" or "~user" at its beginning replaced."""
        if not (self._drv or self._root) and self._parts and self._parts[0][:1] == "~":
            home = os.path.expanduser(self._parts[0])
            if home[:1] == "~":
                raise RuntimeError("Could not determine home directory.")
            drive, root, parts = self._parse_parts((home,))
            return self._from_parsed(drive, root, parts + self._parts[1:])
        return self

    def samefile(self, other_path):
        status = self.stat()
        try:
            other = other_path.stat()
        except AttributeError:
            other = self.__class__(other_path).stat()
        return os.path.samestat(status, other)

    # ---- what is in a folder ----

    def iterdir(self):
        """The paths of what is in this folder, in no order."""
        for name in os.listdir(self):
            yield self._with_part(name)

    def _glob(self, pattern, deep):
        sys.audit("pathlib.Path.%sglob" % ("r" if deep else ""), self, pattern)
        drive, root, parts = self._parse_parts((pattern,))
        if drive or root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if pattern and pattern[-1] in (self._flavour.sep, self._flavour.altsep):
            parts.append("")
        if not deep and not pattern:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        patterns = (["**"] if deep else []) + parts
        for part in patterns:
            if "**" in part and part != "**":
                raise ValueError("Invalid pattern: '**' can only be an entire path component")
        return self._found(patterns)

    def _found(self, patterns):
        folders_only = bool(patterns) and patterns[-1] in ("", "**")
        if patterns and patterns[-1] == "":
            patterns = patterns[:-1]
        if not self.is_dir():
            return
        for path in _select(self, patterns, self._flavour):
            if not folders_only or path.is_dir():
                yield path

    def glob(self, pattern):
        """The paths below this folder that fit a pattern; "**" is any number of folders."""
        return self._glob(pattern, False)

    def rglob(self, pattern):
        """As glob() with "**/" before the pattern."""
        return self._glob(pattern, True)

    # ---- about the file ----

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return self.stat(follow_symlinks=False)

    def owner(self):
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def _mode_is(self, test, follow=True):
        try:
            return test(self.stat(follow_symlinks=follow).st_mode)
        except OSError as error:
            if not _is_absent(error):
                raise
            return False
        except ValueError:
            return False  # a null character

    def exists(self):
        return self._mode_is(lambda mode: True)

    def is_dir(self):
        return self._mode_is(stat.S_ISDIR)

    def is_file(self):
        return self._mode_is(stat.S_ISREG)

    def is_symlink(self):
        return self._mode_is(stat.S_ISLNK, follow=False)

    def is_block_device(self):
        return self._mode_is(stat.S_ISBLK)

    def is_char_device(self):
        return self._mode_is(stat.S_ISCHR)

    def is_fifo(self):
        return self._mode_is(stat.S_ISFIFO)

    def is_socket(self):
        return self._mode_is(stat.S_ISSOCK)

    def is_mount(self):
        """True for a folder on which a file system is mounted."""
        if not self.exists() or not self.is_dir():
            return False
        try:
            above = self.parent.stat()
        except OSError:
            return False
        own = self.stat()
        return own.st_dev != above.st_dev or own.st_ino == above.st_ino

    # ---- contents ----

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open(mode="rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        encoding = io.text_encoding(encoding)
        with self.open(mode="r", encoding=encoding, errors=errors) as file:
            return file.read()

    def write_bytes(self, data):
        view = memoryview(data)
        with self.open(mode="wb") as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % data.__class__.__name__)
        encoding = io.text_encoding(encoding)
        with self.open(mode="w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    # ---- changes ----

    def readlink(self):
        return self._from_parsed(*self._parse_args((os.readlink(self),)))

    def touch(self, mode=0o666, exist_ok=True):
        """Makes the file, or sets the time at which it was changed to now."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except OSError as problem:
            missing = isinstance(problem, FileNotFoundError)
            if missing and parents and self.parent != self:
                # Whoever makes the folders above at the same time helps.
                self.parent.mkdir(parents=True, exist_ok=True)
                self.mkdir(mode, exist_ok=exist_ok)
            elif missing or not (exist_ok and self.is_dir()):
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        """Renames to `target`, which is taken relative to the current folder; gives the new path."""
        os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        """As rename(), also over a file that is there."""
        os.replace(self, target)
        return self.__class__(target)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        os.link(target, self)

    def link_to(self, target):
        import warnings
        warnings.warn("pathlib.Path.link_to() is deprecated and is scheduled for removal in Python 3.12. Use "
                      "pathlib.Path.hardlink_to() instead.", DeprecationWarning, stacklevel=2)
        self.__class__(target).hardlink_to(self)


class PosixPath(Path, PurePosixPath):
    """Path on POSIX."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """Path on Windows; elsewhere it cannot be made."""

    __slots__ = ()
