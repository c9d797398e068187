"""Carets with star arguments, f-strings and conditional expressions."""
def f(*args, **kwargs):
    return f"{args[0]} {kwargs['name']:>{args[1]}}"


print(f("a", 5, name="b"))
print(f(*["a", 5], **{"nam": "b"}) if True else None)
