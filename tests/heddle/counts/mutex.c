/* mutex.c - N threads pass through a mutex: every order of them.
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

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *body(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    count++;
    (void)pthread_mutex_unlock(&mutex);
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
