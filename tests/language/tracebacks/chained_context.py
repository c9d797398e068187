"""Two exceptions: while handling the first, another."""
def load(name):
    try:
        return {"x": 1}[name]
    except KeyError:
        return fallback(name)


def fallback(name):
    return undefined_fallback[name]


load("y")
