"""Reads litmus.table: shapes, their variants and what is known about each from outside."""
import os
import re

from language import parse, substitute

HERE = os.path.dirname(os.path.abspath(__file__))


class Variant:
    """One litmus program. `verdict` is allowed, forbidden, race or deadlock; `count` a number or None."""

    def __init__(self, shape, name, orders, verdict, count, source):
        self.shape, self.name, self.orders, self.verdict, self.count, self.source = shape, name, orders, verdict, count, source
        self.lines = [substitute(line, orders) for line in shape.lines]
        self.program = parse(self.lines, shape.observed)
        self.title = "%s+%s" % (shape.name, name)


class Shape:
    def __init__(self, name):
        self.name, self.lines, self.observed, self.asks, self.variants = name, [], (), {}, []

    def program(self):
        """The shape with its orders still open."""
        return parse(self.lines, self.observed)

    def asked(self, outcome):
        """Whether an outcome's text has all the values that the shape asks about."""
        values = dict(part.split("=") for part in outcome.split())
        return all(values[name] == value for name, value in self.asks.items())


def read_table(path=os.path.join(HERE, "litmus.table")):
    shapes = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            word, _, rest = line.partition(" ")
            if word == "test":
                shapes.append(Shape(rest.strip()))
            elif word == "thread:":
                shapes[-1].lines.append(rest.strip())
            elif word == "observe:":
                shapes[-1].observed = tuple(rest.split())
            elif word == "asks:":
                shapes[-1].asks = dict(part.split("=") for part in rest.split())
            elif word == "variant":
                head, verdict, *more = [part.strip() for part in rest.split("|")]
                name, *orders = re.split(r"\s+", head)
                count = int(more[0]) if len(more) > 1 and more[0].isdigit() else None
                shapes[-1].variants.append(Variant(shapes[-1], name, dict(part.split("=") for part in orders), verdict,
                                                   count, more[-1]))
            else:
                raise ValueError("%s:%d: %r" % (path, number, word))
    return shapes
