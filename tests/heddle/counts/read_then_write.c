/* read_then_write.c - N threads load a variable and then store to it.
 * GenMC's test suite (synthetic/rw, N = 2 to 4): 4, 36, 576; all orders of the stores, and for each load those before.
 * rc11 N=2: 4
 * rc11 N=3: 36
 * rc11 N=4: 576
 * sc N=4: 576
 * tso N=4: 576 */
#include "counts.h"

static atomic_int variable;

static void *body(void *number)
{
    (void)load(&variable, RELAXED);
    store(&variable, (int)(intptr_t)number + 1, RELEASE);
    return number;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
