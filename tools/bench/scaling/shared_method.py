"""All threads call a method of one object."""
from harness import measure


class Tariff:
    def __init__(self):
        self.rate = 3

    def price(self, amount):
        return amount * self.rate + 1


def work(tariff, n):
    total = 0
    for i in range(n):
        total += tariff.price(i)
    return total


measure("shared method", Tariff, work)
