"""All threads write the attributes of one object."""
from harness import measure


class Cell:
    def __init__(self):
        self.first = 0
        self.second = 0


def work(cell, n):
    for i in range(n):
        cell.first = i
        cell.second = i
    return n


measure("shared attribute write", Cell, work)
