/* expect: OK runs=3
 * run: --seeds 3 */
#include <pthread.h>
#include <semaphore.h>
static sem_t done;
static void *body(void *unused)
{
    sem_post(&done);
    return unused;
}
int main(void)
{
    sem_init(&done, 0, 0);
    for (int i = 0; i < 40; i++) {
        pthread_t t;
        pthread_create(&t, 0, body, 0);
        pthread_detach(t);
        sem_wait(&done);
    }
    return 0;
}
