/* expect: OK runs=100
 * says: outcome +100  good
 * run: --seeds 100
 * Limits in the past, limits that are no time, and the variants that name a clock. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <threads.h>
#include <time.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_cond_t cond;
static sem_t sem;
static const struct timespec past = {-1, 0}, wrong = {0, 1000000000}, wrong_too = {0, -1};
static struct timespec in_seconds(int seconds)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    assert(time.tv_sec >= 0 && time.tv_sec < 4000000000);
    time.tv_sec += seconds;
    return time;
}
static void *body(void *unused)
{
    assert(pthread_mutex_timedlock(&mutex, &past) == ETIMEDOUT);
    assert(pthread_rwlock_timedrdlock(&rwlock, &past) == ETIMEDOUT);
    assert(pthread_rwlock_timedwrlock(&rwlock, &past) == ETIMEDOUT);
    assert(sem_timedwait(&sem, &past) == -1 && errno == ETIMEDOUT);
    assert(pthread_mutex_timedlock(&mutex, &wrong) == EINVAL);
    assert(pthread_rwlock_timedrdlock(&rwlock, &wrong_too) == EINVAL);
    assert(pthread_rwlock_timedwrlock(&rwlock, &wrong) == EINVAL);
    assert(sem_timedwait(&sem, &wrong_too) == -1 && errno == EINVAL);
    struct timespec soon = in_seconds(1);
    assert(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &soon) == ETIMEDOUT);
    soon = in_seconds(1);
    assert(pthread_rwlock_clockrdlock(&rwlock, CLOCK_MONOTONIC, &soon) == ETIMEDOUT);
    soon = in_seconds(1);
    assert(pthread_rwlock_clockwrlock(&rwlock, CLOCK_REALTIME, &soon) == ETIMEDOUT);
    soon = in_seconds(1);
    assert(sem_clockwait(&sem, CLOCK_MONOTONIC, &soon) == -1 && errno == ETIMEDOUT);
    assert(pthread_mutex_clocklock(&mutex, CLOCK_PROCESS_CPUTIME_ID, &soon) == EINVAL);
    return unused;
}
static void conditions(void)
{
    struct timespec soon = in_seconds(1);
    int error = pthread_cond_clockwait(&cond, &mutex, CLOCK_MONOTONIC, &soon);
    assert(error == ETIMEDOUT || error == 0);
    error = pthread_cond_timedwait(&cond, &mutex, &past);
    assert(error == ETIMEDOUT || error == 0);
    assert(pthread_cond_timedwait(&cond, &mutex, &wrong) == EINVAL);
    assert(pthread_cond_clockwait(&cond, &mutex, CLOCK_THREAD_CPUTIME_ID, &soon) == EINVAL);
}
static void sleeps(void)
{
    assert(nanosleep(&past, 0) == -1 && errno == EINVAL);
    assert(nanosleep(&wrong, 0) == -1 && errno == EINVAL);
    assert(clock_nanosleep(CLOCK_MONOTONIC, 0, &wrong, 0) == EINVAL);
    assert(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &past, 0) == 0);
    assert(thrd_sleep(&wrong, 0) < -1);
    struct timespec time;
    assert(timespec_get(&time, 0) == 0 && timespec_get(&time, TIME_UTC) == TIME_UTC);
}
int main(void)
{
    pthread_t t;
    pthread_condattr_t a;
    pthread_condattr_init(&a);
    pthread_condattr_setclock(&a, CLOCK_MONOTONIC);
    pthread_cond_init(&cond, &a);
    sem_init(&sem, 0, 0);
    pthread_mutex_lock(&mutex);
    pthread_rwlock_wrlock(&rwlock);
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    conditions();
    sleeps();
    pthread_mutex_unlock(&mutex);
    pthread_rwlock_unlock(&rwlock);
    puts("good");
    return 0;
}
