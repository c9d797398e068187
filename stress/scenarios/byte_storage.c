/* byte_storage.c - bytearray and deque: storage that moves, with length and change count beside it.
 *
 * Edges: bytearray_storage, deque_count, deque_iterator, memoryview_release. The writer holds the
 * object lock. A reader without the lock takes the length and then the storage, and checks against
 * the storage's own capacity; a reader that compares change counts concludes only that something
 * changed. A view withdraws its export once, whoever releases it, and nobody resizes before that.
 */
#include "scenario.h"

typedef struct Storage {
    size_t capacity;      /* plain: written before publication, never after */
    ATOMIC(Box *) items[8];
} Storage;
static Storage storages[3];
static ATOMIC(Storage *) storage;
static ATOMIC(size_t) length;
static ATOMIC(uint64_t) changes;
static ATOMIC(size_t) place;
static ATOMIC(uint32_t) released;
static ATOMIC(uint32_t) exports;
static uint64_t used_for; /* plain: of the view's user, then of who found no export */

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)storages, 0, sizeof storages);
    storages[0].capacity = 2;
    weft__init(&storage, &storages[0]);
    weft__init(&length, (size_t)0);
    weft__init(&changes, (uint64_t)0);
    weft__init(&place, (size_t)0);
    weft__init(&released, 0U);
    weft__init(&exports, 1U);
    used_for = 0;
}

/* Several threads release one view: one of them withdraws the export, after its last use. */
static void release_view(void)
{
    uint32_t before = 0;
    if (weft__exchange_if_acq_rel(&released, &before, 1U)) { /* edge: memoryview_release; survives: the exports' count orders it */
        EXPECT(used_for++ == 0);
        EXPECT(weft__sub_acq_rel(&exports, 1) == 1); /* edge: bytearray_storage; survives: withdrawing looks at nothing */
    }
}

/* Who finds no export may move the storage that the view was on. */
static void resize_if_free(void)
{
    if (weft__load_acquire(&exports) == 0) { /* edge: bytearray_storage */
        EXPECT(weft__load_acquire(&released) == 1); /* edge: memoryview_release; survives: the exports' count orders it */
        EXPECT(used_for == 1);
    }
}

static void grow(void)
{
    release_view();
    Storage *now = &storages[0];
    for (size_t i = 0; i < 8; i++) {
        if (i == now->capacity) {
            Storage *larger = now + 1;
            larger->capacity = 2 * i;
            for (size_t k = 0; k < i; k++) {
                weft__store_relaxed(&larger->items[k], weft__load_relaxed(&now->items[k]));
            }
            weft__store_release(&storage, larger); /* edge: bytearray_storage */
            now = larger;
        }
        weft__store_release(&now->items[i], box(i));
        weft__store_release(&length, i + 1);             /* edges: bytearray_storage, deque_count */
        weft__store_release(&changes, (uint64_t)i + 1);  /* edge: deque_count */
    }
}

static void read_all(void)
{
    release_view();
    resize_if_free();
    for (int i = 0; i < 8; i++) {
        uint64_t before = weft__load_acquire(&changes);    /* edge: deque_count */
        size_t count = weft__load_acquire(&length); /* edges: bytearray_storage, deque_count */
        Storage *now = weft__load_acquire(&storage);       /* edge: bytearray_storage */
        EXPECT(count >= before && count <= now->capacity); /* length first, storage after it */
        for (size_t k = 0; k < count; k++) {
            EXPECT(box_name(weft__load_acquire(&now->items[k])) == k);
        }
        size_t at = weft__load_relaxed(&place); /* edge: deque_iterator */
        EXPECT(at == SIZE_MAX || at <= 8);
        weft__store_relaxed(&place, at >= count ? SIZE_MAX : at + 1); /* edge: deque_iterator */
    }
}

int main(int argc, char **argv)
{
    Body bodies[] = {grow, read_all, read_all, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
