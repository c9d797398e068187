"""assert with and without a message."""
def check(x):
    assert x > 0, ("must be positive", x)
    return x


check(1)
check(-1)
