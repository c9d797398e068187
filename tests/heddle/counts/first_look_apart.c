/* first_look_apart.c - N threads wait for a flag in loops whose first look is a copy in front of the loop.
 * By hand: 1, as if the loop had one look.
 * rc11 N=1: 1
 * rc11 N=3: 1 */
#include "counts.h"

static atomic_int flag;

static void *body(void *number)
{
    if ((intptr_t)number == N) {
        store(&flag, 1, RELEASE);
        return NULL;
    }
    int seen = load(&flag, ACQUIRE);
    while (seen == 0) {
        seen = load(&flag, ACQUIRE);
    }
    return NULL;
}

int main(void)
{
    run_threads(N + 1, body);
    return 0;
}
