/* exchange_what_is_stored.c - N threads exchange what another one stores, once.
 * GenMC's test suite (synthetic/wcas, N = 2 to 9): 5, 13, 33, 81, 193, 449, 1025, 2305; N * 2 to the power of N - 1, and
 * one in which all come too early.
 * rc11 N=2: 5
 * rc11 N=5: 81
 * rc11 N=9: 2305
 * sc N=9: 2305
 * tso N=5: 81 */
#include "counts.h"

static atomic_int variable;

static void *body(void *number)
{
    int expected = 2;
    if ((intptr_t)number == N) {
        store(&variable, 2, RELEASE);
    } else {
        (void)exchange_if(&variable, &expected, 3, RELAXED, RELAXED);
    }
    return number;
}

int main(void)
{
    run_threads(N + 1, body);
    return 0;
}
