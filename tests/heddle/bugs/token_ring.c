/* token_ring.c - four threads in a ring: each copies its neighbour's value, increased by one for the last; all hold
 * one lock.
 * After SCTBench's token_ring_bad.
 *
 * broken 1 [assert]: it is taken for granted that they run in their order
 */
#include "structure.h"

enum { THREADS = 4 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;
static int values[THREADS], turn;

static void *pass_on(void *number)
{
    int self = (int)(intptr_t)number;
    (void)pthread_mutex_lock(&mutex);
    while (BROKEN != 1 && turn != self) {
        (void)pthread_cond_wait(&moved, &mutex);
    }
    turn++;
    values[self] = self == 0 ? 1 : values[self - 1] + 1;
    (void)pthread_cond_broadcast(&moved);
    (void)pthread_mutex_unlock(&mutex);
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {pass_on, pass_on, pass_on, pass_on};
    run_threads(bodies, THREADS);
    heddle_assert(values[THREADS - 1] == THREADS);
    return 0;
}
