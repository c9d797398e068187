/* counts.h - the frame of the programs in counts/: a row of threads, and short names of atomic operations. */
#ifndef HEDDLE_TESTS_COUNTS_H
#define HEDDLE_TESTS_COUNTS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel
#define SEQ_CST memory_order_seq_cst

#define load(at, order) atomic_load_explicit(at, order)
#define store(at, value, order) atomic_store_explicit(at, value, order)
#define swap(at, value, order) atomic_exchange_explicit(at, value, order)
#define add(at, value, order) atomic_fetch_add_explicit(at, value, order)
#define exchange_if(at, expected, value, order, failure) \
    atomic_compare_exchange_strong_explicit(at, expected, value, order, failure)

/* Threads 0 to count - 1, each with its number, and waits for them. */
static void run_threads(int count, void *(*body)(void *))
{
    pthread_t threads[32];
    for (int i = 0; i < count; i++) {
        if (pthread_create(&threads[i], NULL, body, (void *)(intptr_t)i) != 0) {
            abort();
        }
    }
    for (int i = 0; i < count; i++) {
        (void)pthread_join(threads[i], NULL);
    }
}

#endif
