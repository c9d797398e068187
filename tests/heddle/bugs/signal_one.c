/* signal_one.c - two threads wait for one condition, and what they wait for comes once for both.
 *
 * broken 1 [lost-wakeup|deadlock]: only one of them is told
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static bool ready;

static void *wait_for_it(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    while (!ready) {
        (void)pthread_cond_wait(&condition, &mutex);
    }
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

static void *make_ready(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    ready = true;
    if (BROKEN == 1) {
        (void)pthread_cond_signal(&condition);
    } else {
        (void)pthread_cond_broadcast(&condition);
    }
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {wait_for_it, wait_for_it, make_ready};
    run_threads(bodies, 3);
    return 0;
}
