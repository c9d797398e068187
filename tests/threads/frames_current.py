"""Row frames of other threads: walking the stacks of running threads, with their variables."""
import sys

from _harness import done, together


def inner(n):
    x = n
    y = [n]
    if n == 0:
        caller = sys._getframe().f_back
        assert caller.f_locals["n"] == 1
        return y[0] + x
    return inner(n - 1)


def work():
    for _ in range(20):
        assert inner(5) == 0


seen = [0]


def look():
    for frame in sys._current_frames().values():
        for _ in range(30):
            if frame is None:
                break
            assert frame.f_lasti >= 0
            assert frame.f_lineno is None or frame.f_lineno > 0
            variables = frame.f_locals
            if frame.f_code.co_name == "inner" and "y" in variables:
                assert variables["y"] == [variables["x"]] == [variables["n"]], variables
                seen[0] += 1
            frame = frame.f_back


together(work, work, look, look)
done()
