/* exchange_and_store.c - N threads exchange 0 for 1 once, and then store a number of their own.
 * GenMC's test suite (synthetic/casw, N = 2 to 5): 6, 66, 1200, 32880.
 * rc11 N=2: 6
 * rc11 N=3: 66
 * rc11 N=4: 1200
 * sc N=3: 66 */
#include "counts.h"

static atomic_int variable;

static void *body(void *number)
{
    int expected = 0;
    (void)exchange_if(&variable, &expected, 1, RELAXED, RELAXED);
    store(&variable, (int)(intptr_t)number + 2, RELAXED);
    return NULL;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
