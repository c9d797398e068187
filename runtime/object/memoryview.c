/* memoryview.c - windows on the bytes of bytes and bytearray: any native format, shapes, slices.
 *
 * A view of a bytearray counts as an export until it is released (or collected), so the size of the
 * bytearray is fixed and its storage stays where it is. The items of a bytearray are read and written
 * under its object lock, one item or one copy at a time; those of bytes need none. A view is released
 * under the same lock, and whoever takes it asks again whether the view is still open: without an export
 * the items may be gone. Every field but `released` never changes.
 */
#include "object/bytes_methods.h"
#include "object/containers_internal.h"
#include "object/number.h"

enum { DIMENSION_LIMIT = 64 };

typedef struct MemoryView {
    Object head;
    Value base;                /* bytes or bytearray */
    ATOMIC(uint32_t) released; /* edge: memoryview_release */
    uint16_t dimensions;
    uint8_t item_size;
    bool read_only;
    char format;               /* native letter */
    bool at_sign;              /* the format is shown as "@x" */
    size_t offset;             /* of the first item, in bytes */
    int64_t sizes[];           /* shape, then strides in bytes */
} MemoryView;

static int64_t *shape_of(MemoryView *m) { return m->sizes; }
static int64_t *strides_of(MemoryView *m) { return m->sizes + m->dimensions; }

static bool usable(Thread *t, MemoryView *m)
{
    if (weft__load_acquire(&m->released)) { /* edge: memoryview_release */
        RAISE(t, ValueError, "operation forbidden on released memoryview object");
        return false;
    }
    return true;
}
static Bytearray *exporter(Thread *t, MemoryView *m)
{
    return has_type_flag(t, m->base, TYPE_IS_BYTEARRAY) ? value_pointer(m->base) : NULL;
}
/* The first item; for a bytearray with its lock held or its size fixed. */
static unsigned char *items(Thread *t, MemoryView *m)
{
    Bytearray *b = exporter(t, m);
    return (b != NULL ? weft__load_acquire(&b->storage)->bytes /* edge: bytearray_storage */
                      : ((Bytes *)value_pointer(m->base))->data) +
           m->offset;
}
static void unlock(Thread *t, MemoryView *m);
/* False, with ValueError and without the lock: the view was released. */
static bool lock(Thread *t, MemoryView *m)
{
    if (exporter(t, m) == NULL) {
        return true;
    }
    weft__lock_object(t, value_object(m->base));
    if (LIKELY(!weft__load_relaxed(&m->released))) { /* edge: memoryview_release */
        return true;
    }
    unlock(t, m);
    return usable(t, m);
}
static void unlock(Thread *t, MemoryView *m)
{
    if (exporter(t, m) != NULL) {
        weft__unlock_object(t, value_object(m->base));
    }
}

static int64_t item_count(MemoryView *m)
{
    int64_t count = 1;
    for (uint16_t i = 0; i < m->dimensions; i++) {
        count *= shape_of(m)[i];
    }
    return count;
}
static size_t byte_count(MemoryView *m) { return (size_t)item_count(m) * m->item_size; }

static bool is_contiguous(MemoryView *m)
{
    int64_t expected = m->item_size;
    for (uint16_t i = m->dimensions; i-- > 0;) {
        if (shape_of(m)[i] > 1 && strides_of(m)[i] != expected) {
            return item_count(m) == 0;
        }
        expected *= shape_of(m)[i];
    }
    return true;
}

/* ---- making and releasing ---- */

/* A view with room for the dimensions, like `like` (which must be open) where that is not NULL; the
 * export is counted. */
