/* work_stealing.c - the deque of Chase and Lev: the owner pushes 5 tasks, takes 3 and pushes 2, N thieves steal one.
 * GenMC's test suite (data-structures/chase-lev), under sequential consistency: 59.
 * sc N=1: 59 */
#include "counts.h"

enum { SLOTS = 10 };
static _Atomic(uint64_t) bottom, top;
static _Atomic(int64_t) slots[SLOTS];

static void push(int64_t task)
{
    uint64_t at = load(&bottom, RELAXED), first = load(&top, ACQUIRE);
    if ((int64_t)(at - first) < SLOTS) {
        store(&slots[at % SLOTS], task, RELAXED);
        store(&bottom, at + 1, RELEASE);
    }
}

static void take(void)
{
    uint64_t at = load(&bottom, RELAXED) - 1;
    store(&bottom, at, RELAXED);
    atomic_thread_fence(SEQ_CST);
    uint64_t first = load(&top, RELAXED);
    if ((int64_t)(at - first) < 0) {
        store(&bottom, at + 1, RELAXED);
        return;
    }
    (void)load(&slots[at % SLOTS], RELAXED);
    if (at == first) {
        (void)exchange_if(&top, &first, first + 1, ACQ_REL, ACQUIRE);
        store(&bottom, at + 1, RELAXED);
    }
}

static void steal(void)
{
    uint64_t first = load(&top, RELAXED);
    atomic_thread_fence(SEQ_CST);
    if ((int64_t)(load(&bottom, ACQUIRE) - first) > 0) {
        (void)load(&slots[first % SLOTS], RELAXED);
        (void)exchange_if(&top, &first, first + 1, RELEASE, RELAXED);
    }
}

static void *body(void *number)
{
    if (number == NULL) {
        for (int i = 0; i < 5; i++) {
            push(i + 1);
        }
        for (int i = 0; i < 3; i++) {
            take();
        }
        push(6);
        push(7);
    } else {
        steal();
    }
    return number;
}

int main(void)
{
    run_threads(1 + N, body);
    return 0;
}
