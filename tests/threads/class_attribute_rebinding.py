"""Row class attribute rebinding: after a happens-before edge every call sees the new one."""
import threading

from _harness import done, rounds, time_is_up


def method(number):
    return lambda self: number


def setup(_):
    cls = type("C", (), {"m": method(0), "value": 0})
    sub = type("Sub", (cls,), {})
    return cls, cls(), sub(), [0], threading.Lock()


def writer(state):
    cls, _, _, posted, lock = state
    for number in range(1, 60):
        cls.m = method(number)
        cls.value = number
        with lock:
            posted[0] = number


def reader(state):
    cls, o, sub, posted, lock = state
    last = 0
    while last < 59:
        with lock:
            known = posted[0]
        for seen in (o.m(), sub.m(), cls.value, o.value, sub.value):
            assert seen >= known, (seen, known)
            assert seen <= 59
        last = known


rounds(setup, [writer, reader, reader])
done()
