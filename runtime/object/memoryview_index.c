/* memoryview_index.c - subscripts of memoryview: one item, a slice of the first dimension, and storing both.
 *
 * An item is read or written under the lock of the bytearray, in one copy of its bytes; a slice that is
 * stored is copied under the lock as a whole. Converting values may run code that releases the view, so the
 * view is asked again afterwards.
 */
#include "object/memoryview.h"

static Value load_item(Thread *t, MemoryView *m, int64_t offset)
{
    unsigned char raw[8];
    if (!weft__view_lock(t, m)) {
        return EMPTY;
    }
    memcpy(raw, weft__view_items(t, m) + offset, m->item_size);
    weft__view_unlock(t, m);
    return weft__view_unpack(t, m->format, raw);
}
static bool store_item(Thread *t, MemoryView *m, int64_t offset, Value v)
{
    unsigned char raw[8];
    /* Packing may run code that releases. */
    if (!weft__view_pack(t, m->format, v, raw) || !weft__view_usable(t, m) || !weft__view_lock(t, m)) {
        return false;
    }
    memcpy(weft__view_items(t, m) + offset, raw, m->item_size);
    weft__view_unlock(t, m);
    return true;
}

static bool index_on(Thread *t, MemoryView *m, uint16_t dimension, Value key, int64_t *offset)
{
    int64_t i, count = view_shape(m)[dimension];
    Value exact = weft__index(t, key);
    if (exact == EMPTY) {
        return false;
    }
    if (!weft__int_fits_i64(t, exact, &i)) {
        RAISE(t, IndexError, "cannot fit '%T' into an index-sized integer", key);
        return false;
    }
    i += i < 0 ? count : 0;
    if (i < 0 || i >= count) {
        RAISE(t, IndexError, "index out of bounds on dimension %d", dimension + 1);
        return false;
    }
    *offset += i * view_strides(m)[dimension];
    return true;
}

static bool all_of(Thread *t, Value key, bool slices)
{
    Tuple *tuple = as_tuple(key);
    for (size_t i = 0; i < tuple_length(tuple); i++) {
        Value each = tuple->items[i];
        if (slices ? !object_is(each, T(t, slice))
                   : !is_int(t, each) && type_of(t, each)->slots.index == NULL) {
            return false;
        }
    }
    return true;
}
static bool is_index(Thread *t, Value key) { return is_int(t, key) || type_of(t, key)->slots.index != NULL; }

typedef enum KeyKind { KEY_FAILED, KEY_ITEM, KEY_SLICE, KEY_SELF } KeyKind;

/* Which item or slice a key stands for; KEY_FAILED: exception. */
static KeyKind resolve(Thread *t, MemoryView *m, Value key, bool storing, int64_t *offset)
{
    *offset = 0;
    bool tuple = object_is(key, T(t, tuple));
    if (m->dimensions == 0) {
        if (key == ELLIPSIS) {
            return storing ? KEY_ITEM : KEY_SELF;
        }
        if (tuple && tuple_length(as_tuple(key)) == 0) {
            return KEY_ITEM;
        }
        RAISE(t, TypeError, "invalid indexing of 0-dim memory");
        return KEY_FAILED;
    }
    if (!tuple && is_index(t, key)) {
        if (m->dimensions > 1) {
            RAISE(t, NotImplementedError,
                  storing ? "sub-views are not implemented"
                          : "multi-dimensional sub-views are not implemented");
            return KEY_FAILED;
        }
        return index_on(t, m, 0, key, offset) ? KEY_ITEM : KEY_FAILED;
    }
    bool slice = object_is(key, T(t, slice));
    if (slice && (!storing || m->dimensions == 1)) {
        return KEY_SLICE;
    }
    if (tuple && all_of(t, key, false)) {
        size_t given = tuple_length(as_tuple(key));
        if (given < m->dimensions) {
            RAISE(t, NotImplementedError, "sub-views are not implemented");
            return KEY_FAILED;
        }
        if (given > m->dimensions) {
            RAISE(t, TypeError, "cannot index %u-dimension view with %zu-element tuple",
                  (unsigned)m->dimensions, given);
            return KEY_FAILED;
        }
        for (uint16_t i = 0; i < m->dimensions; i++) {
            if (!index_on(t, m, i, as_tuple(key)->items[i], offset)) {
                return KEY_FAILED;
            }
        }
        return KEY_ITEM;
    }
    if (slice || (tuple && all_of(t, key, true))) {
        RAISE(t, NotImplementedError,
              storing ? "memoryview slice assignments are currently restricted to ndim = 1"
                      : "multi-dimensional slicing is not implemented");
    } else {
        RAISE(t, TypeError, "memoryview: invalid slice key");
    }
    return KEY_FAILED;
}

