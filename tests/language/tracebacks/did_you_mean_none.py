"""No suggestion where nothing is near."""
def f(alpha, beta):
    return zzzzqqq


f(1, 2)
