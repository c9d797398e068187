"""Measures how work grows with threads: the same amount for each, on one thread and on several.

A program calls measure(name, setup, work). setup() makes what the threads share; work(shared, n) does
n units and returns a value that depends on all of them. Rounds with one thread and with several
alternate, and the shortest of each counts, since other load on the machine only ever adds time.
Prints one line of JSON; `speedup` is threads * one / many: 2.0 is perfect for two threads. Every
thread's value is compared with the expected one.
"""
import json
import sys
import threading
import time

SHORTEST = 0.06  # seconds that a round of one thread takes at least


def run(threads, work, shared, n):
    """Elapsed seconds from the first start to the last end, processor seconds of all threads, and the value
    of each. The threads look at the clocks themselves: whoever waits for them may be late to do so.
    """
    barrier = threading.Barrier(threads)
    begins, ends, used, values = [0.0] * threads, [0.0] * threads, [0.0] * threads, [None] * threads

    def body(number):
        barrier.wait()
        begin, processor = time.perf_counter(), time.thread_time()
        values[number] = work(shared, n)
        ends[number], used[number] = time.perf_counter(), time.thread_time() - processor
        begins[number] = begin

    started = [threading.Thread(target=body, args=(number,)) for number in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return max(ends) - min(begins), sum(used), values


def measure(name, setup, work, around=None, same=True):
    """`around(shared)` returns a function that ends what it began; `same`: values must be equal."""
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    shortest = SHORTEST if rounds > 1 else 0.0
    n = 2000
    # The processor time of the shortest of three: one that only waited for a processor says nothing about
    # the work, and rounds that are too short measure how threads start.
    while min(run(1, work, setup(), n)[1] for _ in range(3)) < shortest:
        n *= 2
    one, many, one_used, many_used = [], [], [], []
    wrong = 0
    for _ in range(rounds):
        for count, elapsed, used in ((1, one, one_used), (threads, many, many_used)):
            shared = setup()
            end = around(shared) if around else None
            seconds, processor, values = run(count, work, shared, n)
            if end:
                end()
            elapsed.append(seconds)
            used.append(processor)
            if count == 1:
                expected = values[0]
            wrong += sum(v is None or (same and v != expected) for v in values)
    print(json.dumps({
        "name": name, "threads": threads, "units": n, "one": min(one), "many": min(many),
        "speedup": threads * min(one) / min(many),
        "processor": min(many_used) / (threads * min(one_used)) if min(one_used) else 0.0,
        "wrong": wrong}))
    if wrong:
        sys.exit(1)
