/* two_flags.c - Dekker's two flags, and two threads that would store and look N times if both had entered.
 * GenMC's test suite (synthetic/dekker2-fixed): 6, whatever N is. Nobody enters: 1. The first enters: 4, because each of
 * the two that look has seen it or has not. The second enters: 1, because they look at the first one.
 * rc11 N=1: 6
 * rc11 N=3: 6
 * sc N=3: 6
 * tso N=3: 6 */
#include "counts.h"

static atomic_int flag[2], entered[2];

static void *body(void *number)
{
    intptr_t self = (intptr_t)number;
    if (self < 2) {
        store(&flag[self], 1, SEQ_CST);
        if (load(&flag[1 - self], SEQ_CST) == 0) {
            store(&entered[self], 1, RELAXED);
        }
    } else if (load(&entered[0], RELAXED) != 0 && load(&entered[1], RELAXED) != 0) {
        for (int i = 0; i < N; i++) {
            if (self == 2) {
                store(&flag[0], i, RELAXED);
            } else {
                (void)load(&flag[0], RELAXED);
            }
        }
    }
    return number;
}

int main(void)
{
    run_threads(4, body);
    return 0;
}
