/* reader_writer_lock.c - N threads read and then write under the counting reader-writer lock of Linux 2.6.
 * GenMC's test suite (data-structures/linuxrwlocks, two threads that do both): 14. By hand: of the 20 ways to
 * interleave (begin reading, end reading, write) of two threads, 6 have a write inside the other's reading. What
 * a failed attempt subtracts it adds again, so that it counts as waiting.
 * rc11 N=2: 14
 * sc N=2: 14 */
#include "counts.h"

enum { FREE = 0x100000 };
static atomic_int lock = FREE;
static int data;

static void lock_for(int amount, int least)
{
    int before = add(&lock, -amount, ACQUIRE);
    while (before < least) {
        (void)add(&lock, amount, RELAXED);
        while (load(&lock, RELAXED) < least) {
        }
        before = add(&lock, -amount, ACQUIRE);
    }
}

static void *body(void *unused)
{
    lock_for(1, 1);
    int seen = data;
    (void)add(&lock, 1, RELEASE);
    lock_for(FREE, FREE);
    data = seen + 1;
    (void)add(&lock, FREE, RELEASE);
    return unused;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
