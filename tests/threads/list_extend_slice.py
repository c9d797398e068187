"""Row `l.extend(it)`, `l[i:j] = it`: blocks from exact lists stay together, generators may mix."""
from _harness import THREADS, done, rounds

BLOCK = 7


def setup(_):
    return []


def extender(tag):
    block = [(tag, i) for i in range(BLOCK)]

    def body(shared):
        for step in range(40):
            if step % 2:
                shared.extend(block)
            else:
                shared += block
    return body


def generator_extender(shared):
    for _ in range(10):
        shared.extend(("g", i) for i in range(BLOCK))


def check(shared):
    items = [item for item in shared if item[0] != "g"]
    assert len(shared) - len(items) == 10 * BLOCK
    assert len(items) == THREADS * 40 * BLOCK
    for tag in range(THREADS):
        mine = [i for t, i in items if t == tag]
        assert mine == list(range(BLOCK)) * 40


def together_check(shared):
    assert len(shared) == THREADS * 40 * BLOCK
    for start in range(0, len(shared), BLOCK):
        tag = shared[start][0]
        assert shared[start:start + BLOCK] == [(tag, i) for i in range(BLOCK)]


def slicer(tag):
    def body(shared):
        for _ in range(40):
            shared[:] = [tag] * 11
            seen = shared[:]
            assert len(seen) == 11 and len(set(seen)) == 1, seen
    return body


rounds(setup, [extender(tag) for tag in range(THREADS)], together_check, most=15)
rounds(setup, [extender(tag) for tag in range(THREADS)] + [generator_extender], check, most=15)
rounds(lambda _: [0] * 11, [slicer(tag) for tag in range(THREADS)],
       lambda shared: len(shared) == 11 or 1 / 0)
done()
