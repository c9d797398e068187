/* expect: FAIL kind=livelock
 * run: --seeds 3 --max-steps 20000 */
#include <pthread.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void *body(void *unused)
{
    while (pthread_mutex_trylock(&mutex)) {
    }
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_mutex_lock(&mutex);
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    return 0;
}
