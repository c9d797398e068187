/* spsc_queue.c - a ring of two slots between one producer and one consumer.
 *
 * The payload is plain: whoever writes or reads a slot must have it handed over.
 * broken 1: the producer looks at head relaxed and overwrites a slot that is being read
 * broken 2: the producer publishes tail relaxed
 * broken 3: the consumer looks at tail relaxed
 * broken 4: the consumer gives the slot back relaxed
 */
#include "structure.h"

enum { SLOTS = 2, ITEMS = 3 };
static int slots[SLOTS];
static atomic_uint head, tail; /* head: next to read; tail: next to write */

static bool push(int value)
{
    unsigned position = load(&tail, RELAXED);
    if (position - load(&head, ORDER(1, ACQUIRE, RELAXED)) == SLOTS) {
        return false;
    }
    slots[position % SLOTS] = value;
    store(&tail, position + 1, ORDER(2, RELEASE, RELAXED));
    return true;
}

static bool pop(int *value)
{
    unsigned position = load(&head, RELAXED);
    if (load(&tail, ORDER(3, ACQUIRE, RELAXED)) == position) {
        return false;
    }
    *value = slots[position % SLOTS];
    store(&head, position + 1, ORDER(4, RELEASE, RELAXED));
    return true;
}

static void *produce(void *unused)
{
    for (int i = 1; i <= ITEMS; i++) {
        while (!push(i)) {
            heddle_pause();
        }
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 1; i <= ITEMS; i++) {
        int value;
        while (!pop(&value)) {
            heddle_pause();
        }
        heddle_assert(value == i);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {produce, consume};
    run_threads(bodies, 2);
    return 0;
}
