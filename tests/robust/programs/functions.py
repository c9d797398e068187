"""Functions: closures, decorators, all kinds of parameters, recursion, partial application."""
import functools
def logged(f):
    calls = []
    @functools.wraps(f)
    def inner(*given, **named):
        calls.append((given, sorted(named)))
        return f(*given, **named)
    inner.calls = calls
    return inner
@logged
def sample(a, /, b=2, *rest, c, d=4, **more):
    return a, b, rest, c, d, more
print(sample(1, c=3), sample(1, 2, 3, 4, c=5, e=6), len(sample.calls), sample.__name__)
def counter():
    count = 0
    def step(by=1):
        nonlocal count
        count += by
        return count
    return step
step = counter()
print([step() for _ in range(5)], step(by=10), (lambda *a, k=1: (a, k))(1, 2, k=3))
@functools.lru_cache(maxsize=16)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
print(fibonacci(40), fibonacci.cache_info(), functools.reduce(lambda a, b: a * b, range(1, 10)))
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
print(depth(150), functools.partial(sample, 9, c=1)(8, z=2))
try:
    sample()
except TypeError as error:
    print(error)
print(sorted("bca", key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))), max([3, 1], default=0))
