/* straight_additions.c - N threads add and take away again without a loop: nothing of that is waiting.
 * By hand: the orders of 3 N read-modify-writes that keep those of each thread, (3 N)! / 3! to the power of N.
 * rc11 N=2: 20
 * rc11 N=3: 1680
 * sc N=2: 20 */
#include "counts.h"

static atomic_int counter;

static void *body(void *unused)
{
    (void)add(&counter, 1, RELAXED);
    (void)add(&counter, -1, RELAXED);
    (void)add(&counter, 1, RELAXED);
    return unused;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
