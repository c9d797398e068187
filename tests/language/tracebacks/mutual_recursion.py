"""Alternating frames are not folded; three equal frames are shown in full."""
def ping(n):
    if n == 0:
        return 1 / n
    return pong(n - 1)


def pong(n):
    return ping(n)


def thrice(n):
    return thrice(n - 1) if n else ping(2)


thrice(3)
