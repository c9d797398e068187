/* aba.c - a stack whose elements are used again: a pop compares the top with what it saw.
 *
 * The right version counts every change beside the index, so that an old top is never taken for a new one.
 * broken 1 [assert] (not pct, rr): the top is compared alone: it was taken off, another too, and put back meanwhile
 */
#include "structure.h"

enum { NONE = 0 };
static atomic_uint top; /* index in the low half, number of changes in the high half */
static atomic_uint below[4];
static atomic_int owners[4];

static unsigned changed(unsigned old, unsigned index)
{
    return index | (BROKEN == 1 ? 0 : (old & 0xffff0000u) + 0x10000u);
}

static void push(unsigned index)
{
    heddle_assert(fetch_sub(&owners[index], 1, SEQ_CST) == 1);
    unsigned old = load(&top, SEQ_CST);
    do {
        store(&below[index], old & 0xffff, SEQ_CST);
    } while (!exchange_if(&top, &old, changed(old, index), SEQ_CST, SEQ_CST));
}

static unsigned pop(void)
{
    unsigned old = load(&top, SEQ_CST), index;
    do {
        index = old & 0xffff;
        if (index == NONE) {
            return NONE;
        }
    } while (!exchange_if(&top, &old, changed(old, load(&below[index], SEQ_CST)), SEQ_CST, SEQ_CST));
    heddle_assert(fetch_add(&owners[index], 1, SEQ_CST) == 0); /* nobody else has it */
    return index;
}

static void *pop_one(void *unused)
{
    (void)pop();
    return unused;
}

static void *pop_two_push_one(void *unused)
{
    unsigned first = pop(), second = pop();
    if (first != NONE && second != NONE) {
        push(first);
    }
    (void)pop();
    (void)pop();
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {pop_one, pop_two_push_one};
    for (unsigned index = 1; index <= 3; index++) {
        store(&owners[index], 1, SEQ_CST);
        push(index);
    }
    run_threads(bodies, 2);
    return 0;
}
