/* ring_of_writes.c - N threads in a ring: each stores to its variable and then to its neighbour's (2+2W+N).
 * By hand: each variable's two stores in either order; store buffers and sequential consistency forbid the one cycle.
 * rc11 N=2: 4
 * rc11 N=7: 128
 * tso N=7: 127
 * sc N=7: 127 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static atomic_int variable[N];

static void *body(void *number)
{
    atomic_store_explicit(&variable[(intptr_t)number], 1, RELAXED);
    atomic_store_explicit(&variable[((intptr_t)number + 1) % N], 2, RELAXED);
    return NULL;
}

int main(void)
{
    pthread_t threads[N];
    for (int i = 0; i < (N); i++) {
        if (pthread_create(&threads[i], NULL, body, (void *)(intptr_t)i) != 0) {
            abort();
        }
    }
    for (int i = 0; i < (N); i++) {
        (void)pthread_join(threads[i], NULL);
    }
    return 0;
}
