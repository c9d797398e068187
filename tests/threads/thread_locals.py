"""threading.local: each thread has its own values, also when threads and locals come and go."""
import threading

from _harness import done, run_threads, time_is_up


class Own(threading.local):
    def __init__(self, start):
        self.value = start


shared, counted = threading.local(), Own(7)


def user(tag):
    def body():
        assert not hasattr(shared, "name")
        shared.name = tag
        assert counted.value == 7
        for step in range(40):
            assert shared.name == tag and counted.value == 7 + step
            counted.value += 1
            fresh = threading.local()
            fresh.x = step
            assert fresh.x == step
            for other in (shared, counted):
                assert other.__dict__
    return body


number = 0
while number < 3 or not time_is_up():
    run_threads([user("thread %d.%d" % (number, i)) for i in range(4)])
    number += 1
assert not hasattr(shared, "name") and counted.value == 7
done()
