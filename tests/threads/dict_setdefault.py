"""Row `d.setdefault`: one winner for builtin keys; user keys neither deadlock nor crash."""
from _harness import THREADS, done, rounds

KEYS = ["text", 5, 1.5, "é", 10 ** 20, (1, 2), None, b"bytes"]


def setup(number):
    return {}, [dict() for _ in range(THREADS)], ["k%d" % i for i in range(30)]


def contender(tag):
    def body(state):
        shared, seen, names = state
        for key in KEYS + names:
            seen[tag][key] = shared.setdefault(key, object())
    return body


def check(state):
    shared, seen, names = state
    assert len(shared) == len(KEYS) + len(names)
    for key in KEYS + names:
        assert {id(s[key]) for s in seen} == {id(shared[key])}, key


class Key:
    def __init__(self, number, home):
        self.number, self.home = number, home

    def __hash__(self):
        return self.number % 3

    def __eq__(self, other):
        self.home.setdefault("asked", 0)
        return isinstance(other, Key) and self.number == other.number


def user_keys(state):
    shared = state[0]
    for i in range(12):
        shared[Key(i, shared)] = i
        assert shared.get(Key(i, shared), i) == i
        shared.pop(Key(i - 1, shared), None)


rounds(setup, [contender(tag) for tag in range(THREADS)], check)
rounds(setup, [user_keys] * THREADS, most=30)
done()
