/* expect: OK runs=20
 * says: outcome +20  good
 * run: --seeds 20 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
static pthread_mutex_t m;
static void *body(void *unused)
{
    assert(pthread_mutex_unlock(&m) == EPERM);
    return unused;
}
int main(void)
{
    pthread_mutexattr_t a;
    pthread_t t;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&m, &a);
    pthread_mutexattr_destroy(&a);
    assert(pthread_mutex_lock(&m) == 0 && pthread_mutex_lock(&m) == EDEADLK &&
           pthread_mutex_trylock(&m) == EBUSY);
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    pthread_mutex_unlock(&m);
    assert(pthread_mutex_unlock(&m) == EPERM);
    pthread_mutex_destroy(&m);
    puts("good");
    return 0;
}
