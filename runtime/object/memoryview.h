/* memoryview.h - what the files of memoryview share: the view, its lock, formats and indexing.
 *
 * An array is one with items of another size and format (byte_storage.h), and what follows holds for it too.
 * A view of a bytearray counts as an export until it is released (or collected), so the size of the
 * bytearray is fixed and its storage stays where it is. The items of a bytearray are read and written
 * under its object lock, one item or one copy at a time; those of bytes need none. A view is released
 * under the same lock, and whoever takes it asks again whether the view is still open: without an export
 * the items may be gone. Every field but `released` never changes.
 */
#ifndef WEFT_OBJECT_MEMORYVIEW_H
#define WEFT_OBJECT_MEMORYVIEW_H

#include "object/byte_storage.h"
#include "object/containers_internal.h"

enum { DIMENSION_LIMIT = 64 };

typedef struct MemoryView {
    Object head;
    Value base;                /* bytes, bytearray or array */
    ATOMIC(uint32_t) released; /* edge: memoryview_release */
    uint16_t dimensions;
    uint8_t item_size;
    bool read_only;
    char format;     /* native letter */
    bool at_sign;    /* the format is shown as "@x" */
    size_t offset;   /* of the first item, in bytes */
    int64_t sizes[]; /* shape, then strides in bytes */
} MemoryView;

static inline int64_t *view_shape(MemoryView *m) { return m->sizes; }
static inline int64_t *view_strides(MemoryView *m) { return m->sizes + m->dimensions; }

/* The bytearray or array that is looked at; NULL: bytes, which never change. */
static inline Bytearray *view_exporter(Thread *t, MemoryView *m)
{
    return has_type_flag(t, m->base, TYPE_IS_EXPORTER) ? value_pointer(m->base) : NULL;
}

static inline int64_t view_item_count(MemoryView *m)
{
    int64_t count = 1;
    for (uint16_t i = 0; i < m->dimensions; i++) {
        count *= view_shape(m)[i];
    }
    return count;
}
static inline size_t view_byte_count(MemoryView *m) { return (size_t)view_item_count(m) * m->item_size; }

/* ---- memoryview.c ---- */

/* False, with ValueError: the view was released. */
bool weft__view_usable(Thread *t, MemoryView *m);
/* False, with ValueError and without the lock: the view was released. */
bool weft__view_lock(Thread *t, MemoryView *m);
void weft__view_unlock(Thread *t, MemoryView *m);
/* The first item; for a bytearray with its lock held or its size fixed. */
unsigned char *weft__view_items(Thread *t, MemoryView *m);
bool weft__view_is_contiguous(MemoryView *m);
/* The content of an open view; of one with gaps, or of a bytearray, as a copy. */
bool weft__view_get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length);
/* A view with room for the dimensions, like `like` (which must be open) where that is not NULL; the
 * export is counted. */
MemoryView *weft__view_new(Thread *t, Value base, const MemoryView *like, uint16_t dimensions);
MemoryView *weft__view_copy(Thread *t, MemoryView *of);
/* Once or more often; the export is given back once. */
void weft__view_release(Thread *t, MemoryView *m);

/* The format of the items of anything with get_bytes. */
char weft__view_format_of(Thread *t, Value v);

/* ---- memoryview_format.c ---- */

/* Bytes of an item; 0: there is no such format. */
uint8_t weft__view_item_size(char format);
Value weft__view_unpack(Thread *t, char format, const unsigned char *raw);
/* The item's bytes of a value; false: exception. */
bool weft__view_pack(Thread *t, char format, Value v, unsigned char *raw);

/* ---- memoryview_index.c and memoryview_cast.c: slots and a method of the type ---- */

Value weft__view_get_item(Thread *t, Value self, Value key);
bool weft__view_set_item(Thread *t, Value self, Value key, Value v);
Value weft__view_cast(Thread *t, Value *args);
/* The bytes of something that can be written to, as a new view; TypeError in the name of a function. */
Value weft__view_writable_bytes(Thread *t, Value v, const char *function);

#endif
