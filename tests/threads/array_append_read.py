"""Arrays shared by threads: each append, extension by an array, insertion and pop takes place once and as a
whole, items that are read were stored, snapshots are states that existed, and sizes stay while a view is open."""
from array import array

from _harness import done, rounds

EACH = 40
WIDE = 0x0102030405060708
PAIR = array("q", [-1, -1])


class State:
    def __init__(self, number):
        self.appended = array("q")
        self.pairs = array("q")
        self.fixed = array("q", [WIDE, -WIDE] * 8)
        self.popped = []


def append(state):
    for i in range(EACH):
        state.appended.append(i)
        state.pairs.extend(PAIR)
        state.fixed[i % 16] = WIDE if i % 2 else -WIDE


def read(state):
    for i in range(EACH):
        for item in state.fixed:
            assert item in (WIDE, -WIDE), hex(item)
        assert set(state.fixed[::3]) <= {WIDE, -WIDE}
        pairs = array("q", state.pairs.tobytes())
        assert len(pairs) % 2 == 0 and pairs.count(-1) == len(pairs), pairs
        assert set(state.appended) <= set(range(EACH))
        assert len(repr(state.pairs)) >= 10


def pop(state):
    for i in range(EACH):
        try:
            item = state.appended.pop()
        except IndexError:
            continue
        if i % 2:
            state.appended.insert(0, item)
        else:
            state.popped.append(item)


def swap(state):
    for _ in range(EACH // 2):
        with memoryview(state.fixed) as view:
            assert len(view) == 16 and view[3] in (WIDE, -WIDE)
            view[5] = WIDE
            try:
                state.fixed.append(0)
                raise AssertionError("resized under a view")
            except BufferError:
                pass
        state.fixed.reverse()


def check(state):
    assert sorted(list(state.appended) + state.popped) == sorted(list(range(EACH)) * 2)
    assert len(state.pairs) == 4 * EACH and set(state.pairs) == {-1}
    assert len(state.fixed) == 16 and set(state.fixed) <= {WIDE, -WIDE}


rounds(State, [append, append, read, pop, swap], check)
done()
