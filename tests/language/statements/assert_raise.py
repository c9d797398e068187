"""assert and raise in every form, and what is refused."""
def attempt(source):
    try:
        exec(source, {"A": A, "Boom": Boom})
        print(source, "-> nothing")
    except BaseException as e:
        print(source, "->", type(e).__name__, repr(str(e)), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
class A(Exception):
    def __init__(self, x="dflt"): super().__init__("A" + x); self.x = x
class Boom(Exception):
    def __init__(self): raise KeyError("in init")
for source in ["assert True", "assert 0", "assert [], 'message'", "assert None, 5", "assert 0, (1, 2)", "assert 0, None", "assert (), f'{1 + 1}'", "assert not 1, ValueError('v')",
               "raise ValueError", "raise ValueError()", "raise ValueError('a')", "raise ValueError('a', 2)", "raise A", "raise A('y')", "raise Boom", "raise",
               "raise 1", "raise 'str'", "raise None", "raise int", "raise int()", "raise object", "raise [ValueError]", "raise (ValueError, 'x')",
               "raise ValueError from KeyError", "raise ValueError from KeyError('k')", "raise ValueError from None", "raise ValueError from 1", "raise ValueError from int", "raise ValueError('x') from A",
               "raise ValueError from Boom", "raise 1 from ValueError", "raise SystemExit", "raise SystemExit(3)", "raise KeyboardInterrupt", "raise GeneratorExit", "raise StopIteration(5)", "raise BaseException('b')",
               "raise type('Dyn', (Exception,), {})('d')", "raise NotImplementedError", "raise NotImplemented", "raise NotImplemented()", "raise Exception from Exception from None" if False else "raise Exception('e')"]:
    attempt(source)
try:
    try: raise ValueError("one")
    except ValueError: raise
except ValueError as e: print("re-raised", e)
def reraise(): raise
try: reraise()
except RuntimeError as e: print(e)
try:
    try: raise KeyError("outer")
    except KeyError: reraise()
except KeyError as e: print("through function", e)
try:
    try: raise ValueError("v")
    except ValueError as e:
        e2 = e
        raise e
except ValueError as e: print(e is e2, e.__context__)
try:
    try: raise ValueError("v")
    except ValueError as e: raise TypeError("t") from e
except TypeError as e: print(repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__)
try:
    try: raise ValueError("v")
    except ValueError: raise TypeError("t") from None
except TypeError as e: print(e.__cause__, repr(e.__context__), e.__suppress_context__)
e = ValueError("manual")
e.__cause__ = KeyError("set by hand")
print(e.__suppress_context__)
for bad in ("e.__cause__ = 1", "e.__context__ = 'x'", "e.__traceback__ = 5", "del e.__cause__", "del e.__context__", "del e.__traceback__", "e.args = 5", "e.__suppress_context__ = 'x'"):
    try: exec(bad); print(bad, "ok")
    except TypeError as error: print(bad, "->", error)
e.args = "ab"
print(e.args, e, repr(e))
print(repr(ValueError().with_traceback(None)))
try: ValueError().with_traceback(1)
except TypeError as error: print(error)
class NotInit(Exception):
    def __new__(cls, *a): return "not an exception"
try: raise NotInit
except TypeError as error: print(error)
class Meta(type):
    def __call__(cls, *a): return ValueError("from metaclass")
class ViaMeta(Exception, metaclass=Meta): pass
try: raise ViaMeta
except Exception as error: print(type(error).__name__, error)
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise e.with_traceback(None)
except ZeroDivisionError as e: print(e.__traceback__.tb_lineno > 0, e.__context__)