static MemoryView *sliced(Thread *t, MemoryView *m, Value key)
{
    int64_t start, stop, step;
    size_t count;
    if (!weft__slice_indices(t, key, (size_t)view_shape(m)[0], &start, &stop, &step, &count) ||
        !weft__view_usable(t, m)) {
        return NULL;
    }
    MemoryView *part = weft__view_copy(t, m);
    if (part != NULL) {
        part->offset = (size_t)((int64_t)m->offset + (count > 0 ? start * view_strides(m)[0] : 0));
        view_shape(part)[0] = (int64_t)count;
        /* An absurd step leaves at most one item, and the stride unused: it may wrap around. */
        view_strides(part)[0] = (int64_t)((uint64_t)view_strides(m)[0] * (uint64_t)step);
    }
    return part;
}

Value weft__view_get_item(Thread *t, Value self, Value key)
{
    MemoryView *m = value_pointer(self);
    int64_t offset;
    if (!weft__view_usable(t, m)) {
        return EMPTY;
    }
    if (LIKELY(m->dimensions == 1 && value_is_small_int(key))) {
        int64_t i = value_small_int(key), count = view_shape(m)[0];
        i += i < 0 ? count : 0;
        if (LIKELY(i >= 0 && i < count)) {
            return load_item(t, m, i * view_strides(m)[0]);
        }
    }
    switch (resolve(t, m, key, false, &offset)) {
    case KEY_ITEM: return weft__view_usable(t, m) ? load_item(t, m, offset) : EMPTY;
    case KEY_SLICE: return value_or_empty(sliced(t, m, key));
    case KEY_SELF: return self;
    default: return EMPTY;
    }
}

/* Copies the items of `v` (bytes-like) over a one-dimensional slice. */
static bool store_slice(Thread *t, MemoryView *m, Value key, Value v)
{
    const unsigned char *bytes;
    size_t given;
    if (type_of(t, v)->slots.get_bytes == NULL) {
        RAISE(t, TypeError, "a bytes-like object is required, not '%T'", v);
        return false;
    }
    char format = weft__view_format_of(t, v);
    bool flat = !object_is(v, T(t, memoryview)) || ((MemoryView *)value_pointer(v))->dimensions == 1;
    MemoryView *part = weft__gather_bytes(t, v, &bytes, &given) ? sliced(t, m, key) : NULL;
    if (part == NULL) {
        return false;
    }
    bool same = flat && format == m->format && given == view_byte_count(part);
    if (same) {
        (void)weft__view_lock(t, part); /* nobody else has it */
        unsigned char *into = weft__view_items(t, part);
        for (int64_t i = 0; i < view_shape(part)[0]; i++) {
            memcpy(into + i * view_strides(part)[0], bytes + (size_t)i * m->item_size, m->item_size);
        }
        weft__view_unlock(t, part);
    }
    weft__view_release(t, part);
    if (!same) {
        RAISE(t, ValueError, "memoryview assignment: lvalue and rvalue have different structures");
    }
    return same;
}

bool weft__view_set_item(Thread *t, Value self, Value key, Value v)
{
    MemoryView *m = value_pointer(self);
    int64_t offset;
    if (!weft__view_usable(t, m)) {
        return false;
    }
    if (m->read_only) {
        RAISE(t, TypeError, "cannot modify read-only memory");
        return false;
    }
    if (v == EMPTY) {
        RAISE(t, TypeError, "cannot delete memory");
        return false;
    }
    switch (resolve(t, m, key, true, &offset)) {
    case KEY_ITEM: return store_item(t, m, offset, v);
    case KEY_SLICE: return store_slice(t, m, key, v);
    default: return false;
    }
}