static MemoryView *view_new(Thread *t, Value base, const MemoryView *like, uint16_t dimensions)
{
    MemoryView *m = weft__alloc(t, sizeof *m + 2 * dimensions * sizeof(int64_t), T(t, memoryview));
    if (m == NULL) {
        return NULL;
    }
    if (like != NULL) {
        m->item_size = like->item_size;
        m->read_only = like->read_only;
        m->format = like->format;
        m->at_sign = like->at_sign;
        m->offset = like->offset;
    } else {
        m->item_size = 1;
        m->format = 'B';
        m->read_only = !has_type_flag(t, base, TYPE_IS_BYTEARRAY);
    }
    m->dimensions = dimensions;
    m->base = base;
    Bytearray *b = exporter(t, m);
    if (b != NULL) {
        weft__lock_object(t, &b->head);
        bool open = like == NULL || !weft__load_relaxed(&like->released); /* edge: memoryview_release */
        if (open) {
            weft__add_acq_rel(&b->exports, 1); /* edge: bytearray_storage */
        }
        weft__unlock_object(t, &b->head);
        if (!open) {
            (void)usable(t, (MemoryView *)(uintptr_t)like);
            return NULL;
        }
        if (!weft__register_finalizer(t, &m->head)) {
            weft__sub_acq_rel(&b->exports, 1); /* edge: bytearray_storage */
            return NULL;
        }
    }
    return m;
}
static MemoryView *view_copy(Thread *t, MemoryView *of)
{
    MemoryView *m = view_new(t, of->base, of, of->dimensions);
    if (m != NULL) {
        memcpy(m->sizes, of->sizes, 2 * of->dimensions * sizeof(int64_t));
    }
    return m;
}
static void release(Thread *t, MemoryView *m)
{
    uint32_t before = 0;
    Bytearray *b = exporter(t, m);
    if (b != NULL) {
        weft__lock_object(t, &b->head);
    }
    bool first = weft__exchange_if_acq_rel(&m->released, &before, 1U); /* edge: memoryview_release */
    if (b != NULL) {
        if (first) {
            weft__sub_acq_rel(&b->exports, 1); /* edge: bytearray_storage */
        }
        weft__unlock_object(t, &b->head);
    }
}
static void finalize(Thread *t, Value self) { release(t, value_pointer(self)); }

static Value new_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count + named > 1) {
        return RAISE(t, TypeError, "memoryview() takes at most 1 argument (%zu given)", count + named);
    }
    if (named == 1 && !weft__str_equals_c(as_str(as_tuple(names)->items[0]), "object")) {
        return RAISE(t, TypeError, "'%V' is an invalid keyword argument for memoryview()",
                     as_tuple(names)->items[0]);
    }
    if (count + named == 0) {
        return RAISE(t, TypeError, "memoryview() missing required argument 'object' (pos 1)");
    }
    Value base = args[0];
    if (object_is(base, T(t, memoryview))) {
        return usable(t, value_pointer(base)) ? value_or_empty(view_copy(t, value_pointer(base))) : EMPTY;
    }
    if (!has_type_flag(t, base, TYPE_IS_BYTES | TYPE_IS_BYTEARRAY)) {
        return RAISE(t, TypeError, "memoryview: a bytes-like object is required, not '%T'", base);
    }
    MemoryView *m = view_new(t, base, NULL, 1);
    if (m == NULL) {
        return EMPTY;
    }
    Bytearray *b = exporter(t, m);
    shape_of(m)[0] = (int64_t)(b != NULL ? weft__load_acquire(&b->length) /* edge: bytearray_storage */
                                         : ((Bytes *)value_pointer(base))->length);
    strides_of(m)[0] = 1;
    return value_from_pointer(m);
}

/* ---- items ---- */

static uint8_t size_of_format(char format)
{
    switch (format) {
    case 'c':
    case 'b':
    case 'B':
    case '?': return 1;
    case 'h':
    case 'H': return 2;
    case 'i':
    case 'I':
    case 'f': return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'P':
    case 'd': return 8;
    default: return 0;
    }
}

static Value unpack(Thread *t, char format, const unsigned char *raw)
{
#define AS(TYPE)           \
    TYPE v;                \
    memcpy(&v, raw, sizeof v);
    switch (format) {
    case 'c': return value_or_empty(weft__bytes_new(t, raw, 1));
    case 'b': return value_from_small_int((int8_t)raw[0]);
    case 'B': return value_from_small_int(raw[0]);
    case '?': return value_from_bool(raw[0] != 0);
    case 'h': { AS(int16_t) return value_from_small_int(v); }
    case 'H': { AS(uint16_t) return value_from_small_int(v); }
    case 'i': { AS(int32_t) return value_from_small_int(v); }
    case 'I': { AS(uint32_t) return value_from_small_int((int64_t)v); }
    case 'f': { AS(float) return float_new(t, (double)v); }
    case 'd': { AS(double) return float_new(t, v); }
    case 'l':
    case 'q':
    case 'n': { AS(int64_t) return int_from_i64(t, v); }
    default: { AS(uint64_t) return weft__int_from_u64(t, v); }
    }
#undef AS
}

