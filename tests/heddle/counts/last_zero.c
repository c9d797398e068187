/* last_zero.c - each of N threads stores one more than its left neighbour, one thread looks for the last zero.
 * Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction", POPL 2014 (lastzero(N)), under
 * sequential consistency: (N + 3) * 2 to the power of N - 2, so 64 for 5 and 3328 for 10.
 * sc N=5: 64
 * sc N=10: 3328 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static atomic_int array[N + 1];

static void *body(void *number)
{
    int index = (int)(intptr_t)number;
    if (index == 0) {
        index = N;
        while (atomic_load_explicit(&array[index], RELAXED) != 0) {
            index--;
        }
    } else {
        atomic_store_explicit(&array[index], atomic_load_explicit(&array[index - 1], RELAXED) + 1, RELAXED);
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
