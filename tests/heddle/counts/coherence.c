/* coherence.c - two threads store to one variable, look at what the N - 1 others have stored, and at the variable again.
 * GenMC's test suite (synthetic/CoA, N = 1 to 5): 4, 16, 144, 2304, 57600 under RC11, and 4, 15, 130, 2028, 49776
 * under sequential consistency.
 * rc11 N=1: 4
 * rc11 N=2: 16
 * rc11 N=3: 144
 * rc11 N=4: 2304
 * sc N=2: 15
 * sc N=3: 130
 * sc N=4: 2028
 * tso N=3: 144
 * sc N=5: 49776 */
#include "counts.h"

static atomic_int common, seen[2];

static void *body(void *number)
{
    intptr_t self = (intptr_t)number - (N - 1);
    if (self >= 0) {
        store(&common, (int)self + 1, RELEASE);
        (void)load(&seen[self], ACQUIRE);
        (void)load(&common, ACQUIRE);
    } else {
        store(&seen[0], (int)self, RELEASE);
        store(&seen[1], (int)self, RELEASE);
    }
    return number;
}

int main(void)
{
    run_threads(N + 1, body);
    return 0;
}
