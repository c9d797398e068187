/* expect: OK runs=20
 * says: outcome +20  good
 * run: --seeds 20
 * Mistakes that POSIX gives an error number for. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
static void semaphores(void)
{
    sem_t sem;
    assert(sem_init(&sem, 0, (unsigned)INT_MAX + 1) == -1 && errno == EINVAL);
    assert(sem_init(&sem, 0, INT_MAX) == 0);
    assert(sem_post(&sem) == -1 && errno == EOVERFLOW);
}
static void robust(void)
{
    pthread_mutex_t mutex;
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&mutex, &a);
    assert(pthread_mutex_unlock(&mutex) == EPERM);
}
static void cancellation(void)
{
    int old;
    assert(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old) == 0 && old == PTHREAD_CANCEL_ENABLE);
    assert(pthread_setcancelstate(old, &old) == 0 && old == PTHREAD_CANCEL_DISABLE);
    assert(pthread_setcancelstate(77, &old) == EINVAL && pthread_setcanceltype(77, &old) == EINVAL);
}
int main(void)
{
    unsigned char set[1];
    semaphores();
    robust();
    cancellation();
    assert(pthread_getaffinity_np(pthread_self(), sizeof set, (cpu_set_t *)set) == EINVAL);
    assert(pthread_detach(pthread_self()) == 0);
    puts("good");
    return 0;
}
