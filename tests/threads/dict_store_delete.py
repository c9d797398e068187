"""Row `d[k] = v`, `del d[k]`, `d.pop`, `d.popitem`: nothing is lost, nothing comes twice."""
from _harness import THREADS, done, rounds

COUNT = 200


def setup(_):
    return {}, [[] for _ in range(THREADS)]


def storer(tag):
    def body(state):
        shared = state[0]
        for i in range(COUNT):
            shared[tag, i] = i
            shared["text %d %d" % (tag, i)] = i
            shared[tag * 1000 + i] = i
            if i % 2:
                del shared[tag, i]
                assert shared.pop("text %d %d" % (tag, i)) == i
    return body


def check(state):
    shared = state[0]
    assert len(shared) == THREADS * COUNT * 2, len(shared)
    for tag in range(THREADS):
        for i in range(COUNT):
            assert ((tag, i) in shared) == (i % 2 == 0)
            assert shared[tag * 1000 + i] == i


def popper(tag):
    def body(state):
        shared, mine = state[0], state[1][tag]
        for i in range(COUNT):
            shared[tag, i] = i
            if i % 2:
                try:
                    mine.append(shared.popitem()[0])
                except KeyError:
                    pass
    return body


def every_key_once(state):
    keys = list(state[0])
    for mine in state[1]:
        keys += mine
    assert len(keys) == len(set(keys)) == THREADS * COUNT, (len(keys), len(set(keys)))


rounds(setup, [storer(tag) for tag in range(THREADS)], check, most=20)
rounds(setup, [popper(tag) for tag in range(THREADS)], every_key_once)
done()
