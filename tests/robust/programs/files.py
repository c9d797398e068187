"""Files, streams, imports, evaluated text."""
import io
import os
import string
import textwrap
with open(__file__, encoding="utf-8") as file:
    lines = file.readlines()
print(len(lines) > 5, lines[0].strip(), os.path.basename(__file__), os.path.join("a", "b"), os.path.exists("/nowhere"))
try:
    open("/nowhere/at/all")
except OSError as error:
    print(error.errno, error)
stream = io.StringIO()
print("into a stream", 1, sep="-", file=stream)
stream.write("more\n")
print(repr(stream.getvalue()), io.BytesIO(b"abc").read(2))
namespace = {}
exec("def f(x):\n    return [x * i for i in range(3)]\nresult = f(4)", namespace)
print(namespace["result"], eval("result[1] + 1", namespace), string.ascii_lowercase[:5])
print(textwrap.dedent("    a\n    b"), [name for name in dir(io) if name.startswith("String")])
match namespace["result"]:
    case [0, x, *rest] if x:
        print("matched", x, rest)
    case _:
        print("other")
with open(__file__, "rb") as raw, open(os.devnull, "w") as sink, open(os.devnull, "r+b") as both:
    print(len(raw.readline()) > 5, sink.write("x"), both.read())
