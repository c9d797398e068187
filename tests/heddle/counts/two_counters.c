/* two_counters.c - N threads increment two counters.
 * GenMC's test suite (synthetic/binc, N = 2 to 4): 4, 36, 576; N! for each.
 * rc11 N=2: 4
 * rc11 N=3: 36
 * rc11 N=4: 576
 * tso N=3: 36 */
#include "counts.h"

static atomic_int counters[2];

static void *body(void *unused)
{
    (void)add(&counters[0], 1, RELAXED);
    (void)add(&counters[1], 1, RELAXED);
    return unused;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
