/* shared_pointer.c - two threads point to one counter each, look at the other's N times, and add to what is pointed to.
 * GenMC's test suite (synthetic/SharedPtr, N = 100): 410, which needs --unroll 101 here; 14 for one look, and 4 for
 * each further one.
 * rc11 N=1: 14
 * rc11 N=5: 30
 * sc N=5: 30 */
#include "counts.h"

static atomic_int first = 3, second = 4;
static _Atomic(atomic_int *) chosen;

static void *body(void *number)
{
    atomic_int *own = number == NULL ? &second : &first, *other = number == NULL ? &first : &second;
    int sum = 0;
    store(&chosen, own, RELEASE);
    for (int i = 0; i < N; i++) {
        sum += load(other, ACQUIRE);
    }
    atomic_int *target = load(&chosen, ACQUIRE);
    store(target, load(target, ACQUIRE) + 3, RELEASE);
    return (void *)(intptr_t)sum;
}

int main(void)
{
    run_threads(2, body);
    return 0;
}
