"""Row `d.copy()`, `d | e`, views: a state that existed."""
from _harness import done, rounds


def setup(_):
    return {}


def grow(shared):
    for i in range(300):
        shared[i] = -i


def is_prefix(copied):
    assert list(copied) == list(range(len(copied))), list(copied)[-5:]
    assert all(copied[i] == -i for i in copied)


def copies(shared):
    for _ in range(40):
        is_prefix(shared.copy())
        is_prefix(dict(shared))
        is_prefix(shared | {})
        is_prefix({**shared})
        keys = list(shared.keys())
        assert keys == list(range(len(keys)))
        values = list(shared.values())
        assert values == [-i for i in range(len(values))]
        assert all(value == -key for key, value in list(shared.items()))
        assert len(shared.keys()) <= 300


rounds(setup, [grow, copies, copies])
done()
