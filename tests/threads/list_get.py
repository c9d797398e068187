"""Row `l[i]`: an old or a new item, or IndexError; never anything else."""
from _harness import done, together

items = [("item", i) for i in range(8)]
shared = list(items)
valid = set(items)


def read():
    for i in (0, 3, 7, -1, 9):
        try:
            value = shared[i]
        except IndexError:
            continue
        assert value in valid, value


def write():
    for i, item in enumerate(items):
        try:
            shared[-i] = item
        except IndexError:
            pass


def resize():
    shared.append(items[0])
    shared.append(items[1])
    shared.pop()
    shared.pop()
    while len(shared) > 4:
        shared.pop()
    shared.extend(items[:4])


together(read, read, write, resize)
done()
