/* one_exchange.c - N threads exchange 0 for a number of their own, once.
 * GenMC's test suite (synthetic/cas, N = 2 to 5): N, because one succeeds and all others see what it has stored.
 * rc11 N=2: 2
 * rc11 N=5: 5
 * sc N=5: 5 */
#include "counts.h"

static atomic_int variable;

static void *body(void *number)
{
    int expected = 0;
    (void)exchange_if(&variable, &expected, (int)(intptr_t)number + 1, RELAXED, RELAXED);
    return number;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
