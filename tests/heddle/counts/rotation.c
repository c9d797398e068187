/* rotation.c - N threads, of which each exchanges its number for the next one.
 * GenMC's test suite (synthetic/casrot, N = 2 to 9): 2, 5, 14, 43, 144, 523, 2048, 8597.
 * rc11 N=2: 2
 * rc11 N=4: 14
 * rc11 N=7: 523
 * sc N=7: 523
 * rc11 N=9: 8597 */
#include "counts.h"

static atomic_int variable;

static void *body(void *number)
{
    int expected = (int)(intptr_t)number;
    (void)exchange_if(&variable, &expected, expected + 1, RELAXED, RELAXED);
    return NULL;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
