/* semaphores.c - two threads hand work to each other through semaphores.
 *
 * broken 1 [deadlock]: each waits before it posts
 * broken 2 [race]: one does not wait at all
 */
#include "structure.h"

#include <semaphore.h>

static sem_t first_done, second_done;
static int work;

static void *first(void *unused)
{
    if (BROKEN == 1) {
        (void)sem_wait(&second_done);
    }
    work = 1;
    (void)sem_post(&first_done);
    if (BROKEN != 1) {
        (void)sem_wait(&second_done);
    }
    heddle_assert(work == 2 || BROKEN == 1);
    return unused;
}

static void *second(void *unused)
{
    if (BROKEN != 2) {
        (void)sem_wait(&first_done);
    }
    work = 2;
    (void)sem_post(&second_done);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {first, second};
    (void)sem_init(&first_done, 0, 0);
    (void)sem_init(&second_done, 0, 0);
    run_threads(bodies, 2);
    (void)sem_destroy(&first_done);
    (void)sem_destroy(&second_done);
    return 0;
}
