"""Notes are printed after the exception."""
def work():
    raise ValueError("failed")


try:
    work()
except ValueError as e:
    e.add_note("while processing item 3")
    e.add_note("second note\nin two lines")
    raise
