/* livelock.c - two threads that need the same two things.
 *
 * broken 1 [livelock]: both wait for a flag that nobody will ever set
 * broken 2 [livelock]: a spin lock is not given back
 */
#include "structure.h"

static atomic_bool go[2];
static atomic_bool held;

static void *meet(void *number)
{
    int me = (int)(intptr_t)number;
    if (BROKEN == 2) {
        while (load(&held, RELAXED) || exchange(&held, true, ACQUIRE)) {
            heddle_pause();
        }
        return NULL;
    }
    if (BROKEN == 0) {
        store(&go[1 - me], true, RELEASE);
    }
    while (!load(&go[me], ACQUIRE)) {
        heddle_pause();
    }
    if (BROKEN == 1) {
        store(&go[1 - me], true, RELEASE);
    }
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {meet, meet};
    run_threads(bodies, 2);
    return 0;
}
