"""Every builtin exception: bases, construction, str, repr, attributes."""
import builtins
names = sorted(n for n, v in vars(builtins).items() if isinstance(v, type) and issubclass(v, BaseException))
for n in names:
    cls = getattr(builtins, n)
    print(n, [c.__name__ for c in cls.__mro__[1:-1]], cls.__name__ == n)
for n in names:
    cls = getattr(builtins, n)
    for args in [(), ("one",), ("one", 2)]:
        try:
            e = cls(*args)
            print(repr(e), "|", str(e), "|", e.args)
        except TypeError as error: print(n, args, "->", error)
print(repr(ValueError("a\n'b'")), str(ValueError("")), repr(ValueError("")), str(KeyError("k")), repr(KeyError("k")), str(KeyError("a", "b")), str(KeyError()))
print(str(ValueError(1)), str(ValueError(None)), str(ValueError((1,))), str(ValueError(1, [2])), repr(ValueError((1,))), str(ValueError(ValueError("nested"))))
s = StopIteration(5); print(s.value, StopIteration().value, StopIteration(1, 2).value)
s.value = 9; print(s.value, s.args, s)
x = SystemExit(3); print(x.code, SystemExit().code, SystemExit(1, 2).code, SystemExit("msg").code)
n = NameError("m", name="nm"); print(n.name, n, NameError("q").name)
a = AttributeError("m", name="nm", obj=[1]); print(a.name, a.obj, a, repr(a))
i = ImportError("m", name="nm", path="pp"); print(i.name, i.path, i.msg, i, repr(i), ImportError().msg)
for bad in ["ImportError('m', foo=1)", "NameError('m', foo=1)", "AttributeError(x=1)", "ValueError(x=1)", "StopIteration(value=1)", "SystemExit(code=1)", "OSError(x=1)", "KeyError(k=1)", "BaseException(a=1)", "UnicodeDecodeError()", "UnicodeEncodeError('a', b'b', 0, 1, 'r')", "UnicodeDecodeError('a', 'b', 0, 1, 'r')", "UnicodeTranslateError('a')"]:
    try: print(repr(eval(bad)))
    except TypeError as error: print(bad, "->", error)
u = UnicodeDecodeError("utf-8", b"ab\xffcd", 2, 3, "why"); print(u, u.encoding, u.object, u.start, u.end, u.reason, repr(u))
u = UnicodeDecodeError("utf-8", b"ab\xffcd", 2, 4, "why"); print(u)
u = UnicodeEncodeError("ascii", "ab\u1234\U00012345\xe9", 2, 3, "why"); print(u); u.start = 3; u.end = 4; print(u); u.start = 4; u.end = 5; print(u); u.end = 9; print(u)
u = UnicodeTranslateError("a\u3042c", 1, 2, "why"); print(u, repr(u))
class Custom(Exception):
    def __init__(self, code, detail=None): self.code, self.detail = code, detail
class WithStr(Exception):
    def __str__(self): return f"custom str of {self.args}"
class NoArgs(Exception):
    def __init__(self): pass
class SubKey(KeyError): pass
c = Custom(5, detail="d")
print(c, repr(c), c.args, c.code, WithStr(1), repr(WithStr(1)), NoArgs().args, repr(SubKey("x")), str(SubKey("x")))
class Slots(Exception):
    __slots__ = ("extra",)
s = Slots("m"); s.extra = 1; s.other = 2
print(s.extra, s.__dict__)
e = ValueError("a"); e.attr = 1
print(e.__dict__, vars(e), e.__class__, isinstance(e, (OSError, Exception)))
import copy
e2 = copy.copy(e); print(repr(e2), e2.attr)
print(ValueError("a") == ValueError("a"), e == e, {e: 1}[e], sorted([KeyError, ValueError], key=lambda c: c.__name__))
print(e.__reduce__()[0].__name__, e.__reduce__()[1:], BaseException.__new__(ValueError, 1, 2).args, e.__setstate__({"z": 1}), e.z)
e.add_note("n1"); e.add_note("n2")
print(e.__notes__)
try: e.add_note(5)
except TypeError as error: print(error)
