"""The tutorial of docs/heddle.md, executed: its program, its edit, its commands in their order, its output.

Lines with `$ ` are typed; the lines below one, to the next, are what it must print, with `...` for any
lines or words, and any address or hash for theirs. The commands that the text names in passing run too."""
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "..", "..", "docs", "heddle.md")
BUG = "memory_order_relaxed); /* the bug */"


def section(text):
    return text.split("## Ten minutes")[1].split("\n## ")[0]


def sessions(text):
    """(command, expected lines) of each `    $ ` line."""
    found = []
    for line in text.splitlines():
        if line.startswith("    $ "):
            found.append((line[6:], []))
        elif line.startswith("    ") and found and not text_between(found, line):
            found[-1][1].append(line[4:])
        elif line.strip() and found:
            found[-1] = found[-1] + (True,) if len(found[-1]) == 2 else found[-1]
    return [entry[:2] for entry in found]


def text_between(found, _):
    """Has prose ended the block of the last command?"""
    return len(found[-1]) > 2


def pattern(line):
    """The line as a regular expression, with spaces of any number."""
    words = re.sub(r"hash=\S+", "hash=HASH", line.strip())
    escaped = r"\s+".join(re.escape(word) for word in words.split())
    escaped = escaped.replace("HASH", r"[0-9a-f.]+").replace(re.escape("..."), ".*")
    return re.compile("^\\s*" + re.sub(r"0x[0-9a-f]+", "0x[0-9a-f]+", escaped) + "\\s*$", re.M)


def run(tests, command):
    with open(PAGE, encoding="utf-8") as file:
        whole = file.read()
    text = section(whole)
    code = re.search(r"```c\n(.*?)```", text, re.S).group(1)
    environment = dict(os.environ, PATH=os.path.dirname(command) + os.pathsep + os.environ["PATH"])

    def shell(line, seconds=400):
        done = subprocess.run(["bash", "-c", line], cwd=tests.folder, env=environment, capture_output=True, text=True,
                              timeout=seconds, stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout + done.stderr

    def write(source):
        with open(os.path.join(tests.folder, "queue.c"), "w", encoding="utf-8") as file:
            file.write(source)

    write(code)
    entries = sessions(text)
    tests.check("tutorial has its commands", len(entries) >= 4 and code.count(BUG) == 1, entries)
    fixed = False
    for line, expected in entries:
        if "--seeds" in line and not fixed:  # from here on the text has mended the bug
            for also in ("heddle shrink ./queue", "heddle explain --html queue.html --schedule queue.schedule ./queue"):
                tests.check("tutorial names `%s`" % also, also in re.sub(r"\s+", " ", text.replace("\n", " ")))
                tests.check("tutorial: %s" % also, shell(also)[0] in (0, 1))
            tests.check("tutorial: the page is drawn", os.path.getsize(os.path.join(tests.folder, "queue.html")) > 1000)
            write(code.replace(BUG, "memory_order_release);"))
            fixed = True
        printed = shell(line)[1]
        missing = [want for want in expected if want.strip() != "..." and not pattern(want).search(printed)]
        tests.check("tutorial: %s" % line, not missing, "%r not in: %s" % (missing, printed[-800:]))
    tests.check("tutorial: searched completely", "complete:" in shell("heddle run --strategy exhaustive ./queue")[1])
    shards = re.search(r"^    (for i in 1 2 3; .*)\n    (heddle merge .*)$", whole, re.M)
    loop = shards.group(1).replace("300000", "3000")
    tests.check("tutorial: shards", shell(loop)[0] == 0)
    status, printed = shell(shards.group(2))
    tests.check("tutorial: merge", status == 0 and "OK runs=3000" in printed, printed)
