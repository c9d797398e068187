"""A BaseException subclass of one's own."""
class Stop(BaseException):
    pass


def loop():
    while True:
        raise Stop("enough")


try:
    loop()
except Exception:
    print("not caught here")
