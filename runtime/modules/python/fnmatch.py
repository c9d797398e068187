"""File names against patterns of the shell: *, ?, [letters] and [!letters]."""
import functools
import os
import posixpath
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Whether the name matches, by the rules of the system about case."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=32768, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode("latin-1")).encode("latin-1")).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    """The list of those names that match."""
    match = _matcher(os.path.normcase(pat))
    if os.path is posixpath:
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    """Whether the name matches, case included."""
    return _matcher(pat)(name) is not None


def _class(body):
    """The regular expression of what stands between brackets."""
    if "-" not in body:
        body = body.replace("\\", r"\\")
    else:
        chunks, start = [], 0
        at = 2 if body[0] == "!" else 1
        while (dash := body.find("-", at)) >= 0:
            chunks.append(body[start:dash])
            start = dash + 1
            at = dash + 3
        if body[start:]:
            chunks.append(body[start:])
        else:
            chunks[-1] += "-"
        for i in range(len(chunks) - 1, 0, -1): # ranges that hold nothing
            if chunks[i - 1][-1] > chunks[i][0]:
                chunks[i - 1] = chunks[i - 1][:-1] + chunks[i][1:]
                del chunks[i]
        body = "-".join(chunk.replace("\\", r"\\").replace("-", r"\-") for chunk in chunks)
    body = re.sub(r"([&~|])", r"\\\1", body)
    if not body:
        return "(?!)"
    if body == "!":
        return "."
    if body[0] == "!":
        body = "^" + body[1:]
    elif body[0] in ("^", "["):
        body = "\\" + body
    return "[%s]" % body


def translate(pat):
    """The pattern as a regular expression."""
    star = object()
    parts, at = [], 0
    while at < len(pat):
        character = pat[at]
        at += 1
        if character == "*":
            if not parts or parts[-1] is not star:
                parts.append(star)
        elif character == "?":
            parts.append(".")
        elif character == "[":
            end = at
            if pat[end:end + 1] == "!":
                end += 1
            if pat[end:end + 1] == "]":
                end += 1
            end = pat.find("]", end)
            if end < 0:
                parts.append("\\[")
            else:
                parts.append(_class(pat[at:end]))
                at = end + 1
        else:
            parts.append(re.escape(character))
    # Each star between two others takes as little as it can, once and for all: it never tries again.
    pieces, fixed = [], []
    for part in parts:
        if part is star:
            pieces.append("".join(fixed))
            fixed = []
        else:
            fixed.append(part)
    tail = "".join(fixed)
    if not pieces:
        return r"(?s:%s)\Z" % tail
    text = pieces[0] + "".join("(?>.*?%s)" % piece for piece in pieces[1:]) + ".*" + tail
    return r"(?s:%s)\Z" % text
