/* counting_barrier.c - N + 1 threads meet: the last one to come lets the others go on.
 * GenMC's test suite (data-structures/barrier, two threads): 2; the order in which they come, so (N + 1)!.
 * rc11 N=1: 2
 * rc11 N=2: 6
 * sc N=2: 6 */
#include "counts.h"

static atomic_int waiting, passed;
static int data;

static void wait_for_all(void)
{
    int step = load(&passed, RELAXED);
    if (add(&waiting, 1, ACQ_REL) == N) { /* the last one */
        store(&waiting, 0, RELAXED);
        (void)add(&passed, 1, RELEASE);
    } else {
        while (load(&passed, ACQUIRE) == step) {
        }
    }
}

static void *body(void *number)
{
    if (number == NULL) {
        data = 42;
    }
    wait_for_all();
    heddle_assert(data == 42);
    return number;
}

int main(void)
{
    run_threads(N + 1, body);
    return 0;
}
