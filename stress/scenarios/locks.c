/* locks.c - the real object lock and runtime lock, with waiting.
 *
 * Edges: object_lock, runtime_lock_owner, runtime_lock_waiters. Counters under the locks are plain;
 * a lost wake-up shows as a deadlock.
 */
#include "world.h"

enum { STEPS = 5 };
static Object object;
static uint64_t under_object, under_runtime_lock;
static RuntimeLock lock;

static void reset(void)
{
    small_open();
    memset((void *)&object, 0, sizeof object);
    weft__runtime_lock_init(&lock, RANK_TYPE);
    under_object = under_runtime_lock = 0;
}

static void work(void)
{
    Thread *t = small_attach();
    for (int i = 0; i < STEPS; i++) {
        weft__lock_object(t, &object);
        under_object++;
        weft__unlock_object(t, &object);
        weft__runtime_lock(t, &lock);
        under_runtime_lock++;
        weft__runtime_unlock(t, &lock);
        EXPECT(weft__poll(t));
    }
    weft__thread_detach(t);
}

static void check(void)
{
    EXPECT(under_object == 3 * STEPS);
    EXPECT(under_runtime_lock == 3 * STEPS);
    EXPECT(weft__load_relaxed(&object.lock) == 0); /* edge: object_lock */
    weft__runtime_lock_destroy(&lock);
    small_close();
}

int main(int argc, char **argv)
{
    Body bodies[] = {work, work, work, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
