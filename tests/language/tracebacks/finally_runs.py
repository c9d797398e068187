"""finally runs before the traceback is printed."""
def f():
    try:
        print("try")
        [][1]
    finally:
        print("finally")


try:
    f()
finally:
    print("outer finally")
