"""Row `l.insert`, `l.pop(i)`, `l *= n`: readers may see an item twice or miss one, never a torn one."""
from _harness import done, together

base = [("item", i) for i in range(20)]
valid = set(base)
shared = list(base)


def churn():
    shared.insert(0, base[3])
    shared.pop(0)
    shared.insert(10, base[4])
    shared.pop(10)
    shared[5:5] = base[:3]
    del shared[5:8]


def double():
    mine = list(base)
    mine *= 3
    assert len(mine) == 60


def read():
    for i in range(0, 20, 3):
        try:
            assert shared[i] in valid
        except IndexError:
            raise AssertionError("the list never has fewer than 20 items")
    for value in shared:
        assert value in valid
    assert all(value in valid for value in shared[2:9])


together(churn, read, read, double)
assert len(shared) == 20
done()
