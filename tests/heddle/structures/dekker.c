/* dekker.c - Dekker's mutual exclusion with relaxed accesses and fences.
 *
 * broken 1: the fence between asking and looking is not sequentially consistent
 * broken 2: the same after giving way
 * broken 3: no acquire on the way in
 * broken 4: no release on the way out
 * broken 5 [livelock] (not pct, wmpct): the turn is passed after the fence, comes last in its modification order, and both wait
 */
#include "structure.h"

static atomic_bool wants[2];
static atomic_int turn;
static int counter;

static void *count(void *number)
{
    int me = (int)(intptr_t)number, other = 1 - me;
    for (int i = 0; i < 2; i++) {
        store(&wants[me], true, RELAXED);
        fence(ORDER(1, SEQ_CST, ACQ_REL));
        while (load(&wants[other], RELAXED)) {
            if (load(&turn, RELAXED) != me) {
                store(&wants[me], false, RELAXED);
                while (load(&turn, RELAXED) != me) {
                    heddle_pause();
                }
                store(&wants[me], true, RELAXED);
                fence(ORDER(2, SEQ_CST, ACQ_REL));
            } else {
                heddle_pause();
            }
        }
        fence(ORDER(3, ACQUIRE, RELEASE));
        counter++;
        if (BROKEN == 5) {
            fence(RELEASE);
            store(&turn, other, RELAXED);
            store(&wants[me], false, RELAXED);
            continue;
        }
        store(&turn, other, RELAXED); /* before the fence: else it may come after the other's next one */
        fence(ORDER(4, RELEASE, ACQUIRE));
        store(&wants[me], false, RELAXED);
    }
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {count, count};
    run_threads(bodies, 2);
    heddle_assert(counter == 4);
    return 0;
}
