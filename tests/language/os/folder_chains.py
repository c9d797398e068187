# makedirs(), removedirs() and renames(): which folders come and go, with which modes, and what is refused.
import os
import stat
import tempfile

os.umask(0o022)
root = tempfile.mkdtemp()
os.chdir(root)


def tree():
    found = []
    for folder, folders, files in os.walk("."):
        found.extend(os.path.join(folder, each) for each in folders + files)
    return sorted(found)


def attempt(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
        outcome = "done"
    except OSError as problem:
        outcome = "%s %s" % (type(problem).__name__, problem.filename)
    print(function.__name__, args, kwargs, outcome, tree())


def clear():
    for folder, folders, files in os.walk(".", topdown=False):
        for each in files:
            os.unlink(os.path.join(folder, each))
        for each in folders:
            os.rmdir(os.path.join(folder, each))


for name in ("a", "a/b/c", "a/b/c/", "x/./y", "x/y/.", "x/y/./", "./z/../w", b"bytes/b/.", "p//q///r", "."):
    attempt(os.makedirs, name)
    attempt(os.makedirs, name, exist_ok=True)
    attempt(os.makedirs, name)
    clear()

os.makedirs("outer/inner", 0o700)
print([oct(stat.S_IMODE(os.stat(each).st_mode)) for each in ("outer", "outer/inner")])
clear()

open("file", "w").close()
attempt(os.makedirs, "file")
attempt(os.makedirs, "file", exist_ok=True)
attempt(os.makedirs, "file/below", exist_ok=True)
attempt(os.makedirs, "file/below/more")
clear()

deep = "/".join("d" * 200)
os.makedirs(deep)
os.removedirs(deep)
print(tree())

os.makedirs("a/b/c")
os.makedirs("a/kept")
attempt(os.removedirs, "a/b/c/")
attempt(os.removedirs, "a")
attempt(os.removedirs, "a/b")
clear()

os.makedirs("old/one")
open("old/one/file", "w").close()
attempt(os.renames, "old/one/file", "new/two/file")
attempt(os.renames, "new/two/", "third/")
attempt(os.renames, "missing/x", "made/y/z")
attempt(os.renames, "third/file", "file")
clear()
os.chdir("/")
os.rmdir(root)
