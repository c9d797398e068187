"""Warnings of the compiler go to standard error with their lines."""
x = 5
if x is 5:
    print("five")
assert (x, "always true")
y = "\d"
