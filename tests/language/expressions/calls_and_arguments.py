"""Argument binding: every kind of parameter, errors word by word."""
def plain(a, b, c=3): return a, b, c
def posonly(a, b=2, /, c=3, *, d, e=5): return a, b, c, d, e
def star(*args, **kwargs): return args, kwargs
def kwonly(*, a, b=2): return a, b
def posonly_kw(a, /, **kwargs): return a, kwargs
one, text, none, items = 1, "a", None, [1]
def nothing(): return "none"
print(plain(1, 2), plain(1, b=2), plain(b=1, a=2), plain(*[1, 2, 4]), plain(**{"a": 1, "b": 2}))
print(posonly(1, d=4), posonly(1, 9, 8, d=7, e=6), star(1, *[2, 3], x=4, **{"y": 5}), kwonly(a=1))
print(posonly_kw(1, a=2), star(), star(*"ab", *range(2)), star(**{"a": 1}, **{"b": 2}))
tests = """plain()
plain(1)
plain(1, 2, 3, 4)
plain(1, 2, 3, 4, 5)
plain(1, 2, a=3)
plain(1, 2, d=3)
plain(b=1)
plain(c=1)
plain(1, c=2)
nothing(1)
nothing(x=1)
nothing(1, 2)
posonly(d=1)
posonly(a=1, d=1)
posonly(1)
posonly(1, b=2, d=4)
posonly(1, 2, 3, 4, d=5)
posonly(1, 2, 3, 4)
posonly(a=1, b=2, d=3)
kwonly()
kwonly(1)
kwonly(1, a=2)
kwonly(a=1, c=2)
kwonly(1, 2, a=3)
posonly_kw(a=1)
star(**{1: 2})
star(**{"a": 1}, **{"a": 2})
star(a=1, **{"a": 2})
star(*1)
star(**1)
star(**[1])
star(*None, **None)
plain(*[1], *[2], *[3], *[4])
(lambda x: x)()
(lambda x, *, y: x)(1)
(lambda: 0)(1)
one()
text()
none()
items(0)
plain(1, 2).x
plain(1)(2)
len()
len(1, 2)
len(x=1)
len([], [])
int('1', base=99)
int(1, 2, 3)
sorted()
sorted([1], 2)
print(1, foo=2)
isinstance(1)
[].append()
[].append(1, 2)
{}.get()
''.join()
''.join(1, 2)
'a'.upper(1)
object(1)
object().x
type()
type(1, 2)
range()
range(1, 2, 3, 4)
max()
max(1)
max([])
dict(1)
dict([1])
dict([(1, 2, 3)])
dict(1, 2)"""
for source in tests.split("\n"):
    try:
        print(source, "=>", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__ + ":", error)
class C:
    def __init__(self, a, b=2): self.ab = a, b
    def method(self, x): return x
    @classmethod
    def cm(cls, x): return x
    @staticmethod
    def sm(x): return x
for source in ["C()", "C(1, 2, 3)", "C(1, c=2)", "C(1).method()", "C(1).method(1, 2)", "C.method()", "C.method(1)", "C.cm()", "C.sm()", "C(1).sm(1, 2)", "C(1).nope()", "C(1)()"]:
    try:
        print(source, "=>", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__ + ":", error)
def three(a, b, c): pass
def kw3(*, a, b, c): pass
for source in ["three()", "three(1)", "three(1, 2)", "kw3()", "kw3(a=1)", "three(1, 2, 3, 4, 5)", "three(1, 2, 3, *range(10))"]:
    try:
        eval(source)
    except TypeError as error:
        print(error)
