"""del in all its forms, and what names mean after it."""
a = b = c = 1
del a, (b), [c]
for name in "abc":
    print(name, name in globals())
try:
    a
except NameError as error:
    print(type(error).__name__, error, error.name)
d = {"x": 1, "y": 2}
del d["x"]
print(d)
try:
    del d["x"]
except KeyError as error:
    print("KeyError", error)
lst = list(range(10))
del lst[0], lst[-1], lst[::3]
print(lst)
del lst[1:3]
print(lst)
try:
    del lst[50]
except IndexError as error:
    print(error)
class C:
    attr = 1
    def __delattr__(self, name): print("delattr", name)
    def __delitem__(self, key): print("delitem", key)
o = C()
del o.attr, o.missing, o[1], o[1:2], o[...], o[1, 2]
del C.attr
print(hasattr(C, "attr"))
try:
    del C.attr
except AttributeError as error:
    print(error)
def f():
    x = 1
    del x
    try:
        return x
    except UnboundLocalError as error:
        print(error)
    try:
        del x
    except UnboundLocalError as error:
        print(error)
f()
def g():
    y = 1
    def inner(): return y
    print(inner())
    del y
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    y = 2
    return inner()
print(g())
def h():
    def inner():
        nonlocal z
        del z
    z = 1
    inner()
    try:
        print(z)
    except UnboundLocalError as error:
        print(error)
h()
def k():
    global glob
    del glob
glob = 1
k()
print("glob" in globals())
try:
    k()
except NameError as error:
    print(error)
def loop():
    for i in range(3):
        v = i
        del v
    return "v" in locals(), i
print(loop())
try:
    del undefined
except NameError as error:
    print(error)
for target in ["None", "True", "f()", "1", "a + 1", "x if y else z", "(a, 1)", "[a, f()]", "*x", "x.y.z()", "{}", "lambda: 0"]:
    try:
        compile("del " + target, "s", "exec")
    except SyntaxError as error:
        print(target, "->", error.msg)
class D:
    x = 1
    del x
    y = [i for i in range(2)]
    print("x" in locals(), y)
() == () and print("empty")
del ()
del []
t = 1, [2, 3]
del t[1][0]
print(t)
try:
    del t[0]
except TypeError as error:
    print(error)
try:
    del "abc"[0]
except TypeError as error:
    print(error)
