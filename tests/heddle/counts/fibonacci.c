/* fibonacci.c - two threads add each other's variable to their own, N times, and one looks at both (fib_bench of the
 * SV-COMP suite), with release stores and acquire loads. Abdulla, Atig, Jonsson, Ngo, "Optimal stateless model checking
 * under the release-acquire semantics", OOPSLA 2018, and its tool's suite: four rounds have 19605 executions under SC,
 * and 34205 under TSO and under release-acquire.
 * rc11 N=2: 153
 * sc N=2: 140
 * rc11 N=4: 34205
 * sc N=4: 19605
 * tso N=4: 34205 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <heddle.h>

#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static atomic_int first = 1, second = 1;

static void add(atomic_int *own, atomic_int *other)
{
    for (int round = 0; round < N; round++) {
        int seen = atomic_load_explicit(own, ACQUIRE);
        int added = atomic_load_explicit(other, ACQUIRE);
        atomic_store_explicit(own, seen + added, RELEASE);
    }
}

static void *body(void *number)
{
    if ((intptr_t)number == 0) {
        add(&first, &second);
    } else if ((intptr_t)number == 1) {
        add(&second, &first);
    } else {
        (void)atomic_load_explicit(&first, ACQUIRE);
        (void)atomic_load_explicit(&second, ACQUIRE);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < (3); i++) {
        if (pthread_create(&threads[i], NULL, body, (void *)(intptr_t)i) != 0) {
            abort();
        }
    }
    for (int i = 0; i < (3); i++) {
        (void)pthread_join(threads[i], NULL);
    }
    return 0;
}
