/* host_handles.c - handles are made, passed on without any order, looked up and released twice.
 *
 * Edge: host_handle. The number of a handle travels through a relaxed store, as it may through memory
 * of a host that has orders of its own: the handle itself must bring its value along, and no other's,
 * although slots are used again. Of two threads that release the same handle exactly one wins.
 */
#include "scenario.h"

enum { SLOTS = 2, HANDLES = 4 };
typedef struct Slot {
    uint64_t number; /* plain: written before the chunk is published */
    ATOMIC(uint64_t) key;
    ATOMIC(Box *) value;
} Slot;

static Slot storage[SLOTS];
static ATOMIC(Slot *) chunk;
static ATOMIC(uint64_t) passed_on[HANDLES];
static ATOMIC(uint32_t) winners;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)storage, 0, sizeof storage);
    weft__init(&chunk, NULL);
    for (size_t i = 0; i < HANDLES; i++) {
        weft__init(&passed_on[i], 0U);
    }
    weft__init(&winners, 0U);
}

static Slot *slot_of(uint64_t handle)
{
    Slot *slots = weft__load_acquire(&chunk); /* edge: host_handle */
    if (slots == NULL) {
        return NULL;
    }
    EXPECT(slots[handle % SLOTS].number == 10 + handle % SLOTS);
    return &slots[handle % SLOTS];
}

static void release(uint64_t handle)
{
    Slot *slot = slot_of(handle);
    uint64_t expected = handle;
    if (slot != NULL &&
        weft__exchange_if_acq_rel(&slot->key, &expected, 0U)) { /* edge: host_handle; survives: a later value's release store is behind it */
        weft__add_relaxed(&winners, 1U);
    }
}

/* Handle h has the value named h; slots are used again by later handles. */
static void make(void)
{
    for (uint64_t i = 0; i < SLOTS; i++) {
        storage[i].number = 10 + i;
    }
    weft__store_release(&chunk, storage); /* edge: host_handle */
    for (uint64_t h = 2; h < 2 + HANDLES; h++) {
        Slot *slot = &storage[h % SLOTS];
        if (weft__load_relaxed(&slot->key) != 0) { /* edge: host_handle */
            release(h - SLOTS);
        }
        weft__store_release(&slot->value, box(h)); /* edge: host_handle */
        weft__store_release(&slot->key, h);        /* edge: host_handle */
        weft__store_relaxed(&passed_on[h - 2], h);
    }
}

static void look_up(void)
{
    for (uint64_t i = 0; i < HANDLES; i++) {
        uint64_t handle = weft__load_relaxed(&passed_on[i]);
        Slot *slot = handle == 0 ? NULL : slot_of(handle);
        if (slot != NULL && weft__load_acquire(&slot->key) == handle) { /* edge: host_handle */
            Box *value = weft__load_acquire(&slot->value);              /* edge: host_handle */
            EXPECT(value != NULL);
            if (weft__load_relaxed(&slot->key) == handle) { /* edge: host_handle */
                EXPECT(box_name(value) == handle);          /* never another one's */
            }
        }
    }
}

static void release_first(void)
{
    uint64_t handle = weft__load_relaxed(&passed_on[0]);
    if (handle != 0) {
        release(handle);
    }
}

static void check(void)
{
    EXPECT(weft__load_relaxed(&winners) == HANDLES - SLOTS);
}

int main(int argc, char **argv)
{
    Body bodies[] = {make, look_up, release_first, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
