/* thread_lock.c - threading.Lock: one word, with a condition to wait on.
 *
 * Edge: thread_lock. What is written under the lock is plain; a lost wake-up shows as a deadlock.
 */
#include "scenario.h"

enum { STEPS = 5 };
static ATOMIC(uint32_t) held, waiters;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static uint64_t guarded;

static void reset(void)
{
    weft__init(&held, 0U);
    weft__init(&waiters, 0U);
    guarded = 0;
}

static bool try_take(void)
{
    uint32_t expected = 0;
    return weft__exchange_if_seq_cst(&held, &expected, 1U); /* edge: thread_lock */
}

static void take(void)
{
    if (try_take()) {
        return;
    }
    (void)pthread_mutex_lock(&mutex);
    (void)weft__add_seq_cst(&waiters, 1U); /* edge: thread_lock */
    while (!try_take()) {
        (void)pthread_cond_wait(&changed, &mutex);
    }
    (void)weft__sub_acq_rel(&waiters, 1U); /* edge: thread_lock; survives: a count too high costs an empty wake-up */
    (void)pthread_mutex_unlock(&mutex);
}

static void give(void)
{
    uint32_t expected = 1;
    EXPECT(weft__exchange_if_seq_cst(&held, &expected, 0U)); /* edge: thread_lock */
    if (weft__load_seq_cst(&waiters) > 0) {   /* edge: thread_lock */
        (void)pthread_mutex_lock(&mutex);
        (void)pthread_cond_signal(&changed);
        (void)pthread_mutex_unlock(&mutex);
    }
}

static void work(void)
{
    for (int i = 0; i < STEPS; i++) {
        take();
        guarded++;
        give();
    }
}

static void check(void)
{
    EXPECT(guarded == 3 * STEPS);
}

int main(int argc, char **argv)
{
    Body bodies[] = {work, work, work, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
