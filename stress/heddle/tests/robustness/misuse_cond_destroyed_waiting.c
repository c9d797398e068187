/* expect: FAIL kind=bad-object
 * says: destroys the condition at .*, which 1 threads wait for
 * run: --seeds 300 */
#include <pthread.h>
#include <sched.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int waits, ready;
static void *body(void *unused)
{
    pthread_mutex_lock(&mutex);
    waits = 1;
    while (!ready)
        pthread_cond_wait(&cond, &mutex);
    pthread_mutex_unlock(&mutex);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    for (int seen = 0; !seen; sched_yield()) {
        pthread_mutex_lock(&mutex);
        seen = waits;
        pthread_mutex_unlock(&mutex);
    }
    pthread_cond_destroy(&cond);
    pthread_join(t, 0);
    return 0;
}
