/* expect: OK runs=300
 * run: --seeds 300 --max-steps 50000 */
#include <pthread.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void *body(void *unused)
{
    while (pthread_mutex_trylock(&mutex)) {
    }
    pthread_mutex_unlock(&mutex);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_mutex_lock(&mutex);
    pthread_create(&t, 0, body, 0);
    pthread_mutex_unlock(&mutex);
    pthread_join(t, 0);
    return 0;
}
