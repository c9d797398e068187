"""Carets under augmented assignment and comparison."""
def grow(total, items):
    for item in items:
        total += item
    return total


print(grow(0, [1, 2]))
try:
    grow(0, [1, "x"])
except TypeError:
    print(1 < 2 < "three")
