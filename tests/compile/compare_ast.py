"""Compares the trees of Weft's parser with those of Python's own, positions included.

Usage: compare_ast.py AST_DUMP [FILE or FOLDER ...]

Without files, every .py file below the standard library of the Python that runs this (3.11) is
compared. AST_DUMP is the program built from ast_dump.c. Files that Python itself refuses must be
refused. Exits with 1 when anything differs.
"""

import ast
import os
import re
import subprocess
import sys
import warnings


class Dumper:
    """Talks to one ast_dump process."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def dump(self, source, mode="exec"):
        """The answer to one source (bytes), as bytes."""
        self.process.stdin.write(b"%s %d\n%s" % (mode.encode(), len(source), source))
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"ast_dump died with {self.process.wait()} on {source[:300]!r}")
        return self.process.stdout.read(int(line))


SKIPPED = {"type_comment", "type_ignores", "kind"}


def encode(text):
    return text.encode("utf-8", "surrogatepass")


def number_text(value):
    if isinstance(value, int):
        return "%x" % value
    return repr(value)


def constant_lines(node, lines):
    value = node.value
    if isinstance(value, str):
        text = "s:" + encode(value).hex()
    elif isinstance(value, bytes):
        text = "b:" + value.hex()
    elif value is None or value is True or value is False:
        text = repr(value)
    elif value is ...:
        text = "Ellipsis"
    else:
        text = "number " + number_text(value)
    lines.append("value " + text + (" u" if node.kind else ""))


def node_lines(node, lines, label=""):
    """Appends the lines that ast_dump prints for a node."""
    kind = type(node).__name__
    if isinstance(node, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)):
        lines.append(label + kind)
        return
    if hasattr(node, "lineno"):
        lines.append(f"{label}{kind} {node.lineno} {node.col_offset} {node.end_lineno} "
                     f"{node.end_col_offset}")
    else:
        lines.append(label + kind)
    if kind == "Constant":
        constant_lines(node, lines)
        return
    for field in node._fields:
        if field not in SKIPPED:
            field_lines(field, getattr(node, field, None), lines)


def field_lines(field, value, lines):
    if isinstance(value, ast.AST):
        node_lines(value, lines, field + " ")
    elif isinstance(value, list):
        lines.append(f"{field} [{len(value)}")
        for item in value:
            field_lines("-", item, lines)
    elif isinstance(value, bool) or value is None:
        lines.append(f"{field} {value}")
    elif isinstance(value, int):
        lines.append(f"{field} {value}")
    else:
        lines.append(f"{field} {value}")


NUMBER = re.compile(r"^value number (.*)$", re.MULTILINE)


def normal_dump(answer):
    """The answer with numbers as Python spells them."""
    text = answer.decode("utf-8", "surrogatepass")
    return NUMBER.sub(lambda match: "value number " + number_text(ast.literal_eval(match[1])), text)


def python_dump(tree):
    lines = []
    node_lines(tree, lines)
    return "\n".join(lines) + "\n"


def compare_file(dumper, path):
    """Returns what differs, or None."""
    with open(path, "rb") as file:
        source = file.read()
    answer = dumper.dump(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, path)
    except (SyntaxError, ValueError, RecursionError) as error:
        return None if answer.startswith(b"FAIL") else f"accepted, but Python says {error}"
    if answer.startswith(b"FAIL"):
        return answer.decode("utf-8", "replace")
    mine = normal_dump(answer)
    theirs = python_dump(tree)
    if mine == theirs:
        return None
    for number, (left, right) in enumerate(zip(mine.split("\n"), theirs.split("\n"))):
        if left != right:
            before = "\n    ".join(theirs.split("\n")[max(0, number - 6):number])
            return f"line {number}:\n    {before}\n  Weft   {left}\n  Python {right}"
    return "lengths differ"


def find_files(arguments):
    for argument in arguments:
        if os.path.isfile(argument):
            yield argument
        for folder, folders, files in os.walk(argument):
            folders.sort()
            if "site-packages" in folders:
                folders.remove("site-packages")
            for name in sorted(files):
                if name.endswith(".py"):
                    yield os.path.join(folder, name)


def main():
    dumper = Dumper(sys.argv[1])
    sys.setrecursionlimit(20000)
    count = 0
    different = 0
    for path in find_files(sys.argv[2:] or [os.path.dirname(os.__file__)]):
        count += 1
        difference = compare_file(dumper, path)
        if difference:
            different += 1
            print(f"{path}: {difference}")
    print(f"{count} files, {different} differ")
    return 1 if different or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