static bool wrong_type(Thread *t, char format)
{
    if (exception_pending(t) && !weft__exception_matches(t, EXC(t, TypeError))) {
        return false;
    }
    t->exception = EMPTY;
    RAISE(t, TypeError, "memoryview: invalid type for format '%c'", (int)format);
    return false;
}
static bool wrong_value(Thread *t, char format)
{
    t->exception = EMPTY;
    RAISE(t, ValueError, "memoryview: invalid value for format '%c'", (int)format);
    return false;
}

static bool pack_integer(Thread *t, char format, Value v, unsigned char *raw)
{
    Value index = type_of(t, v)->slots.index == NULL && !is_int(t, v) ? EMPTY : weft__index(t, v);
    if (index == EMPTY) {
        return wrong_type(t, format);
    }
    size_t size = size_of_format(format);
    bool is_signed = strchr("bhilqn", format) != NULL;
    int64_t number;
    if (!weft__int_fits_i64(t, index, &number)) {
        IntView view;
        weft__int_view(t, index, &view);
        if (is_signed || size < 8 || mpz_sgn(view.number) < 0 || mpz_sizeinbase(view.number, 2) > 64) {
            return wrong_value(t, format);
        }
        uint64_t large = mpz_getlimbn(view.number, 0);
        memcpy(raw, &large, sizeof large);
        return true;
    }
    int64_t high = is_signed ? INT64_MAX >> (64 - 8 * size)
                             : size == 8 ? INT64_MAX : (int64_t)((1ULL << 8 * size) - 1);
    if (number > high || number < (is_signed ? -high - 1 : 0)) {
        return wrong_value(t, format);
    }
    memcpy(raw, &number, size); /* little-endian: the low bytes come first */
    return true;
}

/* The item's bytes of a value; false: exception. */
static bool pack(Thread *t, char format, Value v, unsigned char *raw)
{
    double number;
    switch (format) {
    case 'c':
        if (!has_type_flag(t, v, TYPE_IS_BYTES)) {
            return wrong_type(t, format);
        }
        if (((Bytes *)value_pointer(v))->length != 1) {
            return wrong_value(t, format);
        }
        raw[0] = ((Bytes *)value_pointer(v))->data[0];
        return true;
    case '?': {
        int truth = weft__truth(t, v);
        raw[0] = truth > 0;
        return truth >= 0;
    }
    case 'f':
    case 'd':
        if (!weft__to_double(t, v, &number)) {
            return wrong_type(t, format);
        }
        if (format == 'f') {
            float narrow = (float)number;
            memcpy(raw, &narrow, sizeof narrow);
        } else {
            memcpy(raw, &number, sizeof number);
        }
        return true;
    default: return pack_integer(t, format, v, raw);
    }
}

static Value load_item(Thread *t, MemoryView *m, int64_t offset)
{
    unsigned char raw[8];
    if (!lock(t, m)) {
        return EMPTY;
    }
    memcpy(raw, items(t, m) + offset, m->item_size);
    unlock(t, m);
    return unpack(t, m->format, raw);
}
static bool store_item(Thread *t, MemoryView *m, int64_t offset, Value v)
{
    unsigned char raw[8];
    /* Packing may run code that releases. */
    if (!pack(t, m->format, v, raw) || !usable(t, m) || !lock(t, m)) {
        return false;
    }
    memcpy(items(t, m) + offset, raw, m->item_size);
    unlock(t, m);
    return true;
}

/* ---- whole content ---- */

