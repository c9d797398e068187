/* mutex_misuse.c - a mutex is locked and unlocked by each of two threads.
 *
 * broken 1 [double-unlock|not-owner]: one unlocks it twice
 * broken 2 [not-owner|double-unlock]: one unlocks what the other holds
 * broken 3 [relock|deadlock]: one locks it twice
 * broken 4 [destroyed-while-locked]: the main thread destroys it while it is held
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *well(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    counter++;
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

static void *badly(void *unused)
{
    if (BROKEN != 2) {
        (void)pthread_mutex_lock(&mutex);
        counter++;
    }
    if (BROKEN == 3) {
        (void)pthread_mutex_lock(&mutex);
    }
    if (BROKEN != 4) {
        (void)pthread_mutex_unlock(&mutex);
    }
    if (BROKEN == 1) {
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    if (BROKEN == 4) {
        void *(*alone[])(void *) = {badly};
        run_threads(alone, 1);
        (void)pthread_mutex_destroy(&mutex);
        return 0;
    }
    void *(*bodies[])(void *) = {well, badly};
    run_threads(bodies, 2);
    return 0;
}
