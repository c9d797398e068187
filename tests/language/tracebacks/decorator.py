"""Frames of decorators and wrappers."""
import functools


def checked(f):
    @functools.wraps(f)
    def wrapper(*args):
        result = f(*args)
        assert result is not None, f"{f.__name__} gave nothing"
        return result
    return wrapper


@checked
def good(x): return x


@checked
def bad(x): pass


good(1)
bad(2)
