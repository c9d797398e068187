/* expect: FAIL kind=deadlock
 * says: T1 waits in lock at .* for T0
 * run: --seeds 20
 * A wait gives back one of the two locks of a recursive mutex, so that nobody can signal. */
#include <pthread.h>
static pthread_mutex_t mutex;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int ready;
static void *body(void *unused)
{
    pthread_mutex_lock(&mutex);
    ready = 1;
    pthread_cond_signal(&cond);
    pthread_mutex_unlock(&mutex);
    return unused;
}
int main(void)
{
    pthread_mutexattr_t a;
    pthread_t t;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&mutex, &a);
    pthread_mutex_lock(&mutex);
    pthread_mutex_lock(&mutex);
    pthread_create(&t, 0, body, 0);
    while (!ready)
        pthread_cond_wait(&cond, &mutex);
    return 0;
}
