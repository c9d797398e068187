"""A bare raise keeps the first traceback."""
def first():
    raise IndexError("original place")


def second():
    try:
        first()
    except IndexError:
        print("cleaning up")
        raise


second()
