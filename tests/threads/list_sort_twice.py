"""Row `l.sort()`: threads that sort one list at the same time lose no item of it."""
from _harness import THREADS, done, rounds

SIZE = 400
scrambled = [i * 37 % SIZE for i in range(SIZE)]


def setup(number):
    return list(scrambled), number % 3


def sort(state):
    shared, how = state
    for _ in range(4):
        try:
            if how == 0:
                shared.sort()
            elif how == 1:
                shared.sort(key=lambda value: value)
            else:
                shared.sort(key=abs)
        except ValueError as error:
            assert "modified during sort" in str(error), error


def check(state):
    assert state[0] == list(range(SIZE)), len(state[0])


rounds(setup, [sort] * THREADS, check)
done()
