"""List, set and dict comprehensions with conditions and nesting, over records."""
import sys


class Widget:
    def __init__(self, number, owner, knobs):
        self.number = number
        self.owner = owner
        self.knobs = knobs
        self.has_spinner = number % 3 == 0


def tray(n):
    owners = ["ada", "grace", "edsger", "barbara"]
    return [Widget(i, owners[i % 4], [k * i % 7 for k in range(4)]) for i in range(n)]


def once(widgets):
    spinners = [w for w in widgets if w.has_spinner]
    by_owner = {owner: [w.number for w in widgets if w.owner == owner]
                for owner in {w.owner for w in widgets}}
    squares = {n: n * n for numbers in by_owner.values() for n in numbers if n % 2 == 0}
    matrix = [[row * column for column in range(12)] for row in range(12)]
    turned = [[row[i] for row in matrix] for i in range(12)]
    knobs = {(w.owner, knob) for w in spinners for knob in w.knobs if knob != 3}
    flat = [x + y for x, y in zip([c for row in turned for c in row], range(1000)) if x != y]
    return (len(spinners), sum(squares.values()), len(knobs), sum(flat),
            any(w.number == 190 for w in widgets), all(w.knobs for w in widgets))


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    widgets = tray(400)
    for _ in range(times):
        result = once(widgets)
    print("comprehensions", *result)


main()
