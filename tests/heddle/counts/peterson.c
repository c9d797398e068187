/* peterson.c - Peterson's mutual exclusion for two threads, with sequentially consistent accesses.
 * By hand: the turns in either order; whose turn comes last waits for the other one's flag to be lowered, and the other
 * one sees that flag before it is raised, or afterwards and the turn as well: 2 each.
 * rc11 N=2: 4
 * sc N=2: 4
 * tso N=2: 4 */
#include "counts.h"

#include <stdbool.h>

static atomic_bool flag[2];
static atomic_int turn, inside;

static void *body(void *number)
{
    int self = (int)(intptr_t)number;
    store(&flag[self], true, SEQ_CST);
    store(&turn, 1 - self, SEQ_CST);
    while (load(&flag[1 - self], SEQ_CST) && load(&turn, SEQ_CST) == 1 - self) {
    }
    store(&inside, self, RELAXED);
    heddle_assert(load(&inside, RELAXED) == self);
    store(&flag[self], false, SEQ_CST);
    return number;
}

int main(void)
{
    run_threads(2, body);
    return 0;
}
