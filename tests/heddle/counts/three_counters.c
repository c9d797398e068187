/* three_counters.c - N threads increment three counters.
 * GenMC's test suite (synthetic/cinc): N! for each of them, so 8, 216, 13824.
 * rc11 N=2: 8
 * rc11 N=3: 216
 * rc11 N=4: 13824 */
#include "counts.h"

static atomic_int counters[3];

static void *body(void *unused)
{
    for (int i = 0; i < 3; i++) {
        (void)add(&counters[i], 1, RELAXED);
    }
    return unused;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
