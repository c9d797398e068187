"""The singletons: identity, repr, attributes, calls, comparison."""
for value in (None, Ellipsis, NotImplemented, True, False):
    print(repr(value), str(value), type(value), value is type(value)() if type(value) is not bool else value is bool(value))
print(... is Ellipsis, None == None, None == 0, None is False, not None, bool(...))
print(None.__class__.__name__, None.__doc__, hasattr(None, "__dict__"), None.__eq__(1), None.__eq__(None))
for source in ["None + 1", "None < 1", "n()", "n[0]", "len(None)", "None.x", "iter(None)", "None.x = 1",
               "... + 1", "e()", "e[0]", "....x", "int(None)", "float(None)", "-None", "~None", "None in None",
               "'' + None", "[] + None", "None % 2", "for x in None: pass", "a, b = None", "f(*None)", "f(**None)", "del None[0]",
               "None.__class__ = int", "type(None)(1)", "type(...)(1)", "type(NotImplemented)(x=1)"]:
    try:
        exec(source, {"f": lambda *a: 0, "n": None, "e": ...})
        print(source, "ok")
    except SyntaxError as error:
        print(source, "SyntaxError", error.msg)
    except Exception as error:
        print(source, "->", type(error).__name__, error)
print({None: 1, ...: 2}[None], [None, ...].index(...), (None,) == (None,), hash(None) == hash(None))
def f(): pass
print(f(), (lambda: ...)(), [].append(1), print("", end=""))
class A:
    def __eq__(self, other): return NotImplemented
    def __lt__(self, other): return NotImplemented
    def __add__(self, other): return NotImplemented
print(A() == A(), A() != 1, A().__eq__(1))
for op in ["A() < A()", "A() + A()", "A() + 1", "1 + A()", "A() > 1", "A() <= 1"]:
    try:
        print(op, eval(op))
    except TypeError as error:
        print(op, "->", error)
print(NotImplemented.__reduce__(), Ellipsis.__reduce__())
try:
    class N(type(None)): pass
except TypeError as error:
    print(error)
try:
    class N(bool): pass
except TypeError as error:
    print(error)
try:
    class N(type(...)): pass
except TypeError as error:
    print(error)
x = [...]
x[0] = x
print(x, str(x), [None] * 2, {...}, f"{None!r:>6}", "%s %r" % (None, ...), "{} {}".format(None, ...))
try:
    format(None, ">6")
except TypeError as error:
    print(error)
