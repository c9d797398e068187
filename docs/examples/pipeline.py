"""A pipeline with back-pressure: numbers are made, factored by several workers and gathered.

usage: pipeline.py [--threads N] [--items N]
"""
import queue
import sys
import threading
import time


def factors(n):
    found, divisor = [], 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            found.append(divisor)
            n //= divisor
        divisor += 1 if divisor == 2 else 2
    if n > 1:
        found.append(n)
    return found


def main():
    threads, items = 1, 1500
    arguments = sys.argv[1:]
    while arguments:
        argument = arguments.pop(0)
        if argument == "--threads":
            threads = int(arguments.pop(0))
        elif argument == "--items":
            items = int(arguments.pop(0))
    work, done = queue.Queue(maxsize=64), queue.Queue(maxsize=64)
    started = time.perf_counter()

    def produce():
        seed = 12345
        for i in range(items):
            seed = (seed * 1103515245 + 12345) % 2147483648
            work.put((i, seed * 4 + 1))
        for _ in range(threads):
            work.put(None)

    def labour():
        while (job := work.get()) is not None:
            number, n = job
            done.put((number, n, factors(n)))
        done.put(None)

    pool = [threading.Thread(target=produce)] + [threading.Thread(target=labour) for _ in range(threads)]
    for thread in pool:
        thread.start()
    results, finished = {}, 0
    while finished < threads:
        item = done.get()
        if item is None:
            finished += 1
        else:
            results[item[0]] = item[1:]
    for thread in pool:
        thread.join()
    seconds = time.perf_counter() - started
    digest, primes = 0, 0
    for number in range(items):
        n, found = results[number]
        product = 1
        for factor in found:
            product *= factor
        assert product == n
        primes += len(found) == 1
        digest = (digest * 131 + sum(found)) % 1000000007
    print("items", items, "primes", primes, "digest", digest)
    print("throughput %.0f items/s" % (items / seconds), file=sys.stderr)


main()
