/* site_record.c - a cache that does not fit into a word is a pointer to a record that never changes.
 *
 * Weft's protocol (R3): the record is filled, then published with release; a reader acquires the pointer and
 * looks at the record's own guard.
 * broken 1: the record is published relaxed
 * broken 2: the pointer is read relaxed
 * broken 3: the record is changed in place when the site is specialized again
 */
#include "structure.h"

typedef struct Record {
    int type, answer;
} Record;
static Record records[2] = {{1, 10}, {0, 0}};
static _Atomic(Record *) cache;

static void *specialize_twice(void *unused)
{
    store(&cache, &records[0], ORDER(1, RELEASE, RELAXED)); /* survives: that one was filled before the start */
    Record *next = BROKEN == 3 ? &records[0] : &records[1];
    next->type = 2;
    next->answer = 20;
    store(&cache, next, ORDER(1, RELEASE, RELAXED));
    return unused;
}

static void *execute(void *unused)
{
    Record *seen = load(&cache, ORDER(2, ACQUIRE, RELAXED));
    if (seen != NULL && seen->type == 2) {
        heddle_assert(seen->answer == 20);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {specialize_twice, execute};
    run_threads(bodies, 2);
    return 0;
}
