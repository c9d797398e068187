"""Row `x in l`, `l.index`, `l.count`, `l.remove`: an item that stays in the list is found, however its
place changes meanwhile; a removal takes one item out, once."""
from _harness import done, rounds, together

shared = ["a", "b", "kept", "c", "d", 1.5, (1, 2), "kept too"]


def move_front():
    for i in range(30):
        shared.insert(0, i)
    for _ in range(30):
        shared.pop(0)


def move_slices():
    for i in range(10):
        shared[0:0] = ["new"] * i
        del shared[0:i]


def search():
    for _ in range(30):
        assert "kept" in shared
        assert "kept too" in shared
        assert shared.index("kept") >= 0
        assert shared.count("kept") == 1
        assert shared.count("kept too") == 1
        assert "absent" not in shared


together(move_front, move_slices, search, search)


def setup(_):
    return list(range(300)), []


def remover(start):
    def body(state):
        values, taken = state
        for value in range(start, 300, 3):
            values.remove(value)
            taken.append(value)
        for value in range(start, 300, 3):
            assert value not in values
    return body


def check(state):
    values, taken = state
    assert values == [] and sorted(taken) == list(range(300))


rounds(setup, [remover(0), remover(1), remover(2)], check)
done()
