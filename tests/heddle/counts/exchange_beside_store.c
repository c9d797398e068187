/* exchange_beside_store.c - three threads exchange whatever is there for 42, one stores 1.
 * GenMC's test suite (saver/spin-cas2): 42.
 * sc N=3: 42
 * rc11 N=3: 42 */
#include "counts.h"

static atomic_int variable;

static void *body(void *number)
{
    if ((intptr_t)number == N) {
        atomic_store(&variable, 1);
        return NULL;
    }
    int seen = atomic_load(&variable);
    while (!atomic_compare_exchange_strong(&variable, &seen, 42)) {
    }
    return NULL;
}

int main(void)
{
    run_threads(N + 1, body);
    return 0;
}
