"""How hand-made SyntaxErrors are shown: offsets outside the line, subclasses."""
import sys


class Own(SyntaxError):
    pass


for kind in (SyntaxError, IndentationError, TabError, Own):
    for offset, end in ((2, 7), (2, 3), (2, -2), (4, 2), (-4, -2), (0, 0), (0, 5), (2, 100), (100, 200), (1, 0)):
        try:
            raise kind("bad", ("bad.py", 1, offset, "abcdefg", 1, end))
        except SyntaxError:
            sys.excepthook(*sys.exc_info())
for text in ("  indented\n", "a\n\n", None, "tab\there", ""):
    try:
        raise SyntaxError("bad", ("bad.py", 3, 4, text, 4, 2))
    except SyntaxError as e:
        print(e.text, e.lineno, e.end_lineno)
        sys.excepthook(*sys.exc_info())
