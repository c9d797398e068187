/* two_locks_four_threads.c - the first of each pair of threads takes a second lock, the last one gives it back.
 * After SCTBench's carter01_bad.
 *
 * broken 1 [deadlock]: who comes in and who leaves take the two locks in different orders
 */
#include "structure.h"

#include <semaphore.h>

static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static sem_t whole;
static int inside[2];

static void *pass(void *number)
{
    int *own = &inside[(intptr_t)number / 2];
    (void)pthread_mutex_lock(&counting);
    if (++*own == 1 && BROKEN == 1) {
        (void)sem_wait(&whole);
    }
    bool first = *own == 1;
    (void)pthread_mutex_unlock(&counting);
    if (first && BROKEN != 1) {
        (void)sem_wait(&whole);
        (void)sem_post(&whole);
    }
    (void)pthread_mutex_lock(&counting);
    if (--*own == 0 && BROKEN == 1) {
        (void)sem_post(&whole);
    }
    (void)pthread_mutex_unlock(&counting);
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {pass, pass, pass, pass};
    (void)sem_init(&whole, 0, 1);
    run_threads(bodies, 4);
    (void)sem_destroy(&whole);
    return 0;
}
