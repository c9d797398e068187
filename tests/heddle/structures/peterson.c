/* peterson.c - Peterson's mutual exclusion with relaxed accesses and fences.
 *
 * Both fences are needed: who writes `turn` last must see that the other asked (first fence, through the
 * modification order of `turn`), and who looks must see both (second fence).
 * broken 1: the first fence is not sequentially consistent
 * broken 2: the second fence is not sequentially consistent
 * broken 3: no acquire on the way in
 * broken 4: no release on the way out
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
        store(&turn, other, RELAXED);
        fence(ORDER(2, SEQ_CST, ACQ_REL));
        while (load(&wants[other], RELAXED) && load(&turn, RELAXED) == other) {
            heddle_pause();
        }
        fence(ORDER(3, ACQUIRE, RELEASE));
        counter++;
        store(&wants[me], false, ORDER(4, RELEASE, RELAXED));
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
