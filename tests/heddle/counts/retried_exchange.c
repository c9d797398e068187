/* retried_exchange.c - N threads increment a counter by compare-exchange, trying again with what the failed attempt
 * has read: every order of them.
 * GenMC's test suite (synthetic/weak-cas-loop), which takes the loop for an assumption: N!.
 * rc11 N=2: 2
 * rc11 N=3: 6
 * rc11 N=4: 24
 * sc N=3: 6
 * tso N=3: 6 */
#include "counts.h"

static atomic_int counter;

static void *body(void *unused)
{
    int seen = load(&counter, RELAXED);
    while (!atomic_compare_exchange_weak_explicit(&counter, &seen, seen + 1, RELAXED, RELAXED)) {
    }
    return unused;
}

int main(void)
{
    run_threads(N, body);
    heddle_assert(load(&counter, RELAXED) == N);
    return 0;
}
