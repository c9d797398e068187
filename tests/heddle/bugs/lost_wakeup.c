/* lost_wakeup.c - one thread waits until another has made something ready.
 *
 * broken 1 [lost-wakeup|deadlock]: the waiter looks at the flag before it takes the mutex, and waits without looking again
 * broken 2 [lost-wakeup|deadlock]: the flag is set and the signal sent without the mutex, between look and wait
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static atomic_bool ready;

static void *wait_for_it(void *unused)
{
    if (BROKEN == 1) {
        if (!load(&ready, SEQ_CST)) {
            (void)pthread_mutex_lock(&mutex);
            (void)pthread_cond_wait(&condition, &mutex);
            (void)pthread_mutex_unlock(&mutex);
        }
        return unused;
    }
    (void)pthread_mutex_lock(&mutex);
    while (!load(&ready, SEQ_CST)) {
        (void)pthread_cond_wait(&condition, &mutex);
    }
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

static void *make_ready(void *unused)
{
    if (BROKEN != 2) {
        (void)pthread_mutex_lock(&mutex);
    }
    store(&ready, true, SEQ_CST);
    (void)pthread_cond_signal(&condition);
    if (BROKEN != 2) {
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {wait_for_it, make_ready};
    run_threads(bodies, 2);
    return 0;
}
