"""Calls: keywords, defaults, *args and **kwargs, closures, decorators, caches, recursion, context managers."""
import contextlib
import functools
import sys


def named(a, b=2, *, c=3, d=4):
    return a + b * c - d


def gathered(*args, **kwargs):
    return len(args) + sum(kwargs.values())


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)
    wrapper.calls = 0
    return wrapper


@counted
def scaled(value, factor=1):
    return value * factor


@functools.lru_cache(maxsize=None)
def ways(total, coins):
    if total == 0:
        return 1
    if total < 0 or not coins:
        return 0
    return ways(total - coins[0], coins) + ways(total, coins[1:])


def counter():
    number = 0

    def step(by=1):
        nonlocal number
        number += by
        return number
    return step


@contextlib.contextmanager
def entered(log):
    log.append(1)
    try:
        yield log
    finally:
        log.pop()


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def once(n):
    total, row, extra, step, log = 0, (1, 2, 3), {"x": 1, "y": 2}, counter(), []
    add = functools.partial(named, 5, c=7)
    for i in range(n):
        total += named(i) + named(i, 1, c=2) + named(a=i, b=3, d=1) + add(i)
        total += gathered(i, 2, 3) + gathered(*row) + gathered(*row, **extra) + gathered(x=i)
        total += scaled(i) + scaled(i, factor=2) + step() + step(by=2)
        with entered(log) as depth:
            total += len(depth)
    ways.cache_clear()
    return total, scaled.calls, ways(200, (50, 20, 10, 5, 2, 1)), fibonacci(15)


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    for _ in range(times):
        scaled.calls = 0
        result = once(10000)
    print("calls", *result)


main()
