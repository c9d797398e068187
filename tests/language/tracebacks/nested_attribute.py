"""Carets under an attribute chain."""
class Node:
    child = None


def walk(n):
    return n.child.child.value


walk(Node())
