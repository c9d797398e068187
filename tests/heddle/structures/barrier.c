/* barrier.c - a barrier that turns a sense: the last to come resets the count and lets the others go.
 *
 * broken 1: arriving does not acquire: the last does not see what the others wrote
 * broken 2: arriving does not release
 * broken 3: the sense is turned relaxed
 * broken 4: the waiters see it relaxed
 */
#include "structure.h"

enum { THREADS = 3, ROUNDS = 2 };
static atomic_int missing = THREADS;
static atomic_int sense;
static int cells[THREADS];

static void wait_for_all(int *mine)
{
    *mine = !*mine;
    if (fetch_sub(&missing, 1, BROKEN == 1 ? RELEASE : ORDER(2, ACQ_REL, ACQUIRE)) == 1) {
        store(&missing, THREADS, RELAXED);
        store(&sense, *mine, ORDER(3, RELEASE, RELAXED));
    } else {
        while (load(&sense, ORDER(4, ACQUIRE, RELAXED)) != *mine) {
            heddle_pause();
        }
    }
}

static void *work(void *number)
{
    int me = (int)(intptr_t)number, mine = 0;
    for (int round = 1; round <= ROUNDS; round++) {
        cells[me] = round;
        wait_for_all(&mine);
        for (int i = 0; i < THREADS; i++) {
            heddle_assert(cells[i] == round);
        }
        wait_for_all(&mine);
    }
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {work, work, work};
    run_threads(bodies, THREADS);
    return 0;
}
