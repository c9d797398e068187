/* check_then_act.c - two threads take from a stack; each single step is locked.
 *
 * broken 1 [assert]: the look whether it is empty and the taking are locked one by one
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int items = 1;

static void lock(void) { (void)pthread_mutex_lock(&mutex); }
static void unlock(void) { (void)pthread_mutex_unlock(&mutex); }

static void *take(void *unused)
{
    lock();
    bool some = items > 0;
    if (BROKEN == 1) {
        unlock();
        lock();
    }
    if (some) {
        items--;
        heddle_assert(items >= 0);
    }
    unlock();
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {take, take};
    run_threads(bodies, 2);
    return 0;
}
