"""An uncaught exception."""
def f(x):
    raise ValueError("bad value: " + repr(x))


print("before")
f([1, 2])
print("never")
