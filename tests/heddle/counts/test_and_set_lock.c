/* test_and_set_lock.c - N threads pass through a lock that looks before it tries to take it.
 * GenMC's test suite (data-structures/ttaslock): 4 for two threads.
 * rc11 N=2: 4
 * sc N=2: 4 */
#include "counts.h"

static atomic_int held;
static int count;

static void *body(void *unused)
{
    do {
        while (load(&held, RELAXED) != 0) {
        }
    } while (swap(&held, 1, ACQUIRE) != 0);
    count++;
    store(&held, 0, RELEASE);
    return unused;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
