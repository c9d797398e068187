/* producer_consumer_ring.c - N threads put a message into a ring with two heads and two tails, and take one out.
 * FreeBSD 8's buf_ring in GenMC's test suite (data-structures/buf_ring, three threads), under sequential consistency: 273.
 * sc N=3: 273 */
#include "counts.h"

enum { SIZE = 8 };
static atomic_uint producer_head, producer_tail, consumer_head, consumer_tail;
static _Atomic(int *) slots[SIZE];
static int messages[N];

static int put(int *message)
{
    unsigned head, next;
    do {
        head = load(&producer_head, RELAXED);
        unsigned tail = load(&consumer_tail, RELAXED);
        next = (head + 1) % SIZE;
        if (next == tail) {
            return 0;
        }
    } while (!exchange_if(&producer_head, &head, next, ACQ_REL, ACQUIRE));
    atomic_thread_fence(SEQ_CST);
    store(&slots[head], message, RELAXED);
    while (load(&producer_tail, RELAXED) != head) {
    }
    store(&producer_tail, next, RELAXED);
    return 1;
}

static int *get(void)
{
    unsigned head, next;
    do {
        head = load(&consumer_head, RELAXED);
        unsigned tail = load(&producer_tail, RELAXED);
        next = (head + 1) % SIZE;
        if (head == tail) {
            return NULL;
        }
    } while (!exchange_if(&consumer_head, &head, next, ACQ_REL, ACQUIRE));
    int *message = load(&slots[head], RELAXED);
    while (load(&consumer_tail, RELAXED) != head) {
    }
    atomic_thread_fence(SEQ_CST);
    store(&consumer_tail, next, RELAXED);
    return message;
}

static void *body(void *number)
{
    (void)put(&messages[(intptr_t)number]);
    (void)get();
    return number;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
