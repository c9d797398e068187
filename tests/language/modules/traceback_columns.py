"""Marks under characters that take two columns, notes that are no list of texts, and long chains."""
import sys
import traceback


def call():
    print(1, ｗｗｗ(
        12))


def divide():
    说明说明 = 1
    şçöğıĤellö = 0
    return 说明说明 / şçöğıĤellö


def look_up():
    tables = {"🐍": {"说明": {}}}
    return tables["🐍"]["说明"]["🐍🐍"]


for function in (call, divide, look_up):
    try:
        function()
    except Exception:
        print(*traceback.format_exc().splitlines()[-3:], sep="\n")


class Shy:
    def __repr__(self):
        raise ValueError("no")

    __str__ = __repr__


error = ValueError("noted")
for notes in ("abc", 5, ["a", 1, b"x"], ("a\nb", "c"), None, [], {1: 2}, b"ab", Shy(), [Shy()]):
    error.__notes__ = notes
    print(traceback.format_exception_only(error))

sys.setrecursionlimit(100)
chain = None
for number in range(110):
    following = ValueError(number)
    following.__context__ = chain
    chain = following
lines = list(traceback.TracebackException.from_exception(chain).format())
print(len(lines), lines[0], lines[-1], end="")
sys.setrecursionlimit(1000)
print(traceback.print_exception.__defaults__[:2])
