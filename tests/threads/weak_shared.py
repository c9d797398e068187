"""Row weakref.ref without callback: threads that make one for the same target get the same object."""
import gc
import weakref

from _harness import THREADS, done, rounds


class Target:
    pass


def setup(number):
    return [Target() for _ in range(20)], [[] for _ in range(THREADS)]


def maker(tag):
    def body(state):
        targets, mine = state[0], state[1][tag]
        for each in targets:
            own = weakref.ref(each, id)
            one = weakref.ref(each)
            assert one() is each and own() is each
            assert one is not own and one == own
            mine.append((one, weakref.proxy(each), own))
        if tag == 0:
            gc.collect()
    return body


def check(state):
    for at, target in enumerate(state[0]):
        rows = [mine[at] for mine in state[1]]
        assert len({id(row[0]) for row in rows}) == 1, rows
        assert len({id(row[1]) for row in rows}) == 1, rows
        found = weakref.getweakrefs(target)
        assert found[0] is rows[0][0] and found[1] is rows[0][1]
        assert {id(each) for each in found[2:]} == {id(row[2]) for row in rows}
        del found, rows


rounds(setup, [maker(tag) for tag in range(THREADS)], check)
done()
