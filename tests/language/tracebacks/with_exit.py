"""A context manager that raises in __exit__."""
class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        raise RuntimeError("cleanup failed")


with Guard() as g:
    {}["inside"]
