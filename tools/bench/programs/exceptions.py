"""Exceptions: raised deep and shallow, caught by type, finally, with, chained, never raised."""
import sys


class Refused(Exception):
    def __init__(self, reason, code):
        super().__init__(reason)
        self.code = code


class Fatal(Refused):
    pass


class Guard:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log[0] += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.log[1] += kind is not None
        return kind is not None and issubclass(kind, KeyError)


def deep(n, code):
    if n == 0:
        raise Fatal("deep", code) if code % 3 == 0 else Refused("deep", code)
    try:
        return deep(n - 1, code)
    finally:
        counters["finally"] += 1


def quiet(i):
    try:
        result = i * 2
    except ValueError:
        return -1
    else:
        return result


def parse(text):
    try:
        return int(text)
    except ValueError:
        return None


def look_up(table, key):
    try:
        return table[key]
    except KeyError as error:
        return len(error.args)


def chained(i):
    try:
        try:
            [][i]
        except IndexError as error:
            raise RuntimeError("chained") from error
    except RuntimeError as error:
        return type(error.__cause__).__name__


counters = {"finally": 0}


def once(n):
    total = 0
    log = [0, 0]
    table = {i: i for i in range(0, 100, 2)}
    for i in range(n):
        try:
            deep(5, i)
        except Fatal as fatal:
            total += fatal.code
        except Refused as refused:
            total -= refused.code
        for j in range(8):
            total += quiet(j)
        total += parse("12") + (parse("x2") is None) + look_up(table, i % 100)
        with Guard(log):
            total += table[i % 7]
        total += len(chained(i))
    return total, log


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60000
    print("exceptions", *once(n), counters["finally"])


main()
