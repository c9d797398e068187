"""Row one generator shared by threads: a value or ValueError('generator already executing')."""
from _harness import THREADS, done, rounds

COUNT = 100


def numbers():
    for i in range(COUNT):
        yield i


def setup(_):
    return numbers(), [[] for _ in range(THREADS)]


def taker(tag):
    def body(state):
        generator, mine = state[0], state[1][tag]
        refused = 0
        while refused < 20000:
            try:
                mine.append(next(generator))
            except StopIteration:
                return
            except ValueError as error:
                assert str(error) == "generator already executing", error
                refused += 1
    return body


def check(state):
    values = [value for mine in state[1] for value in mine]
    assert len(values) == len(set(values)), "a value came twice"
    assert set(values) <= set(range(COUNT))
    for mine in state[1]:
        assert mine == sorted(mine)
    rest = list(state[0])
    assert sorted(values + rest) == list(range(COUNT)), "a value was lost"


rounds(setup, [taker(tag) for tag in range(THREADS)], check)
done()
