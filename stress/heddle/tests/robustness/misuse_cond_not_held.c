/* expect: FAIL kind=not-owner
 * says: waits with a mutex at .* that it does not hold
 * run: --seeds 20 */
#include <pthread.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
int main(void)
{
    pthread_cond_wait(&cond, &mutex);
    return 0;
}
