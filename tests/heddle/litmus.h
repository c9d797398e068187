/* litmus.h - what the generated litmus programs share: threads that begin together, and the outcome.
 *
 * Under Heddle the outcome goes into its histogram; natively it is printed. */
#ifndef WEFT_TESTS_LITMUS_H
#define WEFT_TESTS_LITMUS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <heddle.h>

#define LITMUS_OUTCOME(...)               \
    do {                                  \
        heddle_outcome(__VA_ARGS__);      \
        if (!heddle_running()) {          \
            (void)printf(__VA_ARGS__);    \
            (void)putchar('\n');          \
        }                                 \
    } while (0)

static void run_threads(void *(**bodies)(void *), int count)
{
    pthread_t threads[8];
    for (int i = 0; i < count; i++) {
        if (pthread_create(&threads[i], NULL, bodies[i], NULL) != 0) {
            abort();
        }
    }
    for (int i = 0; i < count; i++) {
        (void)pthread_join(threads[i], NULL);
    }
}
#endif
