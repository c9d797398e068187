/* plain_flag.c - a thread works until it is told to stop.
 *
 * broken 1 [race]: the flag is a plain variable
 * broken 2 [race]: the flag is volatile
 */
#include "structure.h"

#if BROKEN == 1
static int stop;
#define STOPPED() (stop != 0)
#define STOP() (stop = 1)
#elif BROKEN == 2
static volatile int stop;
#define STOPPED() (stop != 0)
#define STOP() (stop = 1)
#else
static atomic_int stop;
#define STOPPED() (load(&stop, RELAXED) != 0)
#define STOP() store(&stop, 1, RELAXED)
#endif

static void *work(void *unused)
{
    for (int i = 0; i < 3 && !STOPPED(); i++) {
        heddle_pause();
    }
    return unused;
}

static void *tell(void *unused)
{
    STOP();
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {work, tell};
    run_threads(bodies, 2);
    return 0;
}