static unsigned char *copy_row(MemoryView *m, uint16_t dimension, const unsigned char *from,
                               unsigned char *into)
{
    if (dimension == m->dimensions) {
        memcpy(into, from, m->item_size);
        return into + m->item_size;
    }
    int64_t count = shape_of(m)[dimension], stride = strides_of(m)[dimension];
    if (dimension + 1 == m->dimensions && stride == m->item_size) {
        memcpy(into, from, (size_t)count * m->item_size);
        return into + (size_t)count * m->item_size;
    }
    for (int64_t i = 0; i < count; i++) {
        into = copy_row(m, (uint16_t)(dimension + 1), from + i * stride, into);
    }
    return into;
}
/* In Fortran order: the first index varies fastest. */
static unsigned char *copy_columns(MemoryView *m, uint16_t dimension, const unsigned char *from,
                                   unsigned char *into)
{
    if (dimension == 0) {
        memcpy(into, from, m->item_size);
        return into + m->item_size;
    }
    for (int64_t i = 0; i < shape_of(m)[dimension - 1]; i++) {
        into = copy_columns(m, (uint16_t)(dimension - 1), from + i * strides_of(m)[dimension - 1], into);
    }
    return into;
}

static bool get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length)
{
    MemoryView *m = value_pointer(self);
    if (!usable(t, m)) {
        return false;
    }
    *length = byte_count(m);
    if (exporter(t, m) == NULL && is_contiguous(m)) {
        *bytes = items(t, m);
        return true;
    }
    ByteArray *copy = weft__byte_array_new(t, *length + 1);
    if (copy == NULL) {
        return false;
    }
    if (!lock(t, m)) {
        return false;
    }
    if (*length > 0) {
        copy_row(m, 0, items(t, m), copy->bytes);
    }
    unlock(t, m);
    *bytes = copy->bytes;
    return true;
}

static Value list_of(Thread *t, MemoryView *m, uint16_t dimension, const unsigned char **raw)
{
    if (dimension == m->dimensions) {
        Value v = unpack(t, m->format, *raw);
        *raw += m->item_size;
        return v;
    }
    int64_t count = shape_of(m)[dimension];
    List *list = weft__list_new(t, (size_t)count);
    for (int64_t i = 0; list != NULL && i < count; i++) {
        Value v = list_of(t, m, (uint16_t)(dimension + 1), raw);
        if (v == EMPTY || !weft__list_append(t, list, v)) {
            return EMPTY;
        }
    }
    return value_or_empty(list);
}

/* ---- indexing ---- */

static bool index_on(Thread *t, MemoryView *m, uint16_t dimension, Value key, int64_t *offset)
{
    int64_t i, count = shape_of(m)[dimension];
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
    *offset += i * strides_of(m)[dimension];
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
                  storing ? "sub-views are not implemented" : "multi-dimensional sub-views are not implemented");
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
        RAISE(t, NotImplementedError, storing
                                          ? "memoryview slice assignments are currently restricted to ndim = 1"
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
    if (!weft__slice_indices(t, key, (size_t)shape_of(m)[0], &start, &stop, &step, &count) || !usable(t, m)) {
        return NULL;
    }
    MemoryView *part = view_copy(t, m);
    if (part != NULL) {
        part->offset = (size_t)((int64_t)m->offset + (count > 0 ? start * strides_of(m)[0] : 0));
        shape_of(part)[0] = (int64_t)count;
        /* An absurd step leaves at most one item, and the stride unused: it may wrap around. */
        strides_of(part)[0] = (int64_t)((uint64_t)strides_of(m)[0] * (uint64_t)step);
    }
    return part;
}

