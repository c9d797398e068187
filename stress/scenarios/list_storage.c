/* list_storage.c - a list that grows while it is read.
 *
 * Edges: list_array, list_length, list_item, list_moves. One writer (the lock's holder) appends boxes and
 * moves to a larger array when the present one is full; it also overwrites and removes at the end.
 * Readers take array, length and item by acquire, as list_get does, and use the box. An item within
 * the length is either EMPTY (NULL here: removed meanwhile) or a box whose name fits its place.
 *
 * Beside that, the first items of a second list are removed, which moves the last two to the front.
 * A search for one of them may miss it, but must notice that items moved.
 */
#include "scenario.h"

typedef struct Array {
    ATOMIC(size_t) length;
    size_t capacity; /* plain: written before the array is published */
    ATOMIC(Box *) items[8];
} Array;
static Array arrays[3];
static ATOMIC(Array *) list;
static ATOMIC(Box *) last_seen;
static Array moved;
static ATOMIC(uint32_t) moves;
enum { MOVED_ITEMS = 5, REMOVED = 3 }; /* the last two stay */

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)arrays, 0, sizeof arrays);
    arrays[0].capacity = 2;
    weft__init(&list, &arrays[0]);
    weft__init(&moves, 0U);
    for (uint64_t i = 0; i < MOVED_ITEMS; i++) {
        weft__init(&moved.items[i], box(40 + i));
    }
    weft__init(&moved.length, (size_t)MOVED_ITEMS);
}

static void append(size_t *array_number, uint64_t name)
{
    Array *array = &arrays[*array_number];
    size_t length = weft__load_relaxed(&array->length);
    if (length == array->capacity) {
        Array *larger = &arrays[++*array_number];
        larger->capacity = 2 * length;
        for (size_t i = 0; i < length; i++) {
            weft__store_relaxed(&larger->items[i], weft__load_relaxed(&array->items[i]));
        }
        weft__store_relaxed(&larger->length, length);
        weft__store_release(&list, larger); /* edge: list_array */
        array = larger;
    }
    weft__store_release(&array->items[length], box(name)); /* edge: list_item; survives: the length behind it orders it */
    weft__store_release(&array->length, length + 1);       /* edge: list_length */
}

static void write_list(void)
{
    size_t number = 0;
    for (uint64_t name = 0; name < 8; name++) {
        append(&number, name);
        if (name == 5) { /* a new value in an old place: names agree modulo 16 */
            weft__store_release(&arrays[number].items[2], box(2 + 16)); /* edge: list_item */
        }
    }
    weft__store_release(&arrays[number].length, (size_t)7);       /* edge: list_length */
    weft__store_release(&arrays[number].items[7], (Box *)NULL);   /* edge: list_item; survives: nothing is behind EMPTY */
}

static void read_list(void)
{
    size_t longest = 0;
    for (int i = 0; i < 12; i++) {
        Array *array = weft__load_acquire(&list);             /* edge: list_array */
        size_t length = weft__load_acquire(&array->length);   /* edge: list_length */
        EXPECT(length <= array->capacity);
        EXPECT(length >= longest || length == 7);
        longest = length;
        for (size_t at = 0; at < length; at++) {
            Box *found = weft__load_acquire(&array->items[at]); /* edge: list_item */
            EXPECT(found != NULL || at == 7);
            if (found != NULL) {
                EXPECT(box_name(found) % 16 == at);
                weft__store_relaxed(&last_seen, found);
            }
        }
    }
}

static void remove_first(void)
{
    size_t length = weft__load_relaxed(&moved.length);
    weft__store_relaxed(&moves, weft__load_relaxed(&moves) + 1); /* edge: list_moves */
    for (size_t i = 1; i < length; i++) {
        weft__store_release(&moved.items[i - 1], weft__load_relaxed(&moved.items[i])); /* edge: list_item */
    }
    weft__store_release(&moved.length, length - 1);             /* edge: list_length */
    weft__store_release(&moved.items[length - 1], (Box *)NULL); /* edge: list_item */
    weft__store_release(&moves, weft__load_relaxed(&moves) + 1); /* edge: list_moves */
}

static void remove_most(void)
{
    for (int i = 0; i < REMOVED; i++) {
        remove_first();
    }
}

static void search(void)
{
    for (int round = 0; round < 6; round++) {
        uint64_t sought = 40 + REMOVED + (uint64_t)(round % 2);
        uint32_t before = weft__load_acquire(&moves); /* edge: list_moves */
        size_t length = weft__load_acquire(&moved.length); /* edge: list_length */
        bool found = false;
        for (size_t i = 0; i < length && !found; i++) {
            Box *each = weft__load_acquire(&moved.items[i]); /* edge: list_item */
            found = each != NULL && box_name(each) == sought;
        }
        bool kept = (before & 1) == 0 && weft__load_relaxed(&moves) == before; /* edge: list_moves */
        EXPECT(found || !kept);
    }
}

static void write_both(void)
{
    remove_most();
    write_list();
}
static void read_both(void)
{
    search();
    read_list();
}

int main(int argc, char **argv)
{
    Body bodies[] = {write_both, read_both, read_both, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
