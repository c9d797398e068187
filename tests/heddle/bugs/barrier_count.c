/* barrier_count.c - threads meet at a barrier before they read each other's values.
 *
 * broken 1 [deadlock]: the barrier waits for one more than there are
 * broken 2 [race|assert]: the barrier lets the first one through
 */
#include "structure.h"

static pthread_barrier_t barrier;
static int values[2];

static void *work(void *number)
{
    int me = (int)(intptr_t)number;
    values[me] = 1;
    (void)pthread_barrier_wait(&barrier);
    heddle_assert(values[1 - me] == 1);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {work, work};
    (void)pthread_barrier_init(&barrier, NULL, BROKEN == 1 ? 3 : BROKEN == 2 ? 1 : 2);
    run_threads(bodies, 2);
    (void)pthread_barrier_destroy(&barrier);
    return 0;
}
