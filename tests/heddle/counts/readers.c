/* readers.c - one writer, N readers of one variable: each reader sees it or not.
 * Kokologiannakis, Lahav, Sagonas, Vafeiadis, "Effective stateless model checking for C/C++ concurrency", POPL 2018
 * (readers(N)): 2 to the power of N.
 * rc11 N=3: 8
 * rc11 N=8: 256
 * sc N=8: 256
 * tso N=8: 256 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static atomic_int variable;

static void *body(void *number)
{
    if ((intptr_t)number == N) {
        atomic_store_explicit(&variable, 1, RELAXED);
    } else {
        (void)atomic_load_explicit(&variable, RELAXED);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[N + 1];
    for (int i = 0; i < (N + 1); i++) {
        if (pthread_create(&threads[i], NULL, body, (void *)(intptr_t)i) != 0) {
            abort();
        }
    }
    for (int i = 0; i < (N + 1); i++) {
        (void)pthread_join(threads[i], NULL);
    }
    return 0;
}
