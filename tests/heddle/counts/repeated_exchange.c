/* repeated_exchange.c - N threads increment a counter by compare-exchange, loading it anew for each attempt.
 * By hand: N!, because a failed attempt is waiting.
 * rc11 N=2: 2
 * rc11 N=4: 24
 * sc N=3: 6 */
#include "counts.h"

static atomic_int counter;

static void *body(void *unused)
{
    int seen;
    do {
        seen = load(&counter, RELAXED);
    } while (!exchange_if(&counter, &seen, seen + 1, RELAXED, RELAXED));
    return unused;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
