/* two_stages.c - a value under one lock, and what was made of it under another; readers look at both.
 * After SCTBench's twostage_N_bad (N = 3: two writers and a reader).
 *
 * broken 1 [assert]: the first lock is given up before the second one is taken
 */
#include "structure.h"

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER, second = PTHREAD_MUTEX_INITIALIZER;
static int value, derived;

static void *write_both(void *unused)
{
    (void)pthread_mutex_lock(&first);
    value = 1;
    if (BROKEN == 1) {
        (void)pthread_mutex_unlock(&first);
    }
    (void)pthread_mutex_lock(&second);
    derived = 2;
    (void)pthread_mutex_unlock(&second);
    if (BROKEN != 1) {
        (void)pthread_mutex_unlock(&first);
    }
    return unused;
}

static void *read_both(void *unused)
{
    (void)pthread_mutex_lock(&first);
    int one = value;
    (void)pthread_mutex_lock(&second);
    heddle_assert(one == 0 || derived == 2);
    (void)pthread_mutex_unlock(&second);
    (void)pthread_mutex_unlock(&first);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {write_both, write_both, read_both};
    run_threads(bodies, 3);
    return 0;
}
