/* lock_and_barrier.c - N threads pass through a lock while N others meet at a barrier.
 * GenMC's test suite (synthetic/barrier3, N = 2 to 4): 2, 6, 24; the order at the lock, and none at the barrier.
 * rc11 N=2: 2
 * rc11 N=3: 6
 * rc11 N=4: 24
 * sc N=3: 6 */
#include "counts.h"

static pthread_barrier_t barrier;
static atomic_int held;

static void *body(void *number)
{
    if ((intptr_t)number < N) {
        int expected = 0;
        while (!atomic_compare_exchange_strong(&held, &expected, 1)) {
            expected = 0;
        }
        held = 0;
    } else {
        (void)pthread_barrier_wait(&barrier);
    }
    return number;
}

int main(void)
{
    (void)pthread_barrier_init(&barrier, NULL, N);
    run_threads(2 * N, body);
    (void)pthread_barrier_destroy(&barrier);
    return 0;
}
