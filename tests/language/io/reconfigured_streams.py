# reconfigure() of the standard streams and of files: encodings, newlines, line buffering, what is refused.
import io
import os
import sys
import tempfile


def change(stream, **options):
    try:
        stream.reconfigure(**options)
    except (LookupError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
    else:
        print(sorted(options), stream.encoding, stream.errors, stream.line_buffering)


change(sys.stdout, encoding="ascii", errors="backslashreplace")
print("\xe9\u20ac")
change(sys.stdout, errors="replace")
print("\xe9\u20ac")
change(sys.stdout, errors="xmlcharrefreplace")
print("\xe9\u20ac")
change(sys.stdout, encoding="ascii")
try:
    print("\xe9")
except UnicodeEncodeError as error:
    print(error)
change(sys.stdout, newline="x")
change(sys.stdout, newline=1)
change(sys.stdout, encoding="nope")
change(sys.stdout, encoding=1)
change(sys.stdout, errors=1)
change(sys.stdout, line_buffering=True)
change(sys.stdout, line_buffering=False)
change(sys.stdout, line_buffering=2)
change(sys.stdout, line_buffering="x")
change(sys.stdout, line_buffering=None, write_through=True)
change(sys.stdout, nothing=1)
change(sys.stdout, encoding="utf-8")
print("\xe9\u20ac")
change(sys.stdout, encoding="locale")
change(sys.stdout, encoding="UTF8")
change(sys.stdout)
try:
    sys.stdout.reconfigure("ascii")
except TypeError as error:
    print(error)
change(sys.stderr, encoding="ascii")
print(sys.stderr.errors, sys.stdin.encoding)

path = os.path.join(tempfile.mkdtemp(), "file")
with open(path, "w", encoding="utf-8") as file:
    file.write("\xe9\n")
    file.reconfigure(encoding="latin-1", newline="\r\n")
    file.write("\xe9\n")
    file.reconfigure(encoding="cp1252", newline="\r")
    file.write("\u20ac\n")
    file.reconfigure(newline=None)
    file.write("a\n")
    file.reconfigure(line_buffering=True)
    file.write("now\nlater")
    with open(path, "rb") as other:
        print(other.read())
with open(path, "rb") as file:
    print(file.read())
with open(path, encoding="utf-8", newline="") as file:
    file.reconfigure(encoding="koi8-r")
    print(ascii(file.readline()), file.encoding)
    print(ascii(file.read()))
try:
    file.reconfigure(encoding="ascii")
except ValueError as error:
    print(error)
os.remove(path)
