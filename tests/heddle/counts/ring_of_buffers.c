/* ring_of_buffers.c - N threads in a ring: each stores its variable and reads its neighbour's (store buffering, SB+N).
 * By hand: each load reads either value; sequential consistency forbids that all read the first one.
 * rc11 N=2: 4
 * rc11 N=7: 128
 * tso N=7: 128
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
    (void)atomic_load_explicit(&variable[((intptr_t)number + 1) % N], RELAXED);
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
