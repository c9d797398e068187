/* writers.c - N writers of one variable and a reader: every order of the stores, and each of them or the first value read.
 * By hand: (N + 1)!.
 * rc11 N=3: 24
 * rc11 N=5: 720
 * sc N=5: 720
 * tso N=5: 720 */
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
    if ((intptr_t)number < N) {
        atomic_store_explicit(&variable, (int)(intptr_t)number + 1, RELAXED);
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
