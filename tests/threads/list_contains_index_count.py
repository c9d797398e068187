"""Row `x in l`, `l.index`, `l.count`: any mix of states of single items, no crash."""
from _harness import done, together

size = 50
shared = list(range(size))
assert 7 in shared


def flip():
    for i in range(size):
        shared[i] = i + size
    for i in range(size):
        shared[i] = i


def search():
    for i in (0, 25, 49):
        try:
            assert shared.index(i) == i
        except ValueError:
            pass
        assert shared.count(i) in (0, 1)
        assert shared.count(i + size) in (0, 1)
        assert (i in shared) in (True, False)
        assert -1 not in shared


together(flip, search, search)
assert shared == list(range(size))
done()
