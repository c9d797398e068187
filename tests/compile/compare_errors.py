"""Compares the syntax errors of Weft's parser with those of Python's own: type, message, position.

Usage: compare_errors.py AST_DUMP [--regenerate | --fuzz COUNT [SEED]]

Compares every program of wrong_programs.txt beside this file (they are separated by lines of four
dashes) with what Python 3.11.7 said: wrong_programs.json, a line for each, since versions of 3.11
differ in a few. --regenerate lets the Python that runs this write that file anew. --fuzz takes
pieces of the standard library, breaks them at random and compares what both parsers say. Prints
what differs, and exits with 1 if anything does in the cases (the fuzzer forgives a few: some odd
corners are Python's own).
"""

import ast
import collections
import io
import json
import os
import random
import sys
import textwrap
import tokenize
import warnings

from compare_ast import Dumper, find_files


def character_offset(text, column):
    """Python's own conversion from a column in bytes to its 1-based offset."""
    if column < 0:
        return column + 1
    end = min(column + 1, len(text) + 1)
    return len((text + b"\0")[:end].decode("utf-8", "replace"))


def weft_failure(answer):
    """(type, message, (line, offset, text, end line, end offset)) of an answer, or None."""
    if not answer.startswith(b"FAIL"):
        return None
    _, kind, line, column, end_line, end_column, incomplete, text, message = \
        answer.decode("utf-8").split(" ", 8)
    if text == "-":
        return kind, message, None
    quoted = bytes.fromhex(text[1:])
    return kind, message, (int(line), character_offset(quoted, int(column)),
                           quoted.decode("utf-8", "replace"), int(end_line),
                           character_offset(quoted, int(end_column)))


def python_failure(source, mode="exec"):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "<test>", mode, ast.PyCF_ONLY_AST)
    except SyntaxError as error:
        position = error.args[1] if len(error.args) > 1 else None
        return type(error).__name__, str(error.args[0]), position and tuple(position[1:])
    except (ValueError, MemoryError, RecursionError) as error:
        return type(error).__name__, str(error), None
    return None


def compare(dumper, source, mode="exec"):
    """Both failures where they differ, else None."""
    theirs = python_failure(source, mode)
    mine = weft_failure(dumper.dump(source.encode("utf-8", "surrogatepass"), mode + "u"))
    return None if mine == theirs else (mine, theirs)


# ---- breaking programs ---------------------------------------------------------------------------

POOL = """( ) [ ] { } : , ; . -> := = == + - * ** / % @ ~ ! < > += if else elif for while in is not
and or lambda def class return yield from import as with try except finally raise pass del global
assert async await print x y.z f(x) x[0] 1 'a' f'{x}' f'{x y}' b'c' None True match case _ *x **y
x=1 x:=1 0x 1_ 1e 'abc \\ # $ ? \u00e9 \u20ac 12abc 007 exec""".split()
POOL += [" ", "\n", "\n    ", "  ", "\"\"\"", "yield x", "x for x in y", "\xe9", "\u20ac", "\t"]


def tokens_of(source):
    try:
        return [(token.start, token.end, token.string)
                for token in tokenize.generate_tokens(io.StringIO(source).readline)
                if token.string.strip()]
    except (tokenize.TokenError, SyntaxError):
        return []


def splice(source, start, end, text):
    lines = source.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    return source[:offsets[start[0] - 1] + start[1]] + text + source[offsets[end[0] - 1] + end[1]:]


