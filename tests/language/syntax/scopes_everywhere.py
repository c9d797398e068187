"""Scopes: closures, nonlocal, global, del, class bodies, comprehension scopes, exec in functions."""
x = "global"
def outer():
    x = "outer"
    def inner():
        nonlocal x
        x += "!"
        return x
    def deleter():
        nonlocal x
        del x
    inner(); print(x); deleter()
    try: x
    except NameError as e: print(type(e).__name__, e)
    try: inner()
    except NameError as e: print(type(e).__name__, e)
    x = "again"; print(inner())
outer()
def late():
    fs = [lambda: i for i in range(3)]
    print([f() for f in fs])
    fs = [lambda i=i: i for i in range(3)]
    print([f() for f in fs])
    for j in range(3): pass
    print(j)
    try: k
    except UnboundLocalError as e: print(e)
    k = 1
late()
class Body:
    x = "class"
    y = [x for _ in range(2)]
    z = [x for x in [x]]
    def m(self): return x
    lam = lambda self: x
    g = list(x + str(i) for i in range(2))
    try: w = [i for i in range(n)]
    except NameError as e: print(e)
    for loop in range(2): pass
    del y
print(Body.z, Body().m(), Body().lam(), Body.g, Body.loop, hasattr(Body, "y"))
def cls_in_func():
    v = "func"
    class C:
        v = v + "-class" if False else "c"
        def get(self): return v
        w = v
    return C
print(cls_in_func().w, cls_in_func()().get())
def cls_free():
    v = "free"
    class C:
        print(v)
        v = "own"
        print(v)
        del v
        print(v)
    return C
cls_free()
def glob():
    global newglobal, x
    newglobal = 1; x = "changed"
    def inner():
        return newglobal, x
    return inner()
print(glob(), newglobal, x)
def comp_scopes(a):
    r = [a for a in range(3)]
    s = {a: b for a in range(2) for b in range(a + 1)}
    t = [[a * b for a in range(2)] for b in range(2)]
    u = [y := a, *[y for _ in range(2)]]
    v = [(w := i) for i in range(3)]
    return r, s, t, u, v, w, a
print(comp_scopes("arg"))
def walrus_in_comp():
    total = 0
    print([total := total + v for v in range(5)], total)
    if any((hit := n) > 2 for n in range(10)): print(hit)
walrus_in_comp()
def nested_defaults(a, b=lambda: 1):
    def inner(c=a, *, d=b): return c, d()
    return inner
print(nested_defaults(5)(), nested_defaults(5)(6, d=lambda: 2))
def cells():
    a = 1
    def f(): return a
    print(f.__closure__[0].cell_contents, f.__code__.co_freevars, cells.__code__.co_cellvars)
    f.__closure__[0].cell_contents = 9
    print(a, f())
    del a
    try: f.__closure__[0].cell_contents
    except ValueError as e: print(e)
    try: f()
    except NameError as e: print(e)
cells()
def exec_in():
    loc = 1
    exec("loc = 2; other = 3")
    print(loc, "other" in locals())
    ns = {}
    exec("def f(): return q\nq = 5", ns)
    print(ns["f"](), sorted(k for k in ns if k != "__builtins__"))
    print(eval("loc + 1"), eval("[loc for _ in range(2)]", {"loc": 7}))
exec_in()
def loc():
    a = 1
    b = lambda: a
    c = [d for d in range(2)]
    print(sorted(locals()))
    def g():
        print(sorted(locals()))
        return a
    g()
loc()
print(sorted(k for k in globals() if not k.startswith("__")))
class Meta(type):
    def __getattr__(cls, n): return "meta " + n
class UsesMeta(metaclass=Meta):
    a = __name__
    b = __qualname__
    def f(self): return __class__.__name__
print(UsesMeta.zz, UsesMeta.a, UsesMeta.b, UsesMeta().f())
class Mangle:
    __private = 1
    def f(self): self.__x = 2; return self.__private, self.__dict__
    def __g(self): __loc = 1; return sorted(locals())
    class __Inner: pass
    h = lambda self, __arg=3: __arg
print(Mangle().f(), Mangle()._Mangle__g(), Mangle._Mangle__Inner.__name__, Mangle().h(), Mangle.h.__code__.co_varnames)
try: Mangle().__private
except AttributeError as e: print(e)
def unbound_variants(flag):
    if flag == 0: v = 1
    try:
        v += 1
        print(v)
    except UnboundLocalError as e: print(e)
    try: del v; del v
    except UnboundLocalError as e: print(e)
    try:
        with open("/nonexistent") as v: pass
    except OSError: pass
    for v in (): pass
    try: print(v)
    except UnboundLocalError as e: print(e)
unbound_variants(0); unbound_variants(1)
try: del undefined_name
except NameError as e: print(e)
def exc_name():
    e = 1
    try: 1 / 0
    except ZeroDivisionError as e: pass
    try: e
    except UnboundLocalError as err: print(err)
exc_name()
