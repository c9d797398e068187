"""Scopes: global, nonlocal, class bodies, free variables, builtins shadowing."""
x = "global"
def show(): return x
def outer():
    x = "outer"
    def middle():
        def inner():
            nonlocal x
            x = "changed by inner"
            return x
        before = x
        inner()
        return before, x
    return middle(), x
print(outer(), x)
def set_global():
    global x, new_global
    x = "set"
    new_global = 5
set_global()
print(x, new_global, show())
class A:
    x = "class"
    y = x
    def method(self): return x
    z = [x for _ in range(1)]
    w = (lambda: x)()
    first = [i for i in x]
print(A.y, A().method(), A.z, A.w, A.first)
def scope_class():
    x = "function"
    class B:
        y = x
        x = "body"
        z = x
        def m(self): return x
    return B.y if False else (B.z, B().m())
try:
    print(scope_class())
except NameError as error:
    print("NameError", error)
def class_reads_free():
    v = "free"
    class B:
        seen = v
        def m(self): return v
    return B.seen, B().m()
print(class_reads_free())
def class_global():
    class B:
        global from_class
        from_class = 1
        y = 2
    return hasattr(B, "from_class"), B.y
print(class_global(), from_class)
def counter():
    n = 0
    def inc(step=1):
        nonlocal n
        n += step
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars)
def unbound():
    try:
        print(local)
    except UnboundLocalError as error:
        print(error)
    local = 1
unbound()
def unbound_free():
    def inner(): return later
    try:
        inner()
    except NameError as error:
        print(error)
    later = 3
    return inner()
print(unbound_free())
def augmented():
    x += 1
try:
    augmented()
except UnboundLocalError as error:
    print(error)
print([f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]])
def shadow():
    len = lambda s: "shadowed"
    return len([])
print(shadow(), len([]))
def exec_scope():
    y = 1
    exec("y = 2; z = 3")
    return y, "z" in locals()
print(exec_scope())
def loc():
    a = 1
    def g(): return a
    b = 2
    return sorted(locals())
print(loc())
def comp_scope():
    i = "outer"
    r = [i for i in range(3)]
    return i, r
print(comp_scope())
def three():
    a = 1
    def two():
        nonlocal a
        a += 1
        def one():
            nonlocal a
            a += 10
        one()
        return a
    return two(), a
print(three())
def except_scope():
    e = "before"
    try:
        raise ValueError("v")
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as error:
        return str(error)
print(except_scope())
print(sorted(vars().keys() & {"x", "A", "outer", "inc"}))
