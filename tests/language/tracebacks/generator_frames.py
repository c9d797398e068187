"""Frames of generators, generator expressions and yield from."""
def numbers():
    yield 1
    yield from more()


def more():
    yield 2
    yield 1 / 0


total = sum(n * 2 for n in numbers())
