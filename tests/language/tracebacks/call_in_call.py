"""Carets under one call among several."""
def inner(x):
    return int(x)


def outer(a, b):
    return max(inner(a), inner(b), key=abs)


print(outer("1", "2"))
outer("3", "four")
