/* expect: OK runs=100
 * says: outcome +100  good
 * run: --seeds 100 */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void *body(void *unused)
{
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    return &mutex;
}
int main(void)
{
    pthread_t t;
    void *result = 0;
    struct timespec until;
    assert(pthread_join(pthread_self(), 0) == EDEADLK);
    pthread_mutex_lock(&mutex);
    pthread_create(&t, 0, body, 0);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    assert(pthread_tryjoin_np(t, &result) == EBUSY);
    assert(pthread_timedjoin_np(t, &result, &until) == ETIMEDOUT);
    until.tv_sec++;
    assert(pthread_clockjoin_np(t, &result, CLOCK_MONOTONIC, &until) == ETIMEDOUT);
    until.tv_nsec = -1;
    assert(pthread_timedjoin_np(t, &result, &until) == EINVAL);
    pthread_mutex_unlock(&mutex);
    while (pthread_tryjoin_np(t, &result) == EBUSY)
        ;
    assert(result == &mutex);
    puts("good");
    return 0;
}