def break_program(choose, source):
    tokens = tokens_of(source)
    if not tokens:
        return source[:choose.randrange(len(source) + 1)]
    start, end, text = choose.choice(tokens)
    kind = choose.randrange(8)
    if kind == 0:
        return splice(source, start, end, "")
    if kind == 1:
        return splice(source, start, end, text + " " + text)
    if kind == 2:
        return splice(source, start, end, choose.choice(POOL))
    if kind == 3:
        return splice(source, start, start, choose.choice(POOL) + " ")
    if kind == 4:
        return splice(source, end, end, " " + choose.choice(POOL))
    if kind == 5:
        other = choose.choice(tokens)[2]
        return splice(source, start, end, other)
    if kind == 6:
        lines = source.split("\n")
        line = choose.randrange(len(lines))
        lines[line] = choose.choice(["", " ", "    ", "\t"]) + lines[line].lstrip()
        return "\n".join(lines)
    return splice(source, start, (source.count("\n") + 1, len(source.split("\n")[-1])), "")


def pieces(choose):
    """Endless small programs from the standard library."""
    files = list(find_files([os.path.dirname(os.__file__)]))
    while True:
        try:
            with open(choose.choice(files), encoding="utf-8") as file:
                lines = file.read().split("\n")
        except UnicodeDecodeError:
            continue
        for _ in range(20):
            start = choose.randrange(len(lines))
            count = choose.randrange(1, 14)
            piece = textwrap.dedent("\n".join(lines[start:start + count])) + "\n"
            if piece.strip():
                yield piece


TOLERATED = 2000  # one in so many may differ


def fuzz(dumper, count, seed):
    choose = random.Random(seed)
    kinds = collections.Counter()
    examples = {}
    different = 0
    source_of = pieces(choose)
    for _ in range(count):
        source = next(source_of)
        for _ in range(choose.choice((1, 1, 1, 2))):
            source = break_program(choose, source)
        if "\0" in source or "\r" in source:
            continue
        difference = compare(dumper, source)
        if difference:
            different += 1
            mine, theirs = difference
            key = (mine and mine[:2], theirs and theirs[:2])
            kinds[key] += 1
            if key not in examples or len(source) < len(examples[key][0]):
                examples[key] = source, mine, theirs
    for key, number in kinds.most_common():
        source, mine, theirs = examples[key]
        print(f"---- {number} times, for one:\n{source}\n  Weft   {mine}\n  Python {theirs}")
    print(f"{count} programs, {different} differ")
    return 1 if different * TOLERATED > count else 0


HERE = os.path.dirname(os.path.abspath(__file__))
ANSWERS = os.path.join(HERE, "wrong_programs.json")


def wrong_programs():
    """(source, mode) of each program; the mode is its first line where that is #eval or #single."""
    with open(os.path.join(HERE, "wrong_programs.txt"), encoding="utf-8") as file:
        for program in file.read().split("\n----\n"):
            mode = "exec"
            for name in ("eval", "single"):
                if program.startswith(f"#{name}\n"):
                    mode, program = name, program[len(name) + 2:]
            yield program, mode


def regenerate():
    with open(ANSWERS, "w", encoding="utf-8") as file:
        for source, mode in wrong_programs():
            file.write(json.dumps(python_failure(source, mode)) + "\n")
    return 0


def cases(dumper):
    with open(ANSWERS, encoding="utf-8") as file:
        answers = [json.loads(line) for line in file]
    different = 0
    for (source, mode), theirs in zip(wrong_programs(), answers, strict=True):
        theirs = theirs and (*theirs[:2], theirs[2] and tuple(theirs[2]))
        mine = weft_failure(dumper.dump(source.encode("utf-8", "surrogatepass"), mode + "u"))
        if mine != theirs:
            different += 1
            print(f"---- {source}\n  Weft   {mine}\n  Python {theirs}")
    print(f"{len(answers)} programs, {different} differ")
    return 1 if different else 0


def main():
    arguments = sys.argv[1:]
    if arguments[1:] == ["--regenerate"]:
        return regenerate()
    dumper = Dumper(arguments.pop(0))
    if arguments[:1] == ["--fuzz"]:
        return fuzz(dumper, int(arguments[1]), int(arguments[2]) if len(arguments) > 2 else 0)
    return cases(dumper)


if __name__ == "__main__":
    sys.exit(main())
