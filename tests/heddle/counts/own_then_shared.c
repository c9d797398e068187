/* own_then_shared.c - two threads store to their own variables N times and look at them, and then share one.
 * GenMC's test suite (synthetic/par_length): 4, whatever N is.
 * rc11 N=5: 4
 * sc N=5: 4
 * tso N=5: 4 */
#include "counts.h"

static atomic_int shared, own[2];

static void *body(void *number)
{
    for (int i = 0; i < N; i++) {
        store(&own[(intptr_t)number], i, SEQ_CST);
        (void)load(&own[(intptr_t)number], SEQ_CST);
    }
    store(&shared, (int)(intptr_t)number, SEQ_CST);
    (void)load(&shared, SEQ_CST);
    return number;
}

int main(void)
{
    run_threads(2, body);
    return 0;
}
