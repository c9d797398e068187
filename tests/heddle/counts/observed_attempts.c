/* observed_attempts.c - two threads try until what they add is all there is; N others look once. A failed attempt,
 * which takes away what it has added, counts if another thread has seen it, and is waiting otherwise.
 * By enumeration: the orders of the additions, with at most N failed attempts, and a store for each look, so that
 * each failed attempt's addition is looked at. For N = 1 by hand: 2 orders without a failed attempt and 5 stores
 * to look at, or 2 threads that fail once, and 2 places for what the other takes away: 14.
 * rc11 N=1: 14
 * rc11 N=2: 110
 * rc11 N=3: 974
 * sc N=2: 110 */
#include "counts.h"

static atomic_int taken;

static void *body(void *number)
{
    if ((intptr_t)number >= 2) {
        (void)load(&taken, RELAXED);
        return number;
    }
    while (add(&taken, 1, RELAXED) != 0) {
        (void)add(&taken, -1, RELAXED);
    }
    (void)add(&taken, -1, RELAXED);
    return number;
}

int main(void)
{
    run_threads(N + 2, body);
    return 0;
}
