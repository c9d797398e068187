"""Row set `len`, `==`: locked operations lose nothing; reads see sizes within the bounds."""
from _harness import THREADS, done, rounds

COUNT = 200


def setup(_):
    return set(), set(range(50))


def adder(tag):
    def body(state):
        shared, other = state
        for i in range(COUNT):
            shared.add((tag, i))
            assert (tag, i) in shared
            if i % 2:
                shared.discard((tag, i))
            assert 0 <= len(shared) <= THREADS * COUNT
        other ^= {1000 + tag}
        other |= {2000 + tag}
        assert (other == set()) is False
        assert set(range(50)) <= other
    return body


def check(state):
    shared, other = state
    assert shared == {(t, i) for t in range(THREADS) for i in range(0, COUNT, 2)}
    assert other == set(range(50)) | {1000 + t for t in range(THREADS)} | {2000 + t for t in range(THREADS)}


def popper(state):
    shared, _ = state
    got = []
    while True:
        try:
            got.append(shared.pop())
        except KeyError:
            break
    state[1].difference_update(got)
    assert len(got) == len(set(got))


rounds(setup, [adder(tag) for tag in range(THREADS)], check, most=20)
rounds(lambda _: (set(range(500)), set(range(500))), [popper] * THREADS,
       lambda state: state == (set(), set()) or 1 / 0)
done()
