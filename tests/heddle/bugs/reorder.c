/* reorder.c - three threads write two values, one looks at both.
 * After SCTBench's reorder_N_bad (N = 4).
 *
 * broken 1 [assert]: the values are written one by one, as atomics, and the look falls between
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static atomic_int first, second;

static void *set(void *unused)
{
    if (BROKEN != 1) {
        (void)pthread_mutex_lock(&mutex);
    }
    store(&first, 1, SEQ_CST);
    store(&second, -1, SEQ_CST);
    if (BROKEN != 1) {
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

static void *check(void *unused)
{
    if (BROKEN != 1) {
        (void)pthread_mutex_lock(&mutex);
    }
    int one = load(&first, SEQ_CST), other = load(&second, SEQ_CST);
    heddle_assert((one == 0 && other == 0) || (one == 1 && other == -1));
    if (BROKEN != 1) {
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {set, set, set, check};
    run_threads(bodies, 4);
    return 0;
}
