/* expect: OK runs=300
 * says: outcome +300  good
 * run: --seeds 300 --leaks */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static pthread_barrier_t barrier;
static sem_t sem;
static pthread_mutex_t recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_mutex_t plain_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int a, b, c, serial;
static void *body(void *unused)
{
    pthread_rwlock_wrlock(&rw);
    a++;
    pthread_rwlock_unlock(&rw);
    pthread_spin_lock(&spin);
    b++;
    pthread_spin_unlock(&spin);
    int r = pthread_barrier_wait(&barrier);
    assert(r == 0 || r == PTHREAD_BARRIER_SERIAL_THREAD);
    pthread_rwlock_rdlock(&rw);
    assert(a == 3);
    pthread_rwlock_unlock(&rw);
    pthread_mutex_lock(&recursive);
    pthread_mutex_lock(&recursive);
    c++;
    serial += r != 0;
    pthread_mutex_unlock(&recursive);
    pthread_mutex_unlock(&recursive);
    sem_post(&sem);
    return unused;
}
int main(void)
{
    pthread_t t[2];
    struct timespec now;
    pthread_spin_init(&spin, 0);
    pthread_barrier_init(&barrier, 0, 3);
    sem_init(&sem, 0, 0);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], 0, body, 0);
    body(0);
    for (int i = 0; i < 3; i++)
        sem_wait(&sem);
    assert(sem_trywait(&sem) == -1 && errno == EAGAIN);
    clock_gettime(CLOCK_REALTIME, &now);
    now.tv_sec += 2;
    assert(sem_timedwait(&sem, &now) == -1 && errno == ETIMEDOUT);
    now.tv_sec += 2;
    pthread_mutex_lock(&plain_mutex);
    while (pthread_cond_timedwait(&cond, &plain_mutex, &now) != ETIMEDOUT) {
    }
    struct timespec later;
    clock_gettime(CLOCK_REALTIME, &later);
    assert(later.tv_sec >= now.tv_sec);
    now.tv_sec += 4;
    pthread_mutex_unlock(&plain_mutex);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], 0);
    assert(a == 3 && b == 3 && c == 3 && serial == 1);
    assert(pthread_rwlock_tryrdlock(&rw) == 0 && pthread_rwlock_trywrlock(&rw) == EBUSY);
    now.tv_sec += 4;
    assert(pthread_rwlock_timedwrlock(&rw, &now) != 0);
    pthread_rwlock_unlock(&rw);
    pthread_rwlock_destroy(&rw);
    pthread_spin_destroy(&spin);
    pthread_barrier_destroy(&barrier);
    sem_destroy(&sem);
    puts("good");
    return 0;
}
