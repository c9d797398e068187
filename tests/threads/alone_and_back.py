"""From one thread to two and back, again and again, in the midst of work on shared objects: what a thread
did while it was alone, without a lock, is there for whoever joins it, and the other way round."""
import gc
import threading

from _harness import done, time_is_up

NAMES = 40


class Thing:
    pass


def numbers():
    at = 0
    while True:
        yield at
        at += 1


class State:
    def __init__(self):
        self.list = []
        self.dict = {}
        self.set = set()
        self.thing = Thing()
        self.generator = numbers()
        self.taken = []


def work(state, who, count):
    for i in range(count):
        key = (who, i)
        state.list.append(key)
        state.dict[key] = [who, i]
        state.set.add(key)
        setattr(state.thing, "name%d" % (i % NAMES), key)
        try:
            state.taken.append(next(state.generator))
        except ValueError:
            pass  # the other thread runs it


def check(state, who, count):
    for i in range(count):
        assert state.dict[(who, i)] == [who, i]
        assert (who, i) in state.set


def once(count):
    state = State()
    work(state, "alone", count)
    thread = threading.Thread(target=lambda: (check(state, "alone", count), work(state, "second", count)))
    thread.start()
    work(state, "first", count)
    thread.join()
    gc.collect()  # stops the world, and finds itself alone in it
    work(state, "last", count)
    for who in ("alone", "first", "second", "last"):
        check(state, who, count)
    assert len(state.list) == 4 * count == len(set(state.list)), len(state.list)
    assert len(state.dict) == len(state.set) == 4 * count
    assert len(state.taken) == len(set(state.taken)), "a number was generated twice"
    assert len(vars(state.thing)) == min(count, NAMES)
    assert next(state.generator) == len(state.taken)


rounds = 0
while rounds < 3 or not time_is_up():
    once(20 + rounds % 50)
    rounds += 1
done()
