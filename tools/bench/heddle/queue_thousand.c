/* A data-structure test of about 1,000 events: two producers and a consumer on a bounded queue whose cells
 * carry sequence numbers. Every item must arrive once. tools/bench/heddle.py measures runs of it a second. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum { CELLS = 8, ITEMS = 36 };
static struct { atomic_uint sequence; unsigned value; } cells[CELLS];
static atomic_uint head, tail;

static int push(unsigned value)
{
    unsigned at = atomic_load_explicit(&tail, memory_order_relaxed);
    for (;;) {
        unsigned sequence = atomic_load_explicit(&cells[at % CELLS].sequence, memory_order_acquire);
        if (sequence == at) {
            if (atomic_compare_exchange_weak_explicit(&tail, &at, at + 1, memory_order_relaxed, memory_order_relaxed))
                break;
        } else if ((int)(sequence - at) < 0) {
            return 0;
        } else {
            at = atomic_load_explicit(&tail, memory_order_relaxed);
        }
    }
    cells[at % CELLS].value = value;
    atomic_store_explicit(&cells[at % CELLS].sequence, at + 1, memory_order_release);
    return 1;
}

static int pop(unsigned *value)
{
    unsigned at = atomic_load_explicit(&head, memory_order_relaxed);
    if (atomic_load_explicit(&cells[at % CELLS].sequence, memory_order_acquire) != at + 1)
        return 0;
    *value = cells[at % CELLS].value;
    atomic_store_explicit(&cells[at % CELLS].sequence, at + CELLS, memory_order_release);
    atomic_store_explicit(&head, at + 1, memory_order_relaxed);
    return 1;
}

static void *produce(void *number)
{
    for (unsigned i = 0; i < ITEMS; i++)
        while (!push((unsigned)(size_t)number * ITEMS + i)) {
        }
    return NULL;
}

int main(void)
{
    pthread_t producers[2];
    unsigned char seen[2 * ITEMS] = {0};
    for (unsigned i = 0; i < CELLS; i++)
        atomic_init(&cells[i].sequence, i);
    for (size_t i = 0; i < 2; i++)
        pthread_create(&producers[i], NULL, produce, (void *)i);
    for (unsigned got = 0; got < 2 * ITEMS;) {
        unsigned value;
        if (!pop(&value))
            continue;
        assert(!seen[value]);
        seen[value] = 1;
        got++;
    }
    for (size_t i = 0; i < 2; i++)
        pthread_join(producers[i], NULL);
    return 0;
}
