"""Row `l.append(x)`, `l.pop()`: nothing is lost, nothing comes twice."""
from _harness import THREADS, done, rounds

COUNT = 300


def setup(_):
    return [], [[] for _ in range(THREADS)], []


def appender(tag):
    def body(state):
        for i in range(COUNT):
            state[0].append((tag, i))
    return body


def only_appends(state):
    assert len(state[0]) == THREADS * COUNT
    assert len(set(state[0])) == THREADS * COUNT
    for tag in range(THREADS):
        mine = [i for t, i in state[0] if t == tag]
        assert mine == list(range(COUNT)), "order of one thread's items"


def mixed(tag):
    def body(state):
        shared, popped = state[0], state[1][tag]
        for i in range(COUNT):
            shared.append((tag, i))
            if i % 3:
                try:
                    popped.append(shared.pop())
                except IndexError:
                    pass
    return body


def every_item_once(state):
    everything = list(state[0])
    for popped in state[1]:
        everything += popped
    assert len(everything) == THREADS * COUNT, len(everything)
    assert len(set(everything)) == THREADS * COUNT


rounds(setup, [appender(tag) for tag in range(THREADS)], only_appends, most=20)
rounds(setup, [mixed(tag) for tag in range(THREADS)], every_item_once)
done()
