"""Of several threads that release one held lock, exactly one succeeds; the others get RuntimeError.
Beside that, anybody may look at a reentrant lock that another thread takes and gives back."""
import threading

from _harness import done, rounds

THREADS = 2
LOCKS = 40
SPINS = 200
reentrant = threading.RLock()


class Round:
    def __init__(self):
        self.locks = [threading.Lock() for _ in range(LOCKS)]
        for lock in self.locks:
            lock.acquire()
        self.released = [0] * THREADS
        self.refused = [0] * THREADS
        self.arrived = [-1] * THREADS


def releaser(number):
    def body(state):
        for at, lock in enumerate(state.locks):
            state.arrived[number] = at
            for _ in range(SPINS):  # both come to the same lock at the same time
                if state.arrived[1 - number] >= at:
                    break
            try:
                lock.release()
                state.released[number] += 1
            except RuntimeError:
                state.refused[number] += 1
        with reentrant:
            with reentrant:
                assert "count=" in repr(reentrant)
        assert "RLock object" in repr(reentrant)
    return body


def check(state):
    assert sum(state.released) == LOCKS, state.released
    assert sum(state.refused) == LOCKS * (THREADS - 1), state.refused


rounds(lambda number: Round(), [releaser(number) for number in range(THREADS)], check)
done()
