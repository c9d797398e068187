/* expect: FAIL kind=bad-object
 * says: semaphore at .* was destroyed
 * run: --seeds 100 */
#include <pthread.h>
#include <semaphore.h>
static sem_t sem;
static void *body(void *unused)
{
    sem_wait(&sem);
    return unused;
}
int main(void)
{
    pthread_t t;
    sem_init(&sem, 0, 0);
    pthread_create(&t, 0, body, 0);
    sem_destroy(&sem);
    pthread_join(t, 0);
    return 0;
}
