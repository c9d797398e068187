"""Carets under a binary operator."""
def average(total, count):
    return total + 1 / count


print(average(5, 1))
average(5, 0)
