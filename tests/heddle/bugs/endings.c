/* endings.c - a thread that may see what another stored.
 *
 * broken 1 [abort]: and calls abort() then
 * broken 2 [crash]: and follows a null pointer then
 * broken 3 [exit]: and ends the program with status 7 then
 */
#include "structure.h"

static atomic_int seen;

static void *look(void *unused)
{
    if (load(&seen, RELAXED) == 1) {
        if (BROKEN == 1) {
            abort();
        }
        if (BROKEN == 2) {
            volatile int *volatile nothing = NULL;
            *nothing = 1;
        }
        if (BROKEN == 3) {
            exit(7);
        }
    }
    return unused;
}

static void *set(void *unused)
{
    store(&seen, 1, RELAXED);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {look, set};
    run_threads(bodies, 2);
    return 0;
}