static Value get_item(Thread *t, Value self, Value key)
{
    MemoryView *m = value_pointer(self);
    int64_t offset;
    if (!usable(t, m)) {
        return EMPTY;
    }
    if (LIKELY(m->dimensions == 1 && value_is_small_int(key))) {
        int64_t i = value_small_int(key), count = shape_of(m)[0];
        i += i < 0 ? count : 0;
        if (LIKELY(i >= 0 && i < count)) {
            return load_item(t, m, i * strides_of(m)[0]);
        }
    }
    switch (resolve(t, m, key, false, &offset)) {
    case KEY_ITEM: return usable(t, m) ? load_item(t, m, offset) : EMPTY;
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
    char format = 'B';
    if (type_of(t, v)->slots.get_bytes == NULL) {
        RAISE(t, TypeError, "a bytes-like object is required, not '%T'", v);
        return false;
    }
    bool flat = true;
    if (object_is(v, T(t, memoryview))) {
        MemoryView *other = value_pointer(v);
        format = other->format;
        flat = other->dimensions == 1;
    }
    MemoryView *part = weft__get_bytes(t, v, &bytes, &given) ? sliced(t, m, key) : NULL;
    if (part == NULL) {
        return false;
    }
    bool same = flat && format == m->format && given == byte_count(part);
    if (same) {
        (void)lock(t, part); /* nobody else has it */
        unsigned char *into = items(t, part);
        for (int64_t i = 0; i < shape_of(part)[0]; i++) {
            memcpy(into + i * strides_of(part)[0], bytes + (size_t)i * m->item_size, m->item_size);
        }
        unlock(t, part);
    }
    release(t, part);
    if (!same) {
        RAISE(t, ValueError, "memoryview assignment: lvalue and rvalue have different structures");
    }
    return same;
}

static bool set_item(Thread *t, Value self, Value key, Value v)
{
    MemoryView *m = value_pointer(self);
    int64_t offset;
    if (!usable(t, m)) {
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

static int64_t length(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return !usable(t, m) ? -1 : m->dimensions == 0 ? 1 : shape_of(m)[0];
}

/* ---- comparison, hash, repr ---- */

static bool whole_bytes(char format) { return format != 'f' && format != 'd' && format != '?'; }

/* 1 equal, 0 not, -1 failure: item by item where the formats differ. */
static int same_items(Thread *t, MemoryView *m, MemoryView *other_or_null, Value other)
{
    const unsigned char *x, *y;
    size_t n, k;
    char format = other_or_null == NULL ? 'B' : other_or_null->format;
    if (!get_bytes(t, value_from_pointer(m), &x, &n) || !weft__get_bytes(t, other, &y, &k)) {
        return -1;
    }
    size_t size = size_of_format(format), count = (size_t)item_count(m);
    if (k / size != count) {
        return 0;
    }
    if (format == m->format && whole_bytes(format)) {
        return n == k && memcmp(x, y, n) == 0;
    }
    for (size_t i = 0; i < count; i++) {
        Value a = unpack(t, m->format, x + i * m->item_size), b = unpack(t, format, y + i * size);
        int same = a == EMPTY || b == EMPTY ? -1 : weft__compare_bool(t, a, b, CMP_EQ);
        if (same <= 0) {
            return same;
        }
    }
    return 1;
}

static Value compare(Thread *t, Value a, Value b, Comparison op)
{
    if (op != CMP_EQ && op != CMP_NE) {
        return NOT_IMPLEMENTED;
    }
    if (!object_is(a, T(t, memoryview))) {
        Value swapped = a;
        a = b;
        b = swapped;
    }
    MemoryView *m = value_pointer(a);
    MemoryView *other = object_is(b, T(t, memoryview)) ? value_pointer(b) : NULL;
    if (type_of(t, b)->slots.get_bytes == NULL) {
        return NOT_IMPLEMENTED;
    }
    int same;
    if (weft__load_acquire(&m->released) || (other != NULL && weft__load_acquire(&other->released))) { /* edge: memoryview_release */
        same = a == b;
    } else if (other == NULL ? m->dimensions != 1
                             : m->dimensions != other->dimensions ||
                                   memcmp(m->sizes, other->sizes, m->dimensions * sizeof(int64_t)) != 0) {
        same = 0;
    } else {
        same = same_items(t, m, other, b);
    }
    return same < 0 ? EMPTY : value_from_bool((same != 0) == (op == CMP_EQ));
}

static bool hash(Thread *t, Value self, int64_t *out)
{
    MemoryView *m = value_pointer(self);
    const unsigned char *bytes;
    size_t n;
    if (!usable(t, m)) {
        return false;
    }
    if (!m->read_only) {
        RAISE(t, ValueError, "cannot hash writable memoryview object");
        return false;
    }
    if (m->format != 'B' && m->format != 'b' && m->format != 'c') {
        RAISE(t, ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        return false;
    }
    if (exporter(t, m) != NULL) {
        RAISE(t, TypeError, "unhashable type: '%T'", m->base);
        return false;
    }
    if (!get_bytes(t, self, &bytes, &n)) {
        return false;
    }
    *out = weft__hash_bytes(t, bytes, n);
    return true;
}
static Value repr(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return value_or_empty(weft__str_format(
        t, weft__load_acquire(&m->released) ? "<released memory at 0x%lx>" : "<memory at 0x%lx>", /* edge: memoryview_release */
        (unsigned long)(uintptr_t)m));
}

/* ---- methods ---- */

static Value method_tobytes(Thread *t, Value *args)
{
    MemoryView *m = value_pointer(args[0]);
    const unsigned char *bytes;
    size_t n;
    bool columns = false;
    if (args[1] != NONE) {
        if (!is_str(t, args[1])) {
            return RAISE(t, TypeError, "tobytes() argument 'order' must be str or None, not %T", args[1]);
        }
        columns = weft__str_equals_c(as_str(args[1]), "F");
        if (!columns && !weft__str_equals_c(as_str(args[1]), "C") && !weft__str_equals_c(as_str(args[1]), "A")) {
            return RAISE(t, ValueError, "order must be 'C', 'F' or 'A'");
        }
    }
    if (columns && m->dimensions > 1) {
        Bytes *result = usable(t, m) ? weft__bytes_new(t, NULL, byte_count(m)) : NULL;
        if (result != NULL) {
            if (!lock(t, m)) {
                return EMPTY;
            }
            copy_columns(m, m->dimensions, items(t, m), result->data);
            unlock(t, m);
        }
        return value_or_empty(result);
    }
    return get_bytes(t, args[0], &bytes, &n) ? value_or_empty(weft__bytes_new(t, bytes, n)) : EMPTY;
}
static Value method_tolist(Thread *t, Value *args)
{
    const unsigned char *bytes;
    size_t n;
    return get_bytes(t, args[0], &bytes, &n) ? list_of(t, value_pointer(args[0]), 0, &bytes) : EMPTY;
}
static Value method_hex(Thread *t, Value *args)
{
    const unsigned char *raw;
    size_t n;
    if (!get_bytes(t, args[0], &raw, &n)) {
        return EMPTY;
    }
    Value bytes = value_or_empty(weft__bytes_new(t, raw, n));
    Value rest[2] = {args[1], args[2]};
    return bytes == EMPTY ? EMPTY
                          : weft__call_method(t, bytes, weft__intern_c(t, "hex"), rest,
                                              args[1] == EMPTY ? 0 : args[2] == EMPTY ? 1 : 2);
}
static Value method_release(Thread *t, Value *args)
{
    release(t, value_pointer(args[0]));
    return NONE;
}
static Value method_enter(Thread *t, Value *args) { return usable(t, value_pointer(args[0])) ? args[0] : EMPTY; }
static Value method_exit(Thread *t, Value *args) { return method_release(t, args); }
static Value method_toreadonly(Thread *t, Value *args)
{
    MemoryView *m = usable(t, value_pointer(args[0])) ? view_copy(t, value_pointer(args[0])) : NULL;
    if (m != NULL) {
        m->read_only = true;
    }
    return value_or_empty(m);
}

/* The letter of a cast's format; 0: ValueError. */
static char format_letter(Thread *t, Str *text, bool *at_sign)
{
    size_t i = text->length > 0 && str_char(text, 0) == '@';
    *at_sign = i == 1;
    if (text->length == i + 1 && str_char(text, i) < 128 && size_of_format((char)str_char(text, i)) > 0) {
        return (char)str_char(text, i);
    }
    RAISE(t, ValueError, "memoryview: destination format must be a native single character format "
                         "prefixed with an optional '@'");
    return 0;
}
static bool is_byte_format(char format) { return format == 'b' || format == 'B' || format == 'c'; }

/* Reads the shape of a cast into `sizes`; false: exception. */
static bool read_shape(Thread *t, Tuple *shape, int64_t item_size, int64_t bytes, int64_t *sizes)
{
    int64_t total = item_size;
    for (size_t i = 0; i < tuple_length(shape); i++) {
        if (!is_int(t, shape->items[i])) {
            RAISE(t, TypeError, "memoryview.cast(): elements of shape must be integers");
            return false;
        }
        if (!weft__to_i64(t, shape->items[i], &sizes[i])) {
            return false;
        }
        if (sizes[i] <= 0) {
            RAISE(t, ValueError, "memoryview.cast(): elements of shape must be integers > 0");
            return false;
        }
        if (MUL_OVERFLOWS(total, sizes[i], &total)) {
            RAISE(t, ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
            return false;
        }
    }
    if (total != bytes) {
        RAISE(t, TypeError, "memoryview: product(shape) * itemsize != buffer size");
        return false;
    }
    return true;
}

static bool check_cast(Thread *t, MemoryView *m, Value format, Value shape)
{
    if (!usable(t, m)) {
        return false;
    }
    if (!is_str(t, format)) {
        RAISE(t, TypeError, "cast() argument 'format' must be str, not %T", format);
        return false;
    }
    if (!is_contiguous(m)) {
        RAISE(t, TypeError, "memoryview: casts are restricted to C-contiguous views");
        return false;
    }
    if ((shape != EMPTY || m->dimensions != 1) && item_count(m) == 0) {
        RAISE(t, TypeError, "memoryview: cannot cast view with zeros in shape or strides");
        return false;
    }
    if (shape == EMPTY) {
        return true;
    }
    if (!is_tuple(t, shape) && !is_list(t, shape)) {
        RAISE(t, TypeError, "shape must be a list or a tuple");
        return false;
    }
    int64_t dimensions = weft__length(t, shape);
    if (dimensions > DIMENSION_LIMIT) {
        RAISE(t, ValueError, "memoryview: number of dimensions must not exceed %d", DIMENSION_LIMIT);
        return false;
    }
    if (m->dimensions != 1 && dimensions != 1) {
        RAISE(t, TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
        return false;
    }
    return dimensions >= 0;
}

static Value method_cast(Thread *t, Value *args)
{
    MemoryView *m = value_pointer(args[0]);
    bool at_sign;
    int64_t sizes[DIMENSION_LIMIT];
    if (!check_cast(t, m, args[1], args[2])) {
        return EMPTY;
    }
    char format = format_letter(t, as_str(args[1]), &at_sign);
    if (format == 0) {
        return EMPTY;
    }
    if (!is_byte_format(m->format) && !is_byte_format(format)) {
        return RAISE(t, TypeError, "memoryview: cannot cast between two non-byte formats");
    }
    int64_t bytes = (int64_t)byte_count(m), item_size = size_of_format(format);
    if (bytes % item_size != 0) {
        return RAISE(t, TypeError, "memoryview: length is not a multiple of itemsize");
    }
    uint16_t dimensions = 1;
    sizes[0] = bytes / item_size;
    if (args[2] != EMPTY) {
        Tuple *shape = weft__tuple_from_iterable(t, args[2]);
        if (shape == NULL || tuple_length(shape) > DIMENSION_LIMIT ||
            !read_shape(t, shape, item_size, bytes, sizes)) {
            return EMPTY;
        }
        dimensions = (uint16_t)tuple_length(shape);
    }
    MemoryView *result = view_new(t, m->base, m, dimensions);
    if (result == NULL) {
        return EMPTY;
    }
    result->format = format;
    result->at_sign = at_sign;
    result->item_size = (uint8_t)item_size;
    int64_t stride = item_size;
    for (uint16_t i = dimensions; i-- > 0;) {
        shape_of(result)[i] = sizes[i];
        strides_of(result)[i] = stride;
        stride *= sizes[i];
    }
    return value_from_pointer(result);
}

/* ---- attributes ---- */

static Value get_obj(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? m->base : EMPTY;
}
static Value get_nbytes(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? value_from_small_int((int64_t)byte_count(m)) : EMPTY;
}
static Value get_readonly(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? value_from_bool(m->read_only) : EMPTY;
}
static Value get_itemsize(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? value_from_small_int(m->item_size) : EMPTY;
}
static Value get_ndim(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? value_from_small_int(m->dimensions) : EMPTY;
}
static Value get_format(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    char text[2] = {'@', m->format};
    return usable(t, m) ? value_or_empty(weft__str_from_ascii(t, text + !m->at_sign, 1 + (size_t)m->at_sign))
                        : EMPTY;
}
static Value sizes_tuple(Thread *t, MemoryView *m, const int64_t *sizes)
{
    Tuple *tuple = usable(t, m) ? weft__tuple_new(t, m->dimensions) : NULL;
    for (uint16_t i = 0; tuple != NULL && i < m->dimensions; i++) {
        tuple->items[i] = value_from_small_int(sizes[i]);
    }
    return value_or_empty(tuple);
}
static Value get_shape(Thread *t, Value self)
{
    return sizes_tuple(t, value_pointer(self), shape_of(value_pointer(self)));
}
static Value get_strides(Thread *t, Value self)
{
    return sizes_tuple(t, value_pointer(self), strides_of(value_pointer(self)));
}
static Value get_suboffsets(Thread *t, Value self)
{
    return usable(t, value_pointer(self)) ? value_from_pointer(t->runtime->empty_tuple) : EMPTY;
}
static Value get_c_contiguous(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? value_from_bool(is_contiguous(m)) : EMPTY;
}
static Value get_f_contiguous(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    int64_t expected = m->item_size;
    bool fits = true;
    for (uint16_t i = 0; i < m->dimensions; i++) {
        fits &= shape_of(m)[i] <= 1 || strides_of(m)[i] == expected;
        expected *= shape_of(m)[i];
    }
    return usable(t, m) ? value_from_bool(fits || item_count(m) == 0) : EMPTY;
}
static Value get_contiguous(Thread *t, Value self)
{
    Value rows = get_c_contiguous(t, self);
    return rows == FALSE_VALUE ? get_f_contiguous(t, self) : rows;
}
static void trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((MemoryView *)(void *)object)->base);
}

static Value iterate(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    if (!usable(t, m)) {
        return EMPTY;
    }
    if (m->dimensions == 0) {
        return RAISE(t, TypeError, "invalid indexing of 0-dim memory");
    }
    return weft__memory_iterator(t, self);
}

void weft__init_memoryview_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"tobytes", method_tobytes, "self, /, order=None", NULL, 0},
        {"tolist", method_tolist, "self, /", NULL, 0},
        {"hex", method_hex, "self, /, sep=, bytes_per_sep=", NULL, 0},
        {"release", method_release, "self, /", NULL, 0},
        {"toreadonly", method_toreadonly, "self, /", NULL, 0},
        {"cast", method_cast, "self, /, format, shape=", NULL, 0},
        {"__enter__", method_enter, "self, /", NULL, 0},
        {"__exit__", method_exit, "self, /, *args", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef getsets[] = {
        {"obj", get_obj, NULL, NULL},
        {"nbytes", get_nbytes, NULL, NULL},
        {"readonly", get_readonly, NULL, NULL},
        {"itemsize", get_itemsize, NULL, NULL},
        {"ndim", get_ndim, NULL, NULL},
        {"format", get_format, NULL, NULL},
        {"shape", get_shape, NULL, NULL},
        {"strides", get_strides, NULL, NULL},
        {"suboffsets", get_suboffsets, NULL, NULL},
        {"contiguous", get_contiguous, NULL, NULL},
        {"c_contiguous", get_c_contiguous, NULL, NULL},
        {"f_contiguous", get_f_contiguous, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(MemoryView),
                       TYPE_FINAL | TYPE_PATTERN_SEQUENCE | TYPE_HAS_WEAK);
    type->head.trace = trace;
    TypeSlots *slots = &type->slots;
    slots->new_instance = new_instance;
    slots->repr = repr;
    slots->hash = hash;
    slots->compare = compare;
    slots->length = length;
    slots->get_item = get_item;
    slots->set_item = set_item;
    slots->get_bytes = get_bytes;
    slots->iterate = iterate;
    slots->finalize = finalize;
    weft__add_methods(t, type, methods);
    weft__add_getsets(t, type, getsets);
    weft__dict_set_c(t, type->dict, "__doc__",
                     value_or_empty(weft__str_from_c(t, "Create a new memoryview object which references "
                                                        "the given object.")));
    weft__type_ready(t, type);
}
