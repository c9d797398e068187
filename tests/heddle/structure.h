/* structure.h - the frame of the data structures and models that Heddle is tested with.
 *
 * Each program is correct as it stands and has broken versions, chosen by -DBROKEN=N and listed in its first
 * comment as "broken N: what". ORDER(N, right, weaker) is the order of a site that version N weakens. A site
 * that can be weaker without anything going wrong says so in a comment "survives: why"; `heddle mutate` must
 * kill every other. Natively a program runs once, or as often as its argument says; it ends with 0. */
#ifndef WEFT_TESTS_STRUCTURE_H
#define WEFT_TESTS_STRUCTURE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <heddle.h>

#ifndef BROKEN
#define BROKEN 0
#endif
#define ORDER(number, right, weaker) (BROKEN == (number) ? (weaker) : (right))

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel
#define SEQ_CST memory_order_seq_cst

#define load(object, order) atomic_load_explicit(object, order)
#define store(object, value, order) atomic_store_explicit(object, value, order)
#define exchange(object, value, order) atomic_exchange_explicit(object, value, order)
#define fetch_add(object, value, order) atomic_fetch_add_explicit(object, value, order)
#define fetch_sub(object, value, order) atomic_fetch_sub_explicit(object, value, order)
#define exchange_if(object, expected, value, order, failed) \
    atomic_compare_exchange_strong_explicit(object, expected, value, order, failed)
#define fence(order) atomic_thread_fence(order)

/* Runs the bodies, each on a thread of its own with its number as argument. */
static inline void run_threads(void *(**bodies)(void *), int count)
{
    pthread_t threads[8];
    for (int i = 0; i < count; i++) {
        if (pthread_create(&threads[i], NULL, bodies[i], (void *)(intptr_t)i) != 0) {
            abort();
        }
    }
    for (int i = 0; i < count; i++) {
        (void)pthread_join(threads[i], NULL);
    }
}
#endif
