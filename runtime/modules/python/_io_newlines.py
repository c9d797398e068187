"""Ends of lines for the text streams of `io`: what `newline=` may be, where a line ends, and the decoder
that translates "\\r" and "\\r\\n".
"""


class IncrementalNewlineDecoder:
    """Turns line ends into line feeds, whatever pieces the text comes in, and notes which there were."""
    _CR, _LF, _CRLF = 1, 2, 4

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder = decoder
        self.translate = translate
        self.errors = errors
        self._pending = False
        self._seen = 0

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final=final)
        if not isinstance(text, str):
            raise TypeError("decoder should return a string result, not '%s'" % type(text).__name__)
        if self._pending and (text or final):
            text = "\r" + text
            self._pending = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._pending = True
        if "\r" in text:
            pairs = text.count("\r\n")
            returns = text.count("\r") - pairs
            feeds = text.count("\n") - pairs
            self._seen |= (returns and self._CR) | (feeds and self._LF) | (pairs and self._CRLF)
            if self.translate:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        elif "\n" in text:
            self._seen |= self._LF
        return text

    def getstate(self):
        held, flag = (b"", 0) if self.decoder is None else self.decoder.getstate()
        return held, flag << 1 | self._pending

    def setstate(self, state):
        if not isinstance(state, tuple):
            raise TypeError("state argument must be a tuple")
        held, flag = state
        self._pending = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((held, flag >> 1))

    def reset(self):
        self._seen = 0
        self._pending = False
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        return _NEWLINES[self._seen]


_NEWLINES = (None, "\r", "\n", ("\r", "\n"), "\r\n", ("\r", "\r\n"), ("\n", "\r\n"), ("\r", "\n", "\r\n"))


def _check_newline(newline, shown="%s"):
    if newline is not None and not isinstance(newline, str):
        raise TypeError("newline must be str or None, not %s" % type(newline).__name__)
    if newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError("illegal newline value: " + shown % (newline,))


def _line_end(text, start, newline):
    """Where the line that starts at `start` ends, or -1; `newline` as open() has it."""
    if newline is None or newline == "\n":
        return text.find("\n", start) + 1 or -1
    if newline:
        at = text.find(newline, start)
        return at + len(newline) if at >= 0 else -1
    feed = text.find("\n", start)
    back = text.find("\r", start, feed if feed >= 0 else len(text))
    if back < 0:
        return feed + 1 or -1
    return back + 2 if text[back + 1:back + 2] == "\n" else back + 1
