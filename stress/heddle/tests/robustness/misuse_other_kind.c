/* expect: FAIL kind=bad-object
 * says: the mutex at .* is used as a rwlock
 * run: --seeds 20 */
#include <pthread.h>
static union {
    pthread_mutex_t mutex;
    pthread_rwlock_t rwlock;
} both = {PTHREAD_MUTEX_INITIALIZER};
int main(void)
{
    pthread_mutex_lock(&both.mutex);
    pthread_rwlock_rdlock(&both.rwlock);
    return 0;
}
