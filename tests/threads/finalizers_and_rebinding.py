"""Displaced values with finalizers and weak references that use the class being changed."""
import gc
import weakref

from _harness import done, together

graveyard = []


class C:
    value = None

    def m(self):
        return "m"


class Noisy:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        assert C().m() in ("m", "new")
        if len(graveyard) < 50:
            graveyard.append(self)


number = [0]


def rebind():
    number[0] += 1
    noisy = Noisy(number[0])
    watcher = weakref.ref(noisy, lambda r: C().m())
    C.value = noisy
    C.m = (lambda self: "new") if number[0] % 2 else (lambda self: "m")
    C.watcher = watcher


def use():
    o = C()
    assert o.m() in ("m", "new")
    value = o.value
    assert value is None or type(value) is Noisy and value.number > 0
    watcher = getattr(C, "watcher", None)
    target = watcher() if watcher is not None else None
    assert target is None or target.number > 0


def bury():
    while graveyard:
        try:
            assert graveyard.pop().number > 0
        except IndexError:
            break


collections = [0]


def collect():
    collections[0] += 1
    if collections[0] % 20 == 0:
        gc.collect(0)


together(rebind, use, use, bury, collect)
done()
