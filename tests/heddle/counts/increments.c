/* increments.c - N threads increment one counter: every order of them.
 * Kokologiannakis, Lahav, Sagonas, Vafeiadis, POPL 2018 (ainc(N)): N!.
 * rc11 N=4: 24
 * rc11 N=6: 720
 * sc N=6: 720
 * tso N=6: 720 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static atomic_int counter;

static void *body(void *unused)
{
    (void)atomic_fetch_add_explicit(&counter, 1, RELAXED);
    return unused;
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
