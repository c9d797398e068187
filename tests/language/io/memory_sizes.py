"""Sizes and positions that streams in memory refuse; flags and sources that re and compile() refuse."""
import io
import re

for make in lambda: io.StringIO("abc"), lambda: io.BytesIO(b"abc"):
    for name in "truncate", "read", "readline":
        for size in -2**64 - 1, 2**64, 2**63, -5, 2, 1.5, "x", None:
            try:
                print(name, size, getattr(make(), name)(size))
            except Exception as error:
                print(name, size, type(error).__name__, error)
for flags in "y", 1.5, None, [], {}:
    for function in lambda: re.compile("x", flags), lambda: re.match("x", "x", flags):
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)
for attempt in (lambda: eval("\ud800"), lambda: compile("a = '\ud800'", "file", "exec"), lambda: exec("x = 1 # \udc00"),
                lambda: eval("'é€\U0001f600'")):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
