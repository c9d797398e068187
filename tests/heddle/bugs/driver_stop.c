/* driver_stop.c - a driver is stopped while requests come in: each is counted, the last one tells that all are done.
 * After the Bluetooth driver of Qadeer and Wu ("KISS: keep it simple and sequential", PLDI 2004), as in SCTBench.
 *
 * broken 1 [assert]: a request looks whether the driver is stopping before it is counted
 */
#include "structure.h"

static atomic_int pending = 1;
static atomic_bool stopping, stopped;

static void finish(void)
{
    if (fetch_sub(&pending, 1, SEQ_CST) == 1) {
        store(&stopped, true, SEQ_CST);
    }
}

static void *request(void *unused)
{
    bool late = BROKEN == 1 && load(&stopping, SEQ_CST);
    if (late) {
        return unused;
    }
    (void)fetch_add(&pending, 1, SEQ_CST);
    if (BROKEN == 1 || !load(&stopping, SEQ_CST)) {
        heddle_assert(!load(&stopped, SEQ_CST));
    }
    finish();
    return unused;
}

static void *stop(void *unused)
{
    store(&stopping, true, SEQ_CST);
    finish();
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {request, stop};
    run_threads(bodies, 2);
    heddle_assert(load(&stopped, SEQ_CST));
    return 0;
}
