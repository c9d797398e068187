"""A module that does not exist."""
def late():
    import surely_no_such_module_here


late()
