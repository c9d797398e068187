"""How deep nested containers may be for repr(): as deep as calls may nest."""
import sys


def nested(make, depth):
    value = make(None)
    for _ in range(depth):
        value = make(value)
    return value


def outcome(value):
    try:
        return len(repr(value)) > 0
    except RecursionError as error:
        return str(error)


for make in (lambda v: [v], lambda v: (v,), lambda v: {1: v}, lambda v: {"k": [v]}):
    for depth in (10, 300, 1100, 10000):
        print(depth, outcome(nested(make, depth)))


def deeper(n):
    return outcome(value) if n == 0 else deeper(n - 1)


value = nested(lambda v: [v], 600)
print(outcome(value), deeper(100), deeper(700))
sys.setrecursionlimit(400)
print(outcome(value), repr(nested(lambda v: [v], 50)) == "[" * 51 + "None" + "]" * 51)
