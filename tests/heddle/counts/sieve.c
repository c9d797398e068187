/* sieve.c - two threads look for the prime numbers up to N + 1 in one array (eratosthenes).
 * GenMC's test suite (synthetic/eratosthenes, N = 5, under sequential consistency): 398.
 * sc N=5: 398 */
#include "counts.h"

static atomic_int number[N];

static void *body(void *unused)
{
    for (int i = 0; i < N; i++) {
        if (load(&number[i], ACQUIRE) == 0) {
            store(&number[i], 1, RELEASE);
            for (int j = 2 * i + 2; j < N; j += i + 2) {
                store(&number[j], 2, RELEASE);
            }
        }
    }
    return unused;
}

int main(void)
{
    run_threads(2, body);
    return 0;
}
