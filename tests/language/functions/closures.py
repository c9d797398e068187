"""Closures: cells, late binding, shared cells, nesting, classes in functions."""
def make():
    fs = []
    for i in range(3):
        def f(): return i
        fs.append(f)
    return fs
print([f() for f in make()])
def make_bound():
    return [(lambda j: lambda: j)(i) for i in range(3)]
print([f() for f in make_bound()])
def pair():
    value = 0
    def get(): return value
    def set(v):
        nonlocal value
        value = v
    return get, set
get, set_ = pair()
get2, set2 = pair()
set_(5)
print(get(), get2(), get.__closure__[0] is set_.__closure__[0] if False else get.__closure__[0].cell_contents)
def deep():
    a = 1
    def l1():
        b = 2
        def l2():
            c = 3
            def l3():
                nonlocal a, b
                a, b = a + 1, b + 1
                return a, b, c
            return l3
        return l2
    return l1()()
l3 = deep()
print(l3(), l3(), l3.__code__.co_freevars)
def passes_through():
    x = "outermost"
    def middle():
        def inner(): return x
        return inner
    m = middle()
    return m(), middle.__code__.co_freevars, middle.__code__.co_cellvars, passes_through.__code__.co_cellvars
print(passes_through())
def arg_cell(a, *b, c=1, **d):
    def inner(): return a, b, c, d
    a = "changed"
    return inner()
print(arg_cell(1, 2, c=3, e=4))
def recursive():
    def fact(n): return 1 if n < 2 else n * fact(n - 1)
    return fact
print(recursive()(10))
def mutual():
    def even(n): return n == 0 or odd(n - 1)
    def odd(n): return n != 0 and even(n - 1)
    return even(10), odd(7)
print(mutual())
def class_in_function(v):
    class C:
        attr = v
        def get(self): return v, __class__.__name__
        def set(self, n):
            nonlocal v
            v = n
    return C
C = class_in_function("v1")
c = C(); c.set("v2")
print(C.attr, c.get(), C().get())
def comp_closure():
    return [lambda: i for i in range(3)], [i for i in range(3)]
print([f() for f in comp_closure()[0]])
def gen_closure():
    total = 0
    def add(n):
        nonlocal total
        total += n
        yield total
        total += n
        yield total
    return list(add(1)), list(add(10)), total
print(gen_closure())
def default_capture():
    fs = []
    for i in range(3): fs.append(lambda x, i=i: x * i)
    return [f(10) for f in fs]
print(default_capture())
def decorator_chain():
    calls = []
    def deco(tag):
        calls.append("make " + tag)
        def wrap(f):
            calls.append("wrap " + tag)
            def inner(*a): calls.append("call " + tag); return f(*a)
            return inner
        return wrap
    @deco("a")
    @deco("b")
    def target(x): return x * 2
    return target(4), calls
print(decorator_chain())
def try_cell():
    try: raise ValueError("x")
    except ValueError as e:
        f = lambda: e
        print(repr(f()))
    try: f()
    except NameError as n: print(n)
try_cell()
def loop_var_after():
    for x in range(3): pass
    def f(): return x
    x = "later"
    return f()
print(loop_var_after())
def memo():
    cache = {}
    def fib(n):
        if n not in cache: cache[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
        return cache[n]
    return fib(90), len(cache)
print(memo())
def cell_api():
    from types import CellType, FunctionType
    cell = CellType(5)
    empty = CellType()
    print(cell.cell_contents, cell == CellType(5), cell < CellType(6))
    try: empty.cell_contents
    except ValueError as e: print(e)
    f = FunctionType(l3.__code__, {}, "made", None, (CellType(10), CellType(20), CellType(30)))
    return f(), f.__name__
print(cell_api())
def cond(flag):
    if flag: x = 1
    def f(): return x
    try: return f()
    except NameError as e: return str(e)
print(cond(True), cond(False))
