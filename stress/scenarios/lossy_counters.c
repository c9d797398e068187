/* lossy_counters.c - words that may lose an update, but never make one up.
 *
 * Edges: range_iterator, range_owner, list_iterator, tuple_iterator, str_iterator,
 * sequence_iterator, dict_iterator, set_iterator, callable_iterator, slot_hint, heap_counter,
 * torture, settings. Threads that share an iterator may get an item twice or skip one; they
 * never get one outside the range, because each word is complete in itself. Sums that must be exact
 * are added atomically.
 */
#include "scenario.h"

enum { ITEMS = 12 };
static ATOMIC(int64_t) left;     /* range iterator: items left */
static ATOMIC(uint32_t) owner;   /* thread that may advance it by plain load and store; 0 shared */
static ATOMIC(uint64_t) list_index, tuple_index;
static ATOMIC(uint64_t) dict_state; /* place << 32 | items owed */
static ATOMIC(uint32_t) done;
static ATOMIC(int32_t) limit;
static ATOMIC(uint32_t) hint;
static ATOMIC(uint64_t) allocated;
static ATOMIC(int64_t) fail_at;
static ATOMIC(uint32_t) failures, range_items;

static void reset(void)
{
    weft__init(&left, (int64_t)ITEMS);
    weft__init(&owner, 0U);
    weft__init(&list_index, (uint64_t)0);
    weft__init(&tuple_index, (uint64_t)0);
    weft__init(&dict_state, (uint64_t)ITEMS);
    weft__init(&done, 0U);
    weft__init(&limit, 1000);
    weft__init(&hint, 0U);
    weft__init(&allocated, (uint64_t)0);
    weft__init(&fail_at, (int64_t)5);
    weft__init(&failures, 0U);
    weft__init(&range_items, 0U);
}

static void iterate(void)
{
    for (int i = 0; i < ITEMS; i++) {
        if (weft__load_relaxed(&owner) == 0 &&             /* edge: range_owner */
            weft__load_relaxed(&left) > 0) {               /* edge: range_iterator */
            int64_t was = weft__sub_relaxed(&left, (int64_t)1); /* edge: range_iterator */
            EXPECT(was <= ITEMS);
            if (was > 0) {
                (void)weft__add_relaxed(&range_items, 1U);
            }
        }
        uint64_t at = weft__load_relaxed(&list_index); /* edge: list_iterator */
        EXPECT(at <= ITEMS || at == UINT64_MAX);
        if (at != UINT64_MAX) {
            at = at == ITEMS ? UINT64_MAX : at + 1;
            weft__store_relaxed(&list_index, at); /* edge: list_iterator */
        }
        /* The same for positions in strings, sets and sequences:
         * edges: tuple_iterator, str_iterator, sequence_iterator, set_iterator */
        at = weft__load_relaxed(&tuple_index);
        EXPECT(at <= ITEMS);
        if (at < ITEMS) {
            weft__store_relaxed(&tuple_index, at + 1); /* edge: tuple_iterator */
        }
        uint64_t both = weft__load_relaxed(&dict_state); /* edge: dict_iterator */
        EXPECT((both >> 32) + (both & 0xFFFFFFFF) == ITEMS);
        if ((both & 0xFFFFFFFF) > 0) {
            both += ((uint64_t)1 << 32) - 1;
            weft__store_relaxed(&dict_state, both); /* edge: dict_iterator */
        } else {
            weft__store_relaxed(&done, 1U); /* edge: callable_iterator */
        }
        if (weft__load_relaxed(&done)) { /* edge: callable_iterator */
            EXPECT(weft__load_relaxed(&done) == 1);
        }
        int32_t now = weft__load_relaxed(&limit); /* edge: settings */
        EXPECT(now == 1000 || now == 4300);
        weft__store_relaxed(&limit, 4300); /* edge: settings */
        uint32_t seen = weft__load_relaxed(&hint); /* edge: slot_hint */
        EXPECT(seen <= ITEMS);
        weft__store_relaxed(&hint, (uint32_t)i); /* edge: slot_hint */
        (void)weft__add_relaxed(&allocated, (uint64_t)16); /* edge: heap_counter */
        if (weft__load_relaxed(&fail_at) > 0 &&            /* edge: torture */
            weft__sub_relaxed(&fail_at, (int64_t)1) == 1) { /* edge: torture */
            (void)weft__add_relaxed(&failures, 1U);
        }
    }
}

static void check(void)
{
    EXPECT(weft__load_relaxed(&allocated) == 3 * ITEMS * 16); /* edge: heap_counter */
    EXPECT(weft__load_relaxed(&failures) == 1);
    EXPECT(weft__load_relaxed(&range_items) == ITEMS);
}

int main(int argc, char **argv)
{
    Body bodies[] = {iterate, iterate, iterate, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
