/* timed_wait.c - a wait that may end by itself.
 *
 * broken 1 [assert]: what ended the wait is not looked at
 */
#include "structure.h"

#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static bool ready;

static void *wait_for_it(void *unused)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    (void)pthread_mutex_lock(&mutex);
    int status = 0;
    while (!ready && status == 0) {
        status = pthread_cond_timedwait(&condition, &mutex, &until);
    }
    heddle_assert(ready || (BROKEN == 0 && status != 0));
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

static void *make_ready(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    ready = true;
    (void)pthread_cond_signal(&condition);
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {wait_for_it, make_ready};
    run_threads(bodies, 2);
    return 0;
}
