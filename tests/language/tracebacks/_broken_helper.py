def invert(x):
    return 1 / x


def process(items):
    return [invert(i) for i in items]
