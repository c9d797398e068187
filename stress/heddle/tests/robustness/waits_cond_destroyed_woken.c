/* expect: OK runs=300
 * says: outcome +300  good
 * run: --seeds 300
 * POSIX: a condition may be destroyed as soon as all that waited are woken, and a new one begin there. */
#include <pthread.h>
#include <stdio.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int ready;
static void *body(void *unused)
{
    pthread_mutex_lock(&mutex);
    while (!ready)
        pthread_cond_wait(&cond, &mutex);
    pthread_mutex_unlock(&mutex);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    pthread_mutex_lock(&mutex);
    ready = 1;
    pthread_cond_broadcast(&cond);
    pthread_mutex_unlock(&mutex);
    pthread_mutex_lock(&mutex); /* whoever comes now does not wait */
    pthread_cond_destroy(&cond);
    pthread_cond_init(&cond, 0);
    pthread_mutex_unlock(&mutex);
    pthread_join(t, 0);
    pthread_cond_destroy(&cond);
    puts("good");
    return 0;
}
