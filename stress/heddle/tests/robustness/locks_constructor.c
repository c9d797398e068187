/* expect: OK runs=20
 * says: outcome +20  good
 * run: --seeds 20
 * What a constructor does with mutexes, main goes on with. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
static pthread_mutex_t tried = PTHREAD_MUTEX_INITIALIZER, kept = PTHREAD_MUTEX_INITIALIZER, twice;
static int busy, late;
static void __attribute__((constructor)) before(void)
{
    pthread_mutexattr_t a;
    struct timespec until = {1, 0};
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&twice, &a);
    pthread_mutex_lock(&twice);
    pthread_mutex_lock(&twice);
    pthread_mutex_lock(&tried);
    busy = pthread_mutex_trylock(&tried);
    late = pthread_mutex_timedlock(&tried, &until);
    pthread_mutex_unlock(&tried);
    pthread_mutex_lock(&kept);
}
static void *body(void *unused)
{
    assert(pthread_mutex_trylock(&tried) == 0 && pthread_mutex_unlock(&tried) == 0);
    assert(pthread_mutex_trylock(&kept) == EBUSY);
    assert(pthread_mutex_trylock(&twice) == EBUSY);
    return unused;
}
int main(void)
{
    pthread_t t;
    assert(busy == EBUSY && late == ETIMEDOUT);
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    assert(pthread_mutex_unlock(&kept) == 0);
    assert(pthread_mutex_unlock(&twice) == 0 && pthread_mutex_unlock(&twice) == 0);
    assert(pthread_mutex_unlock(&twice) == EPERM);
    puts("good");
    return 0;
}
