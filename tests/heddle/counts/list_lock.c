/* list_lock.c - N threads pass through the lock of Mellor-Crummey and Scott, each waiting at a variable of its own.
 * By hand, for each order: the next thread comes when the lock is free again, or is seen by who unlocks, or is not seen
 * yet and waited for, which the failed exchange of the tail tells. So 3 for two threads. For three 3 * 3, and 2 more,
 * because an exchange that fails may read the tail of the third thread when that one has come too early as well.
 * rc11 N=2: 6
 * rc11 N=3: 66
 * sc N=3: 66 */
#include "counts.h"

struct waiter { _Atomic(struct waiter *) next; atomic_int locked; };
static _Atomic(struct waiter *) tail;
static struct waiter waiters[N];
static int count;

static void *body(void *number)
{
    struct waiter *self = &waiters[(intptr_t)number];
    store(&self->locked, 0, RELAXED);
    store(&self->next, NULL, RELAXED);
    struct waiter *before = swap(&tail, self, ACQ_REL);
    if (before != NULL) {
        store(&before->next, self, RELEASE);
        while (load(&self->locked, ACQUIRE) == 0) {
        }
    }
    count++;
    struct waiter *next = load(&self->next, ACQUIRE);
    if (next == NULL) {
        struct waiter *expected = self;
        if (exchange_if(&tail, &expected, NULL, RELEASE, RELAXED)) {
            return number;
        }
        while ((next = load(&self->next, ACQUIRE)) == NULL) {
        }
    }
    store(&next->locked, 1, RELEASE);
    return number;
}

int main(void)
{
    run_threads(N, body);
    heddle_assert(count == N);
    return 0;
}
