/* wait_without_loop.c - two consumers wait for one item.
 *
 * broken 1 [assert]: who was woken does not look again: the other took the item, or the wake-up was spurious
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static int items;

static void *consume(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    if (BROKEN == 1) {
        if (items == 0) {
            (void)pthread_cond_wait(&condition, &mutex);
        }
    } else {
        while (items == 0) {
            (void)pthread_cond_wait(&condition, &mutex);
        }
    }
    items--;
    heddle_assert(items >= 0);
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

static void *produce(void *unused)
{
    for (int i = 0; i < 2; i++) {
        (void)pthread_mutex_lock(&mutex);
        items++;
        (void)pthread_cond_broadcast(&condition);
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {consume, consume, produce};
    run_threads(bodies, 3);
    heddle_assert(items == 0);
    return 0;
}
