"""An exception group, printed as a tree."""
def fail(e):
    raise e


errors = []
for e in (ValueError("one"), TypeError("two"), KeyError("three")):
    try:
        fail(e)
    except Exception as caught:
        errors.append(caught)
raise ExceptionGroup("several problems", errors)
