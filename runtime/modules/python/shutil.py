"""Copying, moving and removing of files and folders."""
import collections
import errno
import fnmatch
import os
import stat
import sys

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree",
           "Error", "SpecialFileError", "ExecError", "SameFileError", "disk_usage", "get_terminal_size", "which",
           "ignore_patterns", "chown"]

COPY_BUFSIZE = 64 * 1024


class Error(OSError):
    pass


class SameFileError(Error):
    """The source and the target are one file."""


class SpecialFileError(OSError):
    """What cannot be done with such a file."""


class ExecError(OSError):
    """A program could not be run."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """No such format of archives."""


def copyfileobj(fsrc, fdst, length=0):
    """Copies what is left of one file object to another."""
    length = length or COPY_BUFSIZE
    while data := fsrc.read(length):
        fdst.write(data)


def _same(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies the content of a file."""
    sys.audit("shutil.copyfile", src, dst)
    if _same(src, dst):
        raise SameFileError("%r and %r are the same file" % (src, dst))
    for name in (src, dst):
        try:
            mode = os.stat(name).st_mode
        except OSError:
            continue
        if stat.S_ISFIFO(mode):
            raise SpecialFileError("`%s` is a named pipe" % (os.fspath(name),))
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as source:
        try:
            with open(dst, "wb") as target:
                copyfileobj(source, target)
        except IsADirectoryError as problem:
            if not os.path.exists(dst):
                raise FileNotFoundError("Directory does not exist: %s" % (dst,)) from problem
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copies the permission bits."""
    if not follow_symlinks and os.path.islink(src) and os.path.islink(dst):
        return
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copies permission bits and times."""
    follow = follow_symlinks or not (os.path.islink(src) and os.path.islink(dst))
    info = os.stat(src) if follow else os.lstat(src)
    os.utime(dst, ns=(info.st_atime_ns, info.st_mtime_ns), follow_symlinks=follow)
    if follow:
        os.chmod(dst, stat.S_IMODE(info.st_mode))


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file with its permission bits; the target may be a folder."""
    return _copy_with(copymode, src, dst, follow_symlinks)


def copy2(src, dst, *, follow_symlinks=True):
    """Copies a file with all that the system knows of it."""
    return _copy_with(copystat, src, dst, follow_symlinks)


def _copy_with(copy_rest, src, dst, follow_symlinks):
    target = os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst
    for step in copyfile, copy_rest:
        step(src, target, follow_symlinks=follow_symlinks)
    return target


def ignore_patterns(*patterns):
    """A function for copytree(ignore=...)."""
    def ignore(path, names):
        ignored = set()
        for pattern in patterns:
            ignored.update(fnmatch.filter(names, pattern))
        return ignored
    return ignore


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copies a folder with all that is in it."""
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as found:
        entries = list(found)
    ignored = ignore(os.fspath(src), [entry.name for entry in entries]) if ignore is not None else set()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    problems = []
    for entry in entries:
        if entry.name in ignored:
            continue
        source, target = os.path.join(src, entry.name), os.path.join(dst, entry.name)
        try:
            if entry.is_symlink():
                goal = os.readlink(source)
                if symlinks:
                    os.symlink(goal, target)
                    copystat(source, target, follow_symlinks=False)
                    continue
                if not os.path.exists(source) and ignore_dangling_symlinks:
                    continue
            if entry.is_dir():
                copytree(source, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(source, target)
        except Error as problem:
            problems.extend(problem.args[0])
        except OSError as problem:
            problems.append((source, target, str(problem)))
    try:
        copystat(src, dst)
    except OSError as problem:
        problems.append((src, dst, str(problem)))
    if problems:
        raise Error(problems)
    return dst


def _ignored(*args):
    """What rmtree() does at an error that is to be ignored."""


def _raised(*args):
    """What it does at any other: the exception that is being handled goes on."""
    raise


def rmtree(path, ignore_errors=False, onerror=None, *, dir_fd=None):
    """Removes a folder with all that is in it."""
    sys.audit("shutil.rmtree", path, dir_fd)
    if ignore_errors or onerror is None:
        onerror = _ignored if ignore_errors else _raised
    try:
        link = os.path.islink(path)
    except OSError:
        link = False
    if link:
        try:
            raise OSError("Cannot call rmtree on a symbolic link")
        except OSError:
            onerror(os.path.islink, path, sys.exc_info())
        return
    _remove(path, onerror)


rmtree.avoids_symlink_attacks = False


def _remove(path, onerror):
    try:
        os.lstat(path)
    except OSError:
        onerror(os.lstat, path, sys.exc_info())
        return
    try:
        with os.scandir(path) as found:
            entries = list(found)
    except OSError:
        onerror(os.scandir, path, sys.exc_info())
        entries = []
    for entry in entries:
        full = os.path.join(path, entry.name)
        if entry.is_dir(follow_symlinks=False):
            _remove(full, onerror)
        else:
            try:
                os.unlink(full)
            except OSError:
                onerror(os.unlink, full, sys.exc_info())
    try:
        os.rmdir(path)
    except OSError:
        onerror(os.rmdir, path, sys.exc_info())


def move(src, dst, copy_function=copy2):
    """Moves a file or folder, also to another file system."""
    sys.audit("shutil.move", src, dst)
    goal = dst
    if os.path.isdir(dst):
        if _same(src, dst):
            os.rename(src, dst)
            return None
        goal = os.path.join(dst, os.path.basename(os.fspath(src).rstrip(os.path.sep)))
        if os.path.exists(goal):
            raise Error("Destination path '%s' already exists" % goal)
    try:
        os.rename(src, goal)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), goal)
            os.unlink(src)
        elif os.path.isdir(src):
            inside = os.path.join(os.path.abspath(dst), "")
            if inside.startswith(os.path.join(os.path.abspath(src), "")):
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst)) from None
            copytree(src, goal, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, goal)
            os.unlink(src)
    return goal


