/* event_count.c - a consumer announces itself, looks again, and sleeps unless an event came since; a producer stores,
 * and wakes who is announced.
 * After Vyukov's event count, a test of Relacy Race Detector.
 *
 * broken 1 [deadlock|lost-wakeup]: the producer looks for waiters without a fence
 * broken 2 [deadlock|lost-wakeup]: the consumer looks again without a fence
 * broken 3 [deadlock|lost-wakeup]: the consumer does not look again
 */
#include "structure.h"

static atomic_int item, waiters;
static unsigned epoch; /* under the mutex */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t event = PTHREAD_COND_INITIALIZER;

static void *produce(void *unused)
{
    store(&item, 1, RELAXED);
    fence(ORDER(1, SEQ_CST, ACQ_REL));
    if (load(&waiters, RELAXED) > 0) {
        (void)pthread_mutex_lock(&mutex);
        epoch++;
        (void)pthread_cond_broadcast(&event);
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

static void *consume(void *unused)
{
    while (load(&item, RELAXED) == 0) {
        (void)pthread_mutex_lock(&mutex);
        unsigned seen = epoch;
        (void)pthread_mutex_unlock(&mutex);
        (void)fetch_add(&waiters, 1, RELAXED);
        fence(ORDER(2, SEQ_CST, ACQ_REL));
        if (BROKEN == 3 || load(&item, RELAXED) == 0) {
            (void)pthread_mutex_lock(&mutex);
            while (epoch == seen) {
                (void)pthread_cond_wait(&event, &mutex);
            }
            (void)pthread_mutex_unlock(&mutex);
        }
        (void)fetch_sub(&waiters, 1, RELAXED);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {produce, consume};
    run_threads(bodies, 2);
    return 0;
}
