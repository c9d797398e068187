"""Groups in groups, with causes and notes."""
def make():
    try:
        raise OSError(2, "No such file or directory", "conf.txt")
    except OSError as e:
        inner = ValueError("unusable")
        inner.__cause__ = e
        inner.add_note("a note on the inner one")
        return inner


eg = ExceptionGroup("outer", [make(), ExceptionGroup("inner", [KeyError("k"), IndexError("i")]), TypeError("t")])
eg.add_note("a note on the group")
raise eg
