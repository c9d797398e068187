"""Row `l1 + l2`, `n * l`, `l.copy()`: each part of the result is a state that existed."""
from _harness import done, rounds


def setup(_):
    return []


def grow(shared):
    for i in range(400):
        shared.append(i)


def prefix(values):
    assert values == list(range(len(values))), values[-5:]


def copies(shared):
    for _ in range(60):
        prefix(shared.copy())
        prefix(shared[:])
        prefix(list(shared))
        prefix(shared + [])
        prefix([*shared])
        doubled = shared * 2
        assert len(doubled) % 2 == 0
        prefix(doubled[:len(doubled) // 2])
        assert doubled[:len(doubled) // 2] == doubled[len(doubled) // 2:]


rounds(setup, [grow, copies, copies])
done()
