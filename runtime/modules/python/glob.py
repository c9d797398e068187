"""Files by patterns of the shell."""
import contextlib
import fnmatch
import itertools
import os
import re
import sys

__all__ = ["escape", "glob", "iglob"]

_magic = re.compile("([*?[])")
_magic_bytes = re.compile(b"([*?[])")


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The list of paths that match; ** stands for any number of folders when recursive."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """As glob(), one path at a time."""
    sys.audit("glob.glob", pathname, recursive)
    root = root_dir if root_dir is not None else pathname[:0]
    found = _iglob(pathname, root, recursive, False, include_hidden)
    if not pathname or recursive and _is_recursive(pathname[:2]):
        first = next(found, None)
        if first:
            found = itertools.chain((first,), found)
    return found


def has_magic(s):
    return (_magic_bytes if isinstance(s, bytes) else _magic).search(s) is not None


def escape(pathname):
    """A pattern that matches only this path."""
    if isinstance(pathname, bytes):
        return _magic_bytes.sub(rb"[\1]", pathname)
    return _magic.sub(r"[\1]", pathname)


def _is_recursive(pattern):
    return pattern in ("**", b"**")


def _is_hidden(name):
    return name[:1] in (".", b".")


def _join(folder, name):
    return os.path.join(folder, name) if folder and name else folder or name


def _iglob(pathname, root, recursive, folders_only, hidden):
    folder, base = os.path.split(pathname)
    if not has_magic(pathname):
        if base:
            if os.path.lexists(_join(root, pathname)):
                yield pathname
        elif os.path.isdir(_join(root, folder)):
            yield pathname
        return
    if not folder:
        if recursive and _is_recursive(base):
            yield from _below(root, base, folders_only, hidden)
        else:
            yield from _matching(root, base, folders_only, hidden)
        return
    if folder != pathname and has_magic(folder):
        folders = _iglob(folder, root, recursive, True, hidden)
    else:
        folders = [folder]
    for each in folders:
        where = _join(root, each)
        if not has_magic(base):
            names = _single(where, base)
        elif recursive and _is_recursive(base):
            names = _below(where, base, folders_only, hidden)
        else:
            names = _matching(where, base, folders_only, hidden)
        for name in names:
            yield os.path.join(each, name)


def _single(folder, base):
    if base:
        return [base] if os.path.lexists(_join(folder, base)) else []
    return [base] if os.path.isdir(folder) else []


def _names(folder, folders_only):
    place = folder or (os.fsencode(os.curdir) if isinstance(folder, bytes) else os.curdir)
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if not folders_only or entry.is_dir():
                        yield entry.name
    except OSError:
        return


def _matching(folder, pattern, folders_only, hidden):
    names = _names(folder, folders_only)
    if not (hidden or _is_hidden(pattern)):
        names = (name for name in names if not _is_hidden(name))
    return fnmatch.filter(names, pattern)


def _below(folder, pattern, folders_only, hidden):
    if not folder or os.path.isdir(folder):
        yield pattern[:0]
    yield from _deep(folder, folders_only, hidden)


def _deep(folder, folders_only, hidden):
    for name in list(_names(folder, folders_only)):
        if hidden or not _is_hidden(name):
            yield name
            for inner in _deep(_join(folder, name), folders_only, hidden):
                yield _join(name, inner)
