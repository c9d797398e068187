/* fast_mutex.c - Lamport's fast mutual exclusion for N threads ("A fast mutual exclusion algorithm", TOCS 1987).
 * GenMC's test suite (synthetic/lamport, two threads): 16.
 * rc11 N=2: 16
 * sc N=2: 16 */
#include "counts.h"

static atomic_int wants[N + 1], first, second;

static void lock(int me)
{
    for (;;) {
        atomic_store(&wants[me], 1);
        atomic_store(&first, me);
        if (atomic_load(&second) != 0) {
            atomic_store(&wants[me], 0);
            while (atomic_load(&second) != 0) {
            }
            continue;
        }
        atomic_store(&second, me);
        if (atomic_load(&first) == me) {
            return;
        }
        atomic_store(&wants[me], 0);
        for (int other = 1; other <= N; other++) {
            while (atomic_load(&wants[other]) != 0) {
            }
        }
        if (atomic_load(&second) == me) {
            return;
        }
        while (atomic_load(&second) != 0) {
        }
    }
}

static void *body(void *number)
{
    int me = (int)(intptr_t)number + 1;
    lock(me);
    atomic_store(&second, 0);
    atomic_store(&wants[me], 0);
    return NULL;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
