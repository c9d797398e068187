"""Row set `len`: `s ^= t`, `s &= t` and a large `s -= t` take effect at once; `len` sees no state between."""
from _harness import done, rounds

SIZE = 400
everything = frozenset(range(SIZE))


def setup(_):
    return set(everything), []


def toggle(state):
    shared, finished = state
    for _ in range(12):
        shared ^= everything
        shared ^= everything
        shared -= everything
        shared.update(everything)
        shared &= frozenset()
        shared.update(everything)
        shared.clear()
        shared ^= everything
    finished.append(True)


def look(state):
    shared, finished = state
    while not finished:
        assert len(shared) in (0, SIZE) or len(shared) < SIZE
        copy = shared.copy()
        assert copy <= everything


def look_at_xor(state):
    shared, finished = state
    while not finished:
        assert len(shared) in (0, SIZE), len(shared)
        assert len(shared.copy()) in (0, SIZE)


def only_xor(state):
    for _ in range(60):
        state[0].symmetric_difference_update(everything)
    state[0].clear()
    state[1].append(True)


rounds(setup, [toggle, look], most=20)
rounds(setup, [only_xor, look_at_xor, look_at_xor])
done()
