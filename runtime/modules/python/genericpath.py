"""What os.path offers on every system: questions to the file system, common beginnings."""
import stat

__all__ = ["commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdir", "isfile", "samefile",
           "sameopenfile", "samestat"]


def exists(path):
    """True for what is there; False for a link to nothing."""
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def isdir(s):
    try:
        return stat.S_ISDIR(os.stat(s).st_mode)
    except (OSError, ValueError):
        return False


def getsize(filename):
    return os.stat(filename).st_size


def getmtime(filename):
    return os.stat(filename).st_mtime


def getatime(filename):
    return os.stat(filename).st_atime


def getctime(filename):
    return os.stat(filename).st_ctime


def commonprefix(m):
    """The longest beginning that all have, letter by letter (or item by item for lists)."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    low, high = min(m), max(m)
    for index, letter in enumerate(low):
        if letter != high[index]:
            return low[:index]
    return low


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _check_arg_types(function, *args):
    """The TypeError for parts of a path that do not go together."""
    text = data = False
    for each in args:
        if isinstance(each, str):
            text = True
        elif isinstance(each, bytes):
            data = True
        else:
            raise TypeError("%s() argument must be str, bytes, or os.PathLike object, not %r"
                            % (function, each.__class__.__name__)) from None
    if text and data:
        raise TypeError("Can't mix strings and bytes in path components") from None


import os  # last: os itself needs what is above
