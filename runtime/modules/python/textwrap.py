"""Breaking text into lines, and its margins."""
import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_spaces = "\t\n\x0b\x0c\r "
_space_map = {ord(c): " " for c in _spaces}
_word = r"[\w!\"'&.,?]"
_space_class = r"[\t\n\x0b\x0c\r ]"
_not_space = r"[^\t\n\x0b\x0c\r ]"
# A chunk is white space, a dash between words, or a word, possibly cut behind a hyphen.
_chunks = re.compile(
    rf"({_space_class}+"
    rf"|(?<={_word})-{{2,}}(?=\w)"
    rf"|{_not_space}+?(?:"
    rf"-(?:(?<=[^\d\W]{{2}}-)|(?<=[^\d\W]-[^\d\W]-))(?=[^\d\W]-?[^\d\W])"
    rf"|(?={_space_class}|\Z)"
    rf"|(?<={_word})(?=-{{2,}}\w)))")
_simple_chunks = re.compile(rf"({_space_class}+)")
_sentence_end = re.compile(r"[a-z][\.\!\?][\"\']?\Z")


class TextWrapper:
    """Breaks paragraphs into lines; each argument is an attribute that may be changed."""

    wordsep_re = _chunks
    wordsep_simple_re = _simple_chunks
    sentence_end_re = _sentence_end
    unicode_whitespace_trans = _space_map
    x = " "

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=" [...]"):
        self.width, self.max_lines, self.placeholder = width, max_lines, placeholder
        self.initial_indent, self.subsequent_indent = initial_indent, subsequent_indent
        self.expand_tabs, self.tabsize = expand_tabs, tabsize
        self.replace_whitespace, self.drop_whitespace = replace_whitespace, drop_whitespace
        self.break_long_words, self.break_on_hyphens = break_long_words, break_on_hyphens
        self.fix_sentence_endings = fix_sentence_endings

    def _munge_whitespace(self, text):
        expanded = text.expandtabs(self.tabsize) if self.expand_tabs else text
        return expanded.translate(self.unicode_whitespace_trans) if self.replace_whitespace else expanded

    def _split(self, text):
        pattern = self.wordsep_re if self.break_on_hyphens else self.wordsep_simple_re
        return [chunk for chunk in pattern.split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        i = 0
        while i < len(chunks) - 1:
            if chunks[i + 1] == " " and self.sentence_end_re.search(chunks[i]):
                chunks[i + 1] = "  "
                i += 2
            else:
                i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        room = 1 if width < 1 else width - cur_len
        if self.break_long_words:
            cut = room
            chunk = reversed_chunks[-1]
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    cut = hyphen + 1
            cur_line.append(chunk[:cut])
            reversed_chunks[-1] = chunk[cut:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            line = self._next_line(chunks, width, bool(lines))
            if not line:
                continue
            last = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
            if (self.max_lines is None or len(lines) + 1 < self.max_lines
                    or last and sum(map(len, line)) <= width):
                lines.append(indent + "".join(line))
            else:
                self._cut_off(lines, line, indent, width)
                break
        return lines

    def _next_line(self, reversed_chunks, width, after_another):
        """Takes as many chunks as fit into the width."""
        if self.drop_whitespace and after_another and not reversed_chunks[-1].strip():
            reversed_chunks.pop()
        line, room = [], width
        while reversed_chunks and len(reversed_chunks[-1]) <= room:
            room -= len(reversed_chunks[-1])
            line.append(reversed_chunks.pop())
        if reversed_chunks and len(reversed_chunks[-1]) > width:
            self._handle_long_word(reversed_chunks, line, width - room, width)
        if self.drop_whitespace and line and not line[-1].strip():
            line.pop()
        return line

    def _cut_off(self, lines, line, indent, width):
        """Ends the lines with the placeholder, behind the last word that leaves room for it."""
        room = width - len(self.placeholder)
        while line and (not line[-1].strip() or sum(map(len, line)) > room):
            line.pop()
        before = lines[-1].rstrip() if lines else None
        if line:
            lines.append(indent + "".join(line) + self.placeholder)
        elif lines and len(before) + len(self.placeholder) <= self.width:
            lines[-1] = before + self.placeholder
        else:
            lines.append(indent + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The lines of one paragraph."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The lines of one paragraph as one text."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The lines of one paragraph, none wider than width."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """One paragraph broken into lines, as one text."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """As many words as fit into width, with a placeholder for the rest."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """The text without the margin that all its lines share."""
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        body = line.lstrip(" \t")
        if not body:
            lines[i] = ""
            continue
        lead = line[:len(line) - len(body)]
        if margin is None:
            margin = lead
        else:
            common = 0
            for a, b in zip(margin, lead):
                if a != b:
                    break
                common += 1
            margin = margin[:common]
    if margin:
        cut = len(margin)
        lines = [line[cut:] for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """The text with a prefix before the lines that the predicate accepts: if none is given, all that are not blank."""
    if predicate is None:
        def predicate(line):
            return line.strip()
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))
