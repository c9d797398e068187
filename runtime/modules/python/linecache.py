"""Lines of source files by number, kept in memory. Files that cannot be read have no lines."""
import os
import sys

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# filename -> (size, time of change or None, lines, full name), or a tuple of one function that gives the text
cache = {}


def clearcache():
    """Forgets all files."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """The line with its line feed; an empty text when there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines of a file, from memory when they are there."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forgets files that changed on disk."""
    names = list(cache) if filename is None else [filename]
    for name in names:
        entry = cache.get(name)
        if entry is None or len(entry) == 1 or entry[1] is None:
            continue
        try:
            now = os.stat(entry[3])
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if (now.st_size, now.st_mtime) != entry[:2]:
            cache.pop(name, None)


def _encoding(head):
    """The encoding that the first two lines of a source file declare."""
    import re
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    for line in head.split(b"\n")[:2]:
        found = re.match(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", line)
        if found:
            return found.group(1).decode("ascii")
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return "utf-8"


def _split(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last = lines.pop()
    lines = [line + "\n" for line in lines]
    if last:
        lines.append(last + "\n")
    return lines


def updatecache(filename, module_globals=None):
    """Reads a file anew; the empty list when it cannot be read."""
    cache.pop(filename, None) if len(cache.get(filename, ())) != 1 else None
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return []
    full = filename
    try:
        info = os.stat(full)
    except (OSError, ValueError):
        if lazycache(filename, module_globals):
            try:
                text = cache[filename][0]()
            except (ImportError, OSError):
                pass
            else:
                if text is None:
                    return []
                cache[filename] = (len(text), None, _split(text), full)
                return cache[filename][2]
        if os.path.isabs(filename):
            return []
        for folder in sys.path:
            try:
                full = os.path.join(folder, filename)
                info = os.stat(full)
                break
            except (TypeError, AttributeError, OSError, ValueError):
                pass
        else:
            return []
    try:
        with open(full, "rb") as file:
            data = file.read()
        lines = _split(data.decode(_encoding(data[:400])))
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    cache[filename] = (info.st_size, info.st_mtime, lines, full)
    return lines


def lazycache(filename, module_globals):
    """Notes how a module's loader gives its source; true when it can."""
    entry = cache.get(filename)
    if entry is not None:
        return len(entry) == 1
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return False
    if not module_globals:
        return False
    spec = module_globals.get("__spec__")
    name = getattr(spec, "name", None) or module_globals.get("__name__")
    loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
    get_source = getattr(loader, "get_source", None)
    if not name or not get_source:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
