"""All threads call methods of a class while another thread changes it every millisecond."""
import threading
import time

from harness import measure


def make():
    class Gauge:
        limit = 0

        def __init__(self):
            self.level = 2

        def read(self, amount):
            return amount + self.level

        def twice(self, amount):
            return self.read(amount) * 2

    return Gauge()


def change(gauge):
    stop = threading.Event()

    def body():
        number = 0
        while not stop.wait(0.001):
            number += 1
            type(gauge).limit = number

    thread = threading.Thread(target=body)
    thread.start()

    def end():
        stop.set()
        thread.join()
    return end


def work(gauge, n):
    total = 0
    for i in range(n):
        total += gauge.read(i) + gauge.twice(i)
    return total


measure("class mutation", make, work, around=change)
