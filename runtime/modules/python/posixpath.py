"""Path names of POSIX systems, as str or bytes: os.path."""
import genericpath
import os
import posix as _posix
import stat
import sys
from genericpath import (commonprefix, exists, getatime, getctime, getmtime, getsize, isdir, isfile, samefile,
                         sameopenfile, samestat)

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix",
           "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile",
           "ismount", "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile", "samestat",
           "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
           "supports_unicode_filenames", "relpath", "commonpath"]

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False
_MOST_LINKS = 40


def _like(path, text):
    """`text` in the type of a path."""
    return text.encode("ascii") if isinstance(path, bytes) else text


def normcase(s):
    return _posix.fspath(s)


def isabs(s):
    s = _posix.fspath(s)
    return s.startswith(_like(s, "/"))


def join(a, *p):
    """The parts with slashes between; an absolute part begins anew."""
    a = _posix.fspath(a)
    slash = _like(a, "/")
    path = a
    try:
        if not p:
            path[:0] + slash  # refuses what is neither str nor bytes
        for part in map(_posix.fspath, p):
            if part.startswith(slash):
                path = part
            elif not path or path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", a, *p)
        raise
    return path


def split(p):
    """(what stands before the last slash, what stands behind it)"""
    p = _posix.fspath(p)
    slash = _like(p, "/")
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """(root, extension), the extension with its dot; dots at the beginning of a name do not count."""
    p = _posix.fspath(p)
    start = p.rfind(_like(p, "/")) + 1
    dot = _like(p, ".")
    at = p.rfind(dot)
    if at >= start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    p = _posix.fspath(p)
    return p[:0], p


def basename(p):
    p = _posix.fspath(p)
    return p[p.rfind(_like(p, "/")) + 1:]


def dirname(p):
    return split(p)[0]


def islink(path):
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def lexists(path):
    """True for what is there, also a link to nothing."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def ismount(path):
    """True for a folder on which a file system is mounted."""
    try:
        own = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(own.st_mode):
        return False
    path = _posix.fspath(path)
    parent = join(path, _like(path, ".."))
    try:
        above = os.lstat(parent)
    except OSError:
        parent = realpath(parent)
        try:
            above = os.lstat(parent)
        except OSError:
            return False
    return own.st_dev != above.st_dev or own.st_ino == above.st_ino


def _home_of(name):
    import pwd
    return (pwd.getpwuid(os.getuid()) if name is None else pwd.getpwnam(name)).pw_dir


def expanduser(path):
    """~ or ~user at the beginning as the folder of that user; unchanged if there is none."""
    path = _posix.fspath(path)
    if not path.startswith(_like(path, "~")):
        return path
    slash = _like(path, "/")
    at = path.find(slash, 1)
    if at < 0:
        at = len(path)
    try:
        if at == 1:
            home = os.environ["HOME"] if "HOME" in os.environ else _home_of(None)
        else:
            home = _home_of(os.fsdecode(path[1:at]))
    except (KeyError, ImportError):
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return (home.rstrip(slash) + path[at:]) or slash


def expandvars(path):
    """$name and ${name} as what the environment holds; unknown ones stay."""
    path = _posix.fspath(path)
    if _like(path, "$") not in path:
        return path
    import re
    if isinstance(path, bytes):
        pattern, environment, strip = re.compile(rb"\$(\w+|\{[^}]*\})", re.ASCII), os.environb, b"{}"
    else:
        pattern, environment, strip = re.compile(r"\$(\w+|\{[^}]*\})", re.ASCII), os.environ, "{}"
    at = 0
    while found := pattern.search(path, at):
        name = found.group(1)
        name = name[1:-1] if name[:1] == strip[:1] else name
        start, end = found.span(0)
        try:
            value = environment[name]
        except KeyError:
            at = end
            continue
        rest = path[end:]
        path = path[:start] + value
        at = len(path)
        path += rest
    return path


def normpath(path):
    """The path without double slashes, "." and "name/..", by its text alone."""
    path = _posix.fspath(path)
    slash, dot, dots = _like(path, "/"), _like(path, "."), _like(path, "..")
    if not path:
        return dot
    # POSIX lets two slashes at the beginning mean something of their own; three or more are one.
    leading = 0
    if path.startswith(slash):
        leading = 2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else 1
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dots or not leading and not parts or parts and parts[-1] == dots:
            parts.append(part)
        elif parts:
            parts.pop()
    return slash * leading + slash.join(parts) or dot


def abspath(path):
    path = _posix.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The absolute path without links. What does not exist is kept, unless strict."""
    filename = _posix.fspath(filename)
    path, _ = _resolve(filename[:0], filename, strict, {})
    return abspath(path)


def _resolve(path, rest, strict, seen):
    """(path followed by rest with links resolved, False where a loop ended it).

    `seen` maps links to what they lead to, or None while that is being found out.
    """
    slash, dot, dots = _like(path, "/"), _like(path, "."), _like(path, "..")
    if isabs(rest):
        rest = rest[1:]
        path = slash
    while rest:
        name, _, rest = rest.partition(slash)
        if not name or name == dot:
            continue
        if name == dots:
            if path:
                path, last = split(path)
                if last == dots:
                    path = join(path, dots, dots)
            else:
                path = dots
            continue
        step = join(path, name)
        try:
            link = stat.S_ISLNK(os.lstat(step).st_mode)
        except OSError:
            if strict:
                raise
            link = False
        if not link:
            path = step
            continue
        if step in seen:
            path = seen[step]
            if path is not None:
                continue
            if strict:
                os.stat(step)  # raises the error for a loop
            return join(step, rest), False
        seen[step] = None
        path, fine = _resolve(path, os.readlink(step), strict, seen)
        if not fine:
            return join(path, rest), False
        seen[step] = path
    return path, True


def relpath(path, start=None):
    """The way from `start`, by default the current folder, to a path."""
    if not path:
        raise ValueError("no path specified")
    path = _posix.fspath(path)
    slash, dot, dots = _like(path, "/"), _like(path, "."), _like(path, "..")
    start = dot if start is None else _posix.fspath(start)
    try:
        from_parts = [part for part in abspath(start).split(slash) if part]
        to_parts = [part for part in abspath(path).split(slash) if part]
        common = len(commonprefix([from_parts, to_parts]))
        parts = [dots] * (len(from_parts) - common) + to_parts[common:]
        return join(*parts) if parts else dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """The longest path that all of them begin with."""
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = tuple(map(_posix.fspath, paths))
    slash, dot = _like(paths[0], "/"), _like(paths[0], ".")
    try:
        split_paths = [path.split(slash) for path in paths]
        if len({path[:1] == slash for path in paths}) != 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split_paths = [[part for part in parts if part and part != dot] for parts in split_paths]
        common = commonprefix(split_paths)
        return (slash if isabs(paths[0]) else slash[:0]) + slash.join(common)
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
