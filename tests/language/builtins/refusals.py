# Texts of refused calls: None as an argument, container operations, compile(), exec() and eval().
import sys

def show(label, function):
    try:
        result = function()
    except BaseException as error:
        print(label, "->", type(error).__name__, error, error.args if isinstance(error, SystemExit) else "")
    else:
        print(label, "=", repr(result))

# None is called None, not NoneType, where an argument has to be of a type
for text in ["''.replace('a', None)", "'a'.removeprefix(None)", "''.encode(None)", "b''.decode(None)",
             "(5).to_bytes(1, None)", "format(1, None)", "(1).__format__(None)", "sys.intern(None)",
             "sys.stdout.write(None)", "compile('', '', None)", "float.fromhex(None)", "bytes.fromhex(None)"]:
    show(text, lambda: eval(text))

class Empty:
    pass

def delete(o):
    del o[0]

for o in [Empty(), 1, "a", (), None, range(3), b"a", int, {1}, 1.5, len, frozenset()]:
    show("del " + type(o).__name__, lambda: delete(o))

show("flags", lambda: compile("1", "f", "eval", 0xff))
show("not source", lambda: compile(1, "f", "exec"))
show("locals", lambda: eval("1", {}, 1))
show("exec locals", lambda: exec("1", {}, 1))
show("build_class", lambda: __build_class__())

def outer():
    x, y = 1, 2
    def inner():
        return x + y
    return inner

inner = outer()
show("closure", lambda: exec(inner.__code__, {}, closure=inner.__closure__))
show("closure missing", lambda: exec(inner.__code__))
show("closure short", lambda: exec(inner.__code__, closure=inner.__closure__[:1]))
show("closure of others", lambda: exec(inner.__code__, closure=(1, 2)))
show("closure needless", lambda: exec(outer.__code__, closure=()))
show("closure of text", lambda: exec("pass", closure=inner.__closure__))

for status in [(1, 2), (), [1], "text", None, 0]:
    show("exit", lambda: sys.exit(status))

show("str % bytes", lambda: "abc" % b"x")
show("bytes % str", lambda: b"abc" % "x")
show("decode of nothing", lambda: b"".decode("no such encoding"))
show("hex", lambda: (b"\xb9\x01\xef".hex(b"\0"), b"ab".hex("\0")))
show("hex sep", lambda: b"ab".hex(()))
show("hex sep type", lambda: b"ab".hex([1]))
show("splitlines", lambda: "a".splitlines(1.5))
show("splitlines keep", lambda: ("a\nb".splitlines(2), b"a\nb".splitlines(0)))
show("splitlines bytes", lambda: b"a".splitlines(None))
show("pow", lambda: ((-0.0) ** float("-inf"), 0.0 ** float("-inf")))
show("fromhex", lambda: float.fromhex("0x1p0\0 0x1p0"))

class Number(float):
    def __float__(self):
        return 42.0

show("float", lambda: (float(Number(1.0)), Number(3.0)))

# objects of types that only the runtime makes are not made by object.__new__
def generator():
    yield 1

for example in [generator(), iter([]), iter(""), {}.keys(), len, sys._getframe(), int | str, generator.__code__]:
    kind = type(example)
    show(kind.__name__, lambda: object.__new__(kind))
