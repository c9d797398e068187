/* bounded_buffer.c - two producers and two consumers share a buffer with room for one.
 * After SV-COMP's bounded_buffer (pthread-complex), from Khoshnood, Kusano, Wang, "ConcBugAssist", ISSTA 2015.
 *
 * broken 1 [lost-wakeup|deadlock]: one condition serves for full and for empty, and one waiter is told
 * broken 2 [assert]: who was woken does not look again
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER, not_empty = PTHREAD_COND_INITIALIZER;
static int count;

static void wait_while(int value, pthread_cond_t *condition)
{
    if (BROKEN == 2) {
        if (count == value) {
            (void)pthread_cond_wait(condition, &mutex);
        }
        return;
    }
    while (count == value) {
        (void)pthread_cond_wait(BROKEN == 1 ? &not_full : condition, &mutex);
    }
}

static void *produce(void *unused)
{
    for (int i = 0; i < 2; i++) {
        (void)pthread_mutex_lock(&mutex);
        wait_while(1, &not_full);
        heddle_assert(++count == 1);
        (void)pthread_cond_signal(BROKEN == 1 ? &not_full : &not_empty);
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < 2; i++) {
        (void)pthread_mutex_lock(&mutex);
        wait_while(0, &not_empty);
        heddle_assert(--count == 0);
        (void)pthread_cond_signal(&not_full);
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {produce, consume, produce, consume};
    run_threads(bodies, 4);
    return 0;
}
