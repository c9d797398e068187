"""Path names of POSIX systems."""
import posix as _posix
import stat as _stat

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False


def _kind(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    return _posix.fspath(s)


def isabs(s):
    s = _posix.fspath(s)
    return s.startswith(_kind(s))


def join(a, *p):
    a = _posix.fspath(a)
    slash = _kind(a)
    path = a
    for b in map(_posix.fspath, p):
        if isinstance(b, bytes) != isinstance(a, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if b.startswith(slash):
            path = b
        elif not path or path.endswith(slash):
            path += b
        else:
            path += slash + b
    return path


def split(p):
    p = _posix.fspath(p)
    slash = _kind(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = _posix.fspath(p)
    slash = _kind(p)
    dot = b"." if isinstance(p, bytes) else "."
    last_slash = p.rfind(slash)
    last_dot = p.rfind(dot)
    if last_dot > last_slash:
        at = last_slash + 1
        while at < last_dot:
            if p[at:at + 1] != dot:
                return p[:last_dot], p[last_dot:]
            at += 1
    return p, p[:0]


def splitdrive(p):
    p = _posix.fspath(p)
    return p[:0], p


def basename(p):
    p = _posix.fspath(p)
    return p[p.rfind(_kind(p)) + 1:]


def dirname(p):
    return split(p)[0]


def islink(path):
    try:
        return _stat.S_ISLNK(_posix.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def lexists(path):
    try:
        _posix.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def exists(path):
    try:
        _posix.stat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    try:
        return _stat.S_ISREG(_posix.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def isdir(s):
    try:
        return _stat.S_ISDIR(_posix.stat(s).st_mode)
    except (OSError, ValueError):
        return False


def ismount(path):
    try:
        return _posix.lstat(path).st_dev != _posix.lstat(join(path, "..")).st_dev
    except (OSError, ValueError):
        return False


def getsize(filename):
    return _posix.stat(filename).st_size


def getmtime(filename):
    return _posix.stat(filename).st_mtime


def getatime(filename):
    return _posix.stat(filename).st_atime


def getctime(filename):
    return _posix.stat(filename).st_ctime


def samefile(f1, f2):
    a, b = _posix.stat(f1), _posix.stat(f2)
    return (a.st_ino, a.st_dev) == (b.st_ino, b.st_dev)


def expanduser(path):
    path = _posix.fspath(path)
    if not path.startswith("~"):
        return path
    end = path.find("/", 1)
    if end < 0:
        end = len(path)
    if end != 1:
        return path
    home = _posix._environment().get("HOME", "/root").rstrip("/")
    return (home + path[end:]) or "/"


def expandvars(path):
    path = _posix.fspath(path)
    if "$" not in path:
        return path
    values = _posix._environment()
    out = []
    i = 0
    while i < len(path):
        if path[i] != "$":
            out.append(path[i])
            i += 1
            continue
        if path[i + 1:i + 2] == "{":
            end = path.find("}", i)
            if end < 0:
                out.append(path[i:])
                break
            key, after = path[i + 2:end], end + 1
        else:
            after = i + 1
            while after < len(path) and (path[after].isalnum() or path[after] == "_"):
                after += 1
            key = path[i + 1:after]
        out.append(values.get(key, path[i:after]))
        i = after
    return "".join(out)


def normpath(path):
    path = _posix.fspath(path)
    slash = _kind(path)
    dot, dots = (b".", b"..") if isinstance(path, bytes) else (".", "..")
    if not path:
        return dot
    lead = 0
    if path.startswith(slash):
        lead = 2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else 1
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not lead and not parts) or (parts and parts[-1] == dots):
            parts.append(part)
        elif parts:
            parts.pop()
    return (slash * lead + slash.join(parts)) or dot


def abspath(path):
    path = _posix.fspath(path)
    if not isabs(path):
        cwd = _posix.getcwd()
        path = join(cwd.encode() if isinstance(path, bytes) else cwd, path)
    return normpath(path)


def realpath(filename, *, strict=False):
    path = abspath(filename)
    seen = 0
    done = "/"
    parts = [part for part in path.split("/") if part]
    while parts:
        part = parts.pop(0)
        if part == "..":
            done = dirname(done)
            continue
        step = join(done, part)
        if islink(step):
            seen += 1
            if seen > 40:
                if strict:
                    _posix.stat(step)
                return join(step, *parts)
            target = _posix.readlink(step)
            if target.startswith("/"):
                done = "/"
            parts = [p for p in target.split("/") if p and p != "."] + parts
            continue
        if strict:
            _posix.lstat(step)
        done = step
    return done


def relpath(path, start=None):
    if not path:
        raise ValueError("no path specified")
    path = _posix.fspath(path)
    start_parts = [x for x in abspath(curdir if start is None else _posix.fspath(start)).split(sep) if x]
    path_parts = [x for x in abspath(path).split(sep) if x]
    same = len(commonprefix([start_parts, path_parts]))
    parts = [pardir] * (len(start_parts) - same) + path_parts[same:]
    return join(*parts) if parts else curdir


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_posix.fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = tuple(map(_posix.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    absolute = {isabs(p) for p in paths}
    if len(absolute) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[c for c in p.split(sep) if c and c != curdir] for p in paths]
    return (sep if absolute.pop() else "") + sep.join(commonprefix(parts))
