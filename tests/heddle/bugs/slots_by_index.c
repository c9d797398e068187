/* slots_by_index.c - each thread takes the next slot of an array for its result.
 * After SCTBench's sigma_bad.
 *
 * broken 1 [assert]: the index is loaded and stored, not added to: two share a slot
 * broken 2 [assert]: it is increased before it is read
 */
#include "structure.h"

enum { THREADS = 4 };
static atomic_int next, results[THREADS + 1];

static void *work(void *number)
{
    int slot;
    if (BROKEN == 1) {
        slot = load(&next, SEQ_CST);
        store(&next, slot + 1, SEQ_CST);
    } else if (BROKEN == 2) {
        (void)fetch_add(&next, 1, SEQ_CST);
        slot = load(&next, SEQ_CST) - 1;
    } else {
        slot = fetch_add(&next, 1, RELAXED);
    }
    store(&results[slot], 1, RELAXED);
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {work, work, work, work};
    run_threads(bodies, THREADS);
    for (int i = 0; i < THREADS; i++) {
        heddle_assert(load(&results[i], RELAXED) == 1);
    }
    return 0;
}
