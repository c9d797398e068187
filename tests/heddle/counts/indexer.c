/* indexer.c - N threads put four messages each into a hash table of 128 slots; from the twelfth thread on they collide.
 * Flanagan, Godefroid, "Dynamic partial-order reduction for model checking software", POPL 2005; Abdulla, Aronis,
 * Jonsson, Sagonas, POPL 2014 (indexer(N)): 1 up to eleven threads, then 8 to the power of N - 11.
 * rc11 N=11: 1
 * rc11 N=12: 8
 * rc11 N=13: 64
 * sc N=13: 64 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

enum { SLOTS = 128, MESSAGES = 4 };
static atomic_int table[SLOTS];

static void *body(void *number)
{
    for (int message = 1; message <= MESSAGES; message++) {
        int word = message * 11 + (int)(intptr_t)number;
        int slot = word * 7 % SLOTS, empty = 0;
        while (!atomic_compare_exchange_strong_explicit(&table[slot], &empty, word, RELAXED, RELAXED)) {
            slot = (slot + 1) % SLOTS;
            empty = 0;
        }
    }
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
