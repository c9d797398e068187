"""Row `l.remove(x)`: the comparison may run Python and change the list; no deadlock, no crash."""
from _harness import done, run_threads, together

shared = []


class Meddler:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        if len(shared) < 30:
            shared.append(Meddler(self.number + 1))
        return isinstance(other, Meddler) and self.number == other.number


def remove():
    try:
        shared.remove(Meddler(1))
    except ValueError:
        pass


def fill():
    while len(shared) < 20:
        shared.append(Meddler(len(shared) % 3))
    if len(shared) > 25:
        del shared[10:]


def look():
    assert (Meddler(2) in shared) in (True, False)
    assert shared.count(Meddler(-5)) == 0


together(remove, remove, fill, look)
numbers = list(range(1000))


def take(start):
    def body():
        for i in range(start, 1000, 2):
            if i in numbers:
                numbers.remove(i)
    return body


run_threads([take(0), take(1)])
assert numbers == []
done()
