"""All threads call one function, which reads a global."""
from harness import measure

OFFSET = 7


def step(value):
    return (value * 5 + OFFSET) & 0xFFFF


def work(shared, n):
    value = 1
    for _ in range(n):
        value = step(value)
    return value


measure("shared function", lambda: None, work)
