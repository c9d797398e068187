"""Exceptions: raised, chained, handled, formatted; context managers."""
class Problem(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code
def fail(n):
    if n == 0:
        raise Problem(7, "deep")
    try:
        fail(n - 1)
    except Problem as error:
        if n == 3:
            raise ValueError("wrapped") from error
        raise
try:
    fail(5)
except ValueError as error:
    print(repr(error), repr(error.__cause__), error.__cause__.code)
class Managed:
    def __enter__(self):
        print("enter")
        return self
    def __exit__(self, kind, value, trace):
        print("exit", kind and kind.__name__, value)
        return kind is KeyError
with Managed() as one, Managed():
    {}["missing"]
def finish():
    try:
        return "try"
    finally:
        print("finally")
print(finish())
for bad in ("1 + ", "x = = 1", "def f(:", "1 +\n 'a", "return"):
    try:
        compile(bad, "bad", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
for action in (lambda: 1 / 0, lambda: [][1], lambda: {}["k"], lambda: int("x"), lambda: None.x, lambda: undefined, lambda: "a" + 1):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
try:
    raise ExceptionGroup("group", [ValueError(1), TypeError(2), Problem(3)])
except* ValueError as group:
    print("values", group.exceptions)
except* (TypeError, Problem) as group:
    print("others", group.exceptions)
