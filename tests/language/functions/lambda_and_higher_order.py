"""lambdas, map/filter/reduce/partial/compose, currying, functions as values."""
import functools, operator
add = lambda a: lambda b: lambda c: a + b + c
print(add(1)(2)(3), (lambda *a: a)(1, 2), (lambda **k: k)(x=1), (lambda a, b=2, /, *, c: (a, b, c))(1, c=3))
print((lambda: (yield))().__class__.__name__, list((lambda: (yield 1))()), (lambda x: x if x else "no")(0))
Y = lambda f: (lambda x: x(x))(lambda y: f(lambda *a: y(y)(*a)))
print(Y(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))(20))
compose = lambda *fs: functools.reduce(lambda f, g: lambda x: f(g(x)), fs)
print(compose(str, abs, int)("-5"), list(map(compose(len, str), [1, 22, 333])))
print(list(map(lambda x, y: x * y, [1, 2, 3], [4, 5])), list(filter(lambda x: x % 2, range(6))), list(filter(None, [0, 1, "", "a", None])))
print(functools.reduce(lambda a, b: a * 10 + b, [1, 2, 3]), functools.reduce(operator.add, [], 5), functools.reduce(max, [3, 9, 2]))
try: functools.reduce(operator.add, [])
except TypeError as e: print(e)
zero = lambda f: lambda x: x
succ = lambda n: lambda f: lambda x: f(n(f)(x))
plus = lambda m: lambda n: lambda f: lambda x: m(f)(n(f)(x))
times = lambda m: lambda n: lambda f: m(n(f))
power = lambda m: lambda n: n(m)
num = lambda n: n(lambda x: x + 1)(0)
two, three = succ(succ(zero)), succ(succ(succ(zero)))
print(num(plus(two)(three)), num(times(two)(three)), num(power(two)(three)))
p = functools.partial(lambda a, b, c=0, **k: (a, b, c, k), 1, c=5)
print(p(2), p(2, c=6), p(2, d=7), p.args, p.keywords, p.func(9, 8))
q = functools.partial(p, 2)
print(q.args, q(), functools.partial(print, "a", sep="-")("b"))
try: functools.partial()
except TypeError as e: print(e)
try: functools.partial(5)
except TypeError as e: print(e)
dispatch = {"+": operator.add, "-": operator.sub, "*": operator.mul, "neg": operator.neg}
print([dispatch[o](*a) for o, a in [("+", (1, 2)), ("-", (5, 3)), ("*", (4, 5)), ("neg", (7,))]])
def curry(f, n):
    def inner(*args): return f(*args) if len(args) >= n else lambda *more: inner(*args, *more)
    return inner
print(curry(lambda a, b, c: (a, b, c), 3)(1)(2)(3), curry(max, 2)(3, 9), curry(lambda a, b: a - b, 2)(10)(3))
fs = [lambda x, n=n: x ** n for n in range(4)]
print([f(3) for f in fs], sorted("bca", key=lambda c: -ord(c)), max([(1, "b"), (2, "a")], key=lambda t: t[1]))
print((lambda x: [x := x + 1, x][1])(5), (lambda: [*range(3)])(), (lambda a, /: a)(1), (lambda *, k=1: k)())
def apply_n(f, n, x): return x if n == 0 else apply_n(f, n - 1, f(x))
print(apply_n(lambda x: x * 2, 10, 1), apply_n(lambda s: s + "!", 3, "hey"))
def pipeline(*stages):
    def run(value):
        for stage in stages: value = stage(value)
        return value
    return run
print(pipeline(lambda s: s.split(), lambda ws: map(str.capitalize, ws), " ".join)("the quick brown fox"))
memo = {}
fib = lambda n: memo.setdefault(n, n if n < 2 else fib(n - 1) + fib(n - 2)) if n not in memo else memo[n]
print(fib(50), (lambda f=lambda: "default lambda": f())(), [(lambda: i)() for i in range(3)])
print((lambda x: (lambda y: (lambda z: x + y + z)))(1)(2)(3), [*map(lambda t: t[0] + t[1], zip([1, 2], [3, 4]))])
trampoline = lambda f: (lambda *a: (lambda r: r)(run(f(*a))))
def run(v):
    while callable(v): v = v()
    return v
count = lambda n, acc=0: acc if n == 0 else lambda: count(n - 1, acc + 1)
print(trampoline(count)(5000))
cond = lambda *pairs: next((v() for p, v in pairs if p), None)
print(cond((False, lambda: 1 / 0), (True, lambda: "lazy")), cond())
print(operator.itemgetter(1, 0)("ab"), operator.attrgetter("real", "imag")(1 + 2j), operator.methodcaller("replace", "a", "b")("banana"))
