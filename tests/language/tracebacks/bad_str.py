"""An exception whose str fails."""
class Odd(Exception):
    def __str__(self):
        raise RuntimeError("no str")


raise Odd("x")
