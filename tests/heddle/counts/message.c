/* message.c - a producer raises a flag behind a plain store, N consumers wait for it.
 * By hand: 1, because each waiting loop ends with the only store.
 * rc11 N=1: 1
 * rc11 N=5: 1
 * tso N=5: 1 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static atomic_int flag;
static int data;

static void *body(void *number)
{
    if ((intptr_t)number == N) {
        data = 42;
        atomic_store_explicit(&flag, 1, RELEASE);
    } else {
        while (atomic_load_explicit(&flag, ACQUIRE) == 0) {
        }
        heddle_assert(data == 42);
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
