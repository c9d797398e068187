/* lost_update.c - two threads count.
 *
 * broken 1 [assert]: load and store instead of one addition, all sequentially consistent
 * broken 2 [race]: a plain counter
 */
#include "structure.h"

static atomic_int counter;
static int plain_counter;

static void *count(void *unused)
{
    if (BROKEN == 1) {
        store(&counter, load(&counter, SEQ_CST) + 1, SEQ_CST);
    } else if (BROKEN == 2) {
        plain_counter++;
    } else {
        (void)fetch_add(&counter, 1, RELAXED);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {count, count};
    run_threads(bodies, 2);
    heddle_assert(load(&counter, RELAXED) == 2 || BROKEN == 2);
    return 0;
}
