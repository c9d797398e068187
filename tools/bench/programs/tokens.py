"""Text work in Python code: a tokenizer, a parser of arithmetic, an interpreter of a small language, edit distance."""
import sys
from collections import Counter

KEYWORDS = {"if", "else", "while", "return"}


def tokens(text):
    at, end = 0, len(text)
    while at < end:
        c = text[at]
        if c.isspace():
            at += 1
        elif c.isalpha() or c == "_":
            start = at
            while at < end and (text[at].isalnum() or text[at] == "_"):
                at += 1
            word = text[start:at]
            yield ("keyword" if word in KEYWORDS else "name"), word
        elif c.isdigit():
            start = at
            while at < end and text[at] in "0123456789.":
                at += 1
            yield "number", float(text[start:at]) if "." in text[start:at] else int(text[start:at])
        elif text[at:at + 2] in ("==", "<=", ">=", "**"):
            yield "operator", text[at:at + 2]
            at += 2
        else:
            yield "operator", c
            at += 1


class Parser:
    def __init__(self, text):
        self.tokens = [value for kind, value in tokens(text)] + [None]
        self.at = 0

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def sum(self):
        value = self.product()
        while self.tokens[self.at] in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self):
        value = self.atom()
        while self.tokens[self.at] in ("*", "/"):
            value = value * self.atom() if self.take() == "*" else value / self.atom()
        return value

    def atom(self):
        value = self.take()
        if value == "(":
            value = self.sum()
            self.take()
        return value


def run(program, steps):
    jumps, open_at = {}, []
    for i, c in enumerate(program):
        if c == "[":
            open_at.append(i)
        elif c == "]":
            jumps[i] = open_at.pop()
            jumps[jumps[i]] = i
    tape, at, place, done = [0] * 64, 0, 0, 0
    while at < len(program) and done < steps:
        match program[at]:
            case ">":
                place += 1
            case "<":
                place -= 1
            case "+":
                tape[place] = (tape[place] + 1) & 255
            case "-":
                tape[place] = (tape[place] - 1) & 255
            case "[" if not tape[place]:
                at = jumps[at]
            case "]" if tape[place]:
                at = jumps[at]
        at += 1
        done += 1
    return sum(tape) * 1000 + place


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    source = "while (x_1 >= 10) { x_1 = x_1 * 3.5 - (y + 7) ** 2; if (x_1 == 4) { return name; } else { y = 12; } } " * 30
    program = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>>---+++++++>>.<-<+++--------------"
    for _ in range(times):
        kinds = Counter(kind for kind, value in tokens(source))
        result = (sorted(kinds.items()), round(Parser("(1+2)*3-4/(5+6)*7" + "+(8-2*3)*4.5" * 60).sum(), 6),
                  run(program, 30000), distance("ACGTTGCAAGCTAGCTAGGATCGA" * 5, "AGCTTAGCGATCGATTAGCCGATA" * 5))
    print("tokens", *result)


main()
