"""Frames through property, __getattr__ and operators."""
class Money:
    def __init__(self, v): self.v = v

    @property
    def cents(self):
        return self.v * self.rate

    def __add__(self, other):
        return Money(self.cents + other.cents)


Money(1) + Money(2)