_usage = collections.namedtuple("usage", "total used free")
_usage.total.__doc__ = "Total space in bytes"
_usage.used.__doc__ = "Used space in bytes"
_usage.free.__doc__ = "Free space in bytes"


def disk_usage(path):
    """Space on the file system of the path."""
    info = os.statvfs(path)
    return _usage(info.f_blocks * info.f_frsize, (info.f_blocks - info.f_bfree) * info.f_frsize,
                  info.f_bavail * info.f_frsize)


def chown(path, user=None, group=None):
    """Changes owner and group, which are given as numbers."""
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    for who, what in ((user, "user"), (group, "group")):
        if isinstance(who, str):
            raise LookupError("no such %s: %r" % (what, who))
    os.chown(path, -1 if user is None else user, -1 if group is None else group)


def get_terminal_size(fallback=(80, 24)):
    """Columns and lines: of the environment, else of the terminal, else the fallback."""
    def variable(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0
    given = variable("COLUMNS"), variable("LINES")
    if min(given) > 0:
        return os.terminal_size(given)
    try:
        measured = os.get_terminal_size(sys.__stdout__.fileno())
    except (AttributeError, ValueError, OSError):
        measured = 0, 0  # standard output is closed, replaced or no terminal
    return os.terminal_size(tuple(wish if wish > 0 else size or rest
                                  for wish, size, rest in zip(given, measured, fallback)))


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """Where a program is, or None."""
    def fits(name):
        return os.path.exists(name) and os.access(name, mode) and not os.path.isdir(name)
    if os.path.dirname(cmd):
        return cmd if fits(cmd) else None
    binary = isinstance(cmd, bytes)
    if path is None:
        path = os.environ.get("PATH", os.defpath)
    if not path:
        return None
    folders = (os.fsencode(path).split(b":") if binary else os.fsdecode(path).split(os.pathsep))
    for folder in dict.fromkeys(folders):
        name = os.path.join(folder, cmd)
        if fits(name):
            return name
    return None
