/* lazy_singleton.c - an object that whoever needs it first makes; the losers of the race drop theirs.
 *
 * Weft's protocol: the pointer is published with a releasing compare-exchange and read with acquire.
 * broken 1: it is published with a relaxed store
 * broken 2: it is read relaxed
 * broken 3: the exchange does not release
 */
#include "structure.h"

typedef struct Table {
    int size, used;
} Table;
static Table own[2];
static _Atomic(Table *) shared;

static Table *get(int thread)
{
    Table *seen = load(&shared, ORDER(2, ACQUIRE, RELAXED));
    if (seen != NULL) {
        return seen;
    }
    Table *made = &own[thread];
    made->size = 8;
    made->used = 8;
    if (BROKEN == 1) {
        store(&shared, made, RELAXED);
        return made;
    }
    if (exchange_if(&shared, &seen, made, ORDER(3, ACQ_REL, ACQUIRE), ACQUIRE)) {
        return made;
    }
    return seen;
}

static void *use(void *number)
{
    Table *table = get((int)(intptr_t)number);
    heddle_assert(table->size == table->used);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {use, use};
    run_threads(bodies, 2);
    return 0;
}
