"""Where the failing part is the whole line there are no carets."""
def f():
    undefined_function()


def g():
    raise KeyError


def h():
    f()


h()
