/* ticket_lock.c - N threads pass through a ticket lock: every order of them.
 * By hand: N!, because a waiting loop is one execution for each store that ends it.
 * rc11 N=2: 2
 * rc11 N=4: 24
 * sc N=4: 24
 * tso N=4: 24 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static atomic_int next, serving;
static int count;

static void *body(void *unused)
{
    int ticket = atomic_fetch_add_explicit(&next, 1, RELAXED);
    while (atomic_load_explicit(&serving, ACQUIRE) != ticket) {
    }
    count++;
    atomic_store_explicit(&serving, ticket + 1, RELEASE);
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
    heddle_assert(count == N);
    return 0;
}
