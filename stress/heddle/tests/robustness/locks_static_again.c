/* expect: OK runs=20
 * says: outcome +20  good
 * run: --seeds 20
 * A local object has the same address in each call: its static initialiser begins a new one, of any kind. */
#include <pthread.h>
#include <stdio.h>
union any {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    pthread_rwlock_t rwlock;
};
static union any place;
static void mutex(int destroy)
{
    place.mutex = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&place.mutex);
    pthread_mutex_unlock(&place.mutex);
    if (destroy)
        pthread_mutex_destroy(&place.mutex);
}
static void rwlock(int destroy)
{
    place.rwlock = (pthread_rwlock_t)PTHREAD_RWLOCK_INITIALIZER;
    pthread_rwlock_wrlock(&place.rwlock);
    pthread_rwlock_unlock(&place.rwlock);
    if (destroy)
        pthread_rwlock_destroy(&place.rwlock);
}
static void cond(int destroy)
{
    place.cond = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    pthread_cond_signal(&place.cond);
    if (destroy)
        pthread_cond_destroy(&place.cond);
}
int main(void)
{
    for (int i = 0; i < 16; i++) {
        mutex(i & 1);
        mutex(i & 2);
        rwlock(i & 4);
        rwlock(i & 1);
        cond(i & 8);
        cond(i & 2);
    }
    puts("good");
    return 0;
}
