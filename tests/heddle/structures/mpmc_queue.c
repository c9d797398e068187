/* mpmc_queue.c - a bounded queue of slots with a turn number each, for many producers and consumers.
 *
 * A slot's turn says whose it is: equal to the position, it is free for the producer of that position; one
 * more, it is full for the consumer. The payload is plain.
 * broken 1: the producer looks at the turn relaxed and overwrites what is being read
 * broken 2: the producer passes the turn relaxed
 * broken 3: the consumer looks at the turn relaxed
 * broken 4: the consumer passes the turn relaxed
 */
#include "structure.h"

enum { SLOTS = 2, ITEMS = 3 };
typedef struct Slot {
    atomic_uint turn;
    int value;
} Slot;
static Slot slots[SLOTS];
static atomic_uint pushes, pops;
static atomic_int found[ITEMS + 1];

static void push(int value)
{
    unsigned position = load(&pushes, RELAXED);
    for (;;) {
        Slot *slot = &slots[position % SLOTS];
        unsigned turn = load(&slot->turn, ORDER(1, ACQUIRE, RELAXED));
        if (turn != position) {
            heddle_pause();
            position = load(&pushes, RELAXED);
        } else if (exchange_if(&pushes, &position, position + 1, RELAXED, RELAXED)) {
            slot->value = value;
            store(&slot->turn, position + 1, ORDER(2, RELEASE, RELAXED));
            return;
        }
    }
}

static int pop(void)
{
    unsigned position = load(&pops, RELAXED);
    for (;;) {
        Slot *slot = &slots[position % SLOTS];
        unsigned turn = load(&slot->turn, ORDER(3, ACQUIRE, RELAXED));
        if (turn != position + 1) {
            heddle_pause();
            position = load(&pops, RELAXED);
        } else if (exchange_if(&pops, &position, position + 1, RELAXED, RELAXED)) {
            int value = slot->value;
            store(&slot->turn, position + SLOTS, ORDER(4, RELEASE, RELAXED));
            return value;
        }
    }
}

static void take(void) { heddle_assert(fetch_add(&found[pop()], 1, RELAXED) == 0); }

static void *push_two(void *unused)
{
    push(1);
    push(2);
    return unused;
}

static void *push_and_pop(void *unused)
{
    push(3);
    take();
    return unused;
}

static void *pop_two(void *unused)
{
    take();
    take();
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {push_two, push_and_pop, pop_two};
    for (unsigned i = 0; i < SLOTS; i++) {
        store(&slots[i].turn, i, RELAXED);
    }
    run_threads(bodies, 3);
    for (int i = 1; i <= ITEMS; i++) {
        heddle_assert(load(&found[i], RELAXED) == 1);
    }
    return 0;
}
